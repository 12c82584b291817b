"""A hash of a password that costs next to nothing: tests sign in many hundred times."""

from __future__ import annotations

from argon2 import PasswordHasher

_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def quick_hash(password: str) -> str:
    """Return an argon2id hash that the program checks like any other, since a hash says its own cost."""
    return _QUICK.hash(password)
