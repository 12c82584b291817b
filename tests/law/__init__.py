"""The law of time against libraries and a second calculator that were not written by the same hand."""
