"""Dated law: rows that follow one another, each in force from its day until the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def must_follow(days: Iterable[date]) -> None:
    """Let rows pass whose *days* follow one another.

    Raises:
        ValueError: one is not after the one before it.
    """
    told = list(days)
    if told != sorted(set(told)):
        raise ValueError("the days of its rows do not follow one another")
