"""Passwords: how they are kept, checked and made, and which are too easy to guess."""

from __future__ import annotations

import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workflows.errors import WeakPassword

SHORTEST = 12
LONGEST = 256
DISTINCT = 6
EASY = (
    "password", "passw0rd", "qwerty", "qwertyuiop", "1qaz2wsx", "asdfghjkl", "zxcvbnm", "iloveyou", "letmein",
    "welcome", "administrator", "admin", "woaini", "woaini1314", "5201314", "1314520", "mima", "tiaojie", "hewei",
    "a123456", "abc123", "123456789", "1234567890", "0123456789", "9876543210", "abcdefghijkl", "abcdefg",
    "changeme", "guanliyuan", "system",
)  # fmt: skip
"""Words that make up most guessed passwords; a password made of them and digits is refused."""

_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
_TURNSTILE = threading.BoundedSemaphore(4)
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def hash_password(password: str) -> str:
    """Return the argon2id hash to keep for *password*."""
    with _TURNSTILE:
        return _HASHER.hash(password)


def verify_password(stored: str, password: str) -> bool:
    """Return whether *password* is the one kept as *stored*; takes the same time if nothing is kept."""
    if len(password) > LONGEST:
        password = ""
    with _TURNSTILE:
        try:
            return _HASHER.verify(stored or _nobody(), password) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


def one_time_password() -> str:
    """Return a random password of 20 letters and digits in groups, that can be read out (95 bits)."""
    word = "".join(secrets.choice(_LETTERS) for _ in range(20))
    return "-".join(word[place : place + 5] for place in range(0, 20, 5))


def must_be_strong(password: str, *known: str) -> None:
    """Let a password pass that is long enough and not made of what anybody would try first.

    Args:
        password: as typed.
        known: what others know of the person, such as the login name.

    Raises:
        WeakPassword: the message says what is lacking.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(
            f"A password has {SHORTEST} to {LONGEST} characters; a sentence of several words is easy to keep.",
            zh=f"密码长度为 {SHORTEST} 至 {LONGEST} 个字符；可以用几个词连成的一句话，好记又安全。",
        )
    left = password.lower()
    for word in sorted((*EASY, *(each.lower() for each in known if len(each) > 3)), key=len, reverse=True):
        left = left.replace(word, "")
    rest = left.strip("0123456789!@#$%^&*()-_=+.,?~ ")
    if len(set(password)) < DISTINCT or len(rest) < 4:
        raise WeakPassword(
            "This password is among the first that are guessed; use several words that have nothing to do with you.",
            zh="这个密码太容易被猜到；请换成与本人无关的几个词。",
        )


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")
