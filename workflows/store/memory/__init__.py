"""The shipped memory fake: the whole store in dictionaries, with real transactions and nothing on disk."""
