"""What a check remembers while it reads a draft, because every rule asks the same of the same sentences."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, Protocol, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")

_MOST = 8192
"""So many answers to one question are kept at most; a long draft has fewer sentences."""


class _Clearable(Protocol):
    def cache_clear(self) -> None: ...


_KEPT: list[_Clearable] = []


def remembered(question: Callable[_P, _R]) -> Callable[_P, _R]:
    """Return *question* so that its answers are kept until the check is over; they must not be changed."""
    kept: Any = lru_cache(maxsize=_MOST)(question)
    _KEPT.append(kept)
    answers: Callable[_P, _R] = kept
    return answers


def forget() -> None:
    """Forget every answer: no words of a case outlast the check."""
    for each in _KEPT:
        each.cache_clear()
