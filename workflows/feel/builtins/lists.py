"""Builtins of lists: counting, adding up, searching, joining, changing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from workflows.feel.builtins.ordering import ordered_by
from workflows.feel.comparing import equal
from workflows.feel.limits import Run
from workflows.feel.registry import builtin
from workflows.feel.values import CTX, Function, Mismatch, number

Items = list[object]


def numbers(items: Sequence[object]) -> list[Decimal]:
    """Return the elements as numbers. Raises Mismatch when one is not a number."""
    found = [item for item in items if isinstance(item, Decimal)]
    if len(found) < len(items):
        raise Mismatch("Every element should be a number.", "列表元素都应为数字。")
    return found


def _sum_of(items: Sequence[Decimal]) -> Decimal:
    total = Decimal(0)
    for item in items:
        total = CTX.add(total, item)
    return total


def position(value: Decimal, size: int, *, beyond: int = 0) -> int:
    """Return the index from 0 of a position from 1 or from the end; 2.9 is 2. Raises Mismatch outside."""
    if not 1 <= abs(value) < size + beyond + 1:
        raise Mismatch("There is no such position in the list.", "列表中没有这个位置。")
    return int(value) - 1 if value > 0 else size + int(value)


@builtin("list contains(list: list, element: any)")
def _contains(run: Run, items: Items, element: object) -> bool:
    return any(equal(item, element, run) for item in items)


@builtin("count(list...: list)")
def _count(items: Items) -> Decimal:
    return Decimal(len(items))


@builtin("sum(list...: list)")
def _sum(items: Items) -> Decimal | None:
    return number(_sum_of(numbers(items))) if items else None


@builtin("product(list...: list)")
def _product(items: Items) -> Decimal | None:
    total = Decimal(1)
    for item in numbers(items):
        total = CTX.multiply(total, item)
    return number(total) if items else None


@builtin("mean(list...: list)")
def _mean(items: Items) -> Decimal | None:
    found = numbers(items)
    return number(CTX.divide(_sum_of(found), Decimal(len(found)))) if found else None


@builtin("median(list...: list)")
def _median(items: Items) -> Decimal | None:
    found = sorted(numbers(items))
    if not found:
        return None
    middle = len(found) // 2
    if len(found) % 2:
        return found[middle]
    return number(CTX.divide(CTX.add(found[middle - 1], found[middle]), Decimal(2)))


@builtin("stddev(list...: list)")
def _stddev(items: Items) -> Decimal | None:
    found = numbers(items)
    if len(found) < 2:
        return None
    mean = CTX.divide(_sum_of(found), Decimal(len(found)))
    squares = [CTX.power(CTX.subtract(item, mean), Decimal(2)) for item in found]
    return number(CTX.sqrt(CTX.divide(_sum_of(squares), Decimal(len(found) - 1))))


@builtin("mode(list...: list)")
def _mode(items: Items) -> list[Decimal]:
    counts: dict[Decimal, int] = {}
    for item in numbers(items):
        counts[item] = counts.get(item, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(item for item, count in counts.items() if count == most)


@builtin("sublist(list: list, start position: number, length?: number|null)")
def _sublist(items: Items, start: Decimal, length: Decimal | None) -> Items | None:
    at = position(start, len(items))
    if length is None:
        return items[at:]
    if length != length.to_integral_value() or length < 0 or at + length > len(items):
        return None
    return items[at : at + int(length)]


@builtin("append(list: list, item*: any)")
def _append(run: Run, items: Items, more: Items) -> Items:
    run.room(len(items) + len(more))
    return [*items, *more]


@builtin("concatenate(list*: list)")
def _concatenate(run: Run, lists: Items) -> Items:
    joined: Items = []
    if None in lists:
        raise Mismatch("null is no list.", "null 不是列表。")
    for part in lists:
        elements = part if isinstance(part, list) else [part]
        run.room(len(joined) + len(elements))
        joined.extend(elements)
    return joined


@builtin("insert before(list: list, position: number, newItem: any)")
def _insert(run: Run, items: Items, at: Decimal, new: object) -> Items:
    index = position(at, len(items))
    run.room(len(items) + 1)
    return [*items[:index], new, *items[index:]]


@builtin("remove(list: list, position: number)")
def _remove(items: Items, at: Decimal) -> Items:
    index = position(at, len(items))
    return [*items[:index], *items[index + 1 :]]


@builtin("list replace(list: list, position: number, newItem: any)")
def _replace_at(items: Items, at: Decimal, new: object) -> Items:
    index = position(at, len(items))
    return [*items[:index], new, *items[index + 1 :]]


@builtin("list replace(list: list, match: function, newItem: any)")
def _replace_matching(run: Run, items: Items, match: Function, new: object) -> Items | None:
    answers = [match.body([item, new], run) for item in items]
    if not all(isinstance(answer, bool) for answer in answers):
        return None
    return [new if answer else item for item, answer in zip(items, answers, strict=True)]


@builtin("reverse(list: list)")
def _reverse(items: Items) -> Items:
    return items[::-1]


@builtin("index of(list: list, match: any)")
def _index_of(run: Run, items: Items, match: object) -> Items:
    return [Decimal(at) for at, item in enumerate(items, 1) if equal(item, match, run)]


def distinct(items: Sequence[object], run: Run) -> Items:
    """Return the elements without repetitions, each where it came first."""
    plain: set[tuple[type, object]] = set()
    kept: Items = []
    others: Items = []
    for item in items:
        if isinstance(item, (Decimal, str, bool)):
            if (type(item), item) not in plain:
                plain.add((type(item), item))
                kept.append(item)
        elif not _holds(others, item, run):
            others.append(item)
            kept.append(item)
    return kept


def _holds(items: Items, wanted: object, run: Run) -> bool:
    run.spend(len(items) + 1)
    return any(equal(item, wanted, run) for item in items)


@builtin("distinct values(list: list)")
def _distinct(run: Run, items: Items) -> Items:
    return distinct(items, run)


@builtin("union(list*: list)")
def _union(run: Run, lists: Items) -> Items:
    return distinct(_concatenate(run, lists), run)


@builtin("duplicate values(list: list)")
def _duplicates(run: Run, items: Items) -> Items:
    return [item for item in distinct(items, run) if len(_index_of(run, items, item)) > 1]


@builtin("flatten(list: list)")
def _flatten(run: Run, items: Items) -> Items:
    flat: Items = []
    for item in items:
        run.spend(1)
        flat.extend(_flatten(run, item) if isinstance(item, list) else [item])
    run.room(len(flat))
    return flat


@builtin("partition(list: list, size: number)")
def _partition(run: Run, items: Items, size: Decimal) -> Items | None:
    if size != size.to_integral_value() or size < 1:
        return None
    step = int(min(size, Decimal(len(items) or 1)))
    run.room(len(items))
    return [items[at : at + step] for at in range(0, len(items), step)]


@builtin("sort(list: list, precedes?: function|null)")
def _sort(run: Run, items: Items, precedes: Function | None) -> Items | None:
    return ordered_by(items, precedes, run)
