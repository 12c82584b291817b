"""One verb, one file, one function: what can be done with Hewei."""
