"""What was at hand lately: a bounded memory for values that cost more to make than to keep."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Lately(Generic[V]):
    """The values that were asked for or put in last, by their keys; several threads may share it.

    The interpreter does each of the few steps whole, so there is no lock; keys are plain values, whose equality runs no
    Python. Two threads that step between one another keep or drop a value too many, and nothing else.
    """

    def __init__(self, most: int) -> None:
        """Keep up to *most* values."""
        self._most = most
        self._kept: OrderedDict[Hashable, V] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        """Return the value, if it is still at hand."""
        value = self._kept.get(key)
        if value is not None:
            try:
                self._kept.move_to_end(key)
            except KeyError:  # dropped by another thread just now
                return value
        return value

    def put(self, key: Hashable, value: V) -> V:
        """Keep the value and return it."""
        self._kept[key] = value
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return value
