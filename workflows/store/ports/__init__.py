"""The Protocols that every database, and the memory fake, keep."""
