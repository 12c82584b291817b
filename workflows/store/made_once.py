"""Parts of a transaction, each made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

V = TypeVar("V")


class made_once(Generic[V]):  # noqa: N801 - it stands where @property would
    """A property that is made when it is first asked for, and then an attribute like any other.

    `functools.cached_property` takes a lock for each (until Python 3.12); a transaction belongs to one thread, and
    has a dozen parts that each step asks for.
    """

    def __init__(self, make: Callable[[Any], V]) -> None:
        """Take what makes the value from its owner."""
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, owner: Any, _kind: type | None = None) -> V:
        """Make the value; once it is there nobody asks here again."""
        made = self._make(owner)
        vars(owner)[self._name] = made
        return made
