"""What was at hand lately: a bounded memory for values that cost more to make than to keep."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class Lately(Generic[V]):
    """The values that were asked for or put in last, by their keys; several threads may share it."""

    def __init__(self, most: int) -> None:
        """Keep up to *most* values."""
        self._most = most
        self._kept: OrderedDict[Hashable, V] = OrderedDict()
        self._guard = Lock()

    def get(self, key: Hashable) -> V | None:
        """Return the value, if it is still at hand."""
        with self._guard:
            value = self._kept.get(key)
            if value is not None:
                self._kept.move_to_end(key)
            return value

    def put(self, key: Hashable, value: V) -> V:
        """Keep the value and return it."""
        with self._guard:
            self._kept[key] = value
            self._kept.move_to_end(key)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return value
