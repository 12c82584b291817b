"""Builtins of order: min, max, and the stable merge behind sort."""

from __future__ import annotations

from functools import cmp_to_key

from workflows.feel.comparing import comparable, order
from workflows.feel.limits import Run
from workflows.feel.registry import builtin
from workflows.feel.values import Function, Mismatch

Items = list[object]


def ordered_by(items: Items, precedes: Function | None, run: Run) -> Items:
    """Return the elements sorted; by their natural order where no function says which precedes."""
    if precedes is None:
        _same_kind(items)

    def before(first: object, second: object) -> bool:
        run.spend(2)
        if precedes is None:
            return order("<", first, second) is True
        return precedes.body([first, second], run) is True

    def compare(first: object, second: object) -> int:
        return -1 if before(first, second) else 1 if before(second, first) else 0

    return sorted(items, key=cmp_to_key(compare))


def _same_kind(items: Items) -> None:
    if not all(comparable(items[0], item) for item in items):
        raise Mismatch("The elements have no common order.", "列表元素之间不能比较大小。")


def _extreme(items: Items, sign: str, run: Run) -> object:
    if not items:
        return None
    _same_kind(items)
    best = items[0]
    for item in items[1:]:
        run.spend(1)
        best = item if order(sign, item, best) else best
    return best


@builtin("min(list...: list)")
def _min(run: Run, items: Items) -> object:
    return _extreme(items, "<", run)


@builtin("max(list...: list)")
def _max(run: Run, items: Items) -> object:
    return _extreme(items, ">", run)
