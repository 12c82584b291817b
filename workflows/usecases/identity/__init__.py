"""Accounts and how somebody proves to be the owner of one: passwords, one-time codes, providers, kept forms."""
