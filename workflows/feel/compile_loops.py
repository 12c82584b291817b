"""Closures for for, some and every; each turn costs what its body is long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from workflows.feel import nodes as n
from workflows.feel.comparing import order
from workflows.feel.far import FarDate, day_numbered
from workflows.feel.limits import LIMITS, Run, exceeded
from workflows.feel.scope import Lexical, Scope, Thunk, compile_node, compile_sized, compiles
from workflows.feel.values import Range

_DAYS = frozenset({date, FarDate})
Source = Callable[[Scope], "Iterator[object] | None"]


def _iteration(node: n.Iteration, lexical: Lexical) -> Source:
    source = compile_node(node.source, lexical)
    if node.end is None:
        return lambda scope: _elements(source(scope), scope.run)
    end = compile_node(node.end, lexical)
    return lambda scope: _span(source(scope), end(scope), scope.run)


def _elements(value: object, run: Run) -> Iterator[object] | None:
    if value is None:
        return None
    if isinstance(value, Range):
        return _range_elements(value, run)
    return iter(value) if isinstance(value, list) else iter([value])


def _range_elements(value: Range, run: Run) -> Iterator[object] | None:
    """Return what lies in a range, which unlike the two ends of a loop (3..1) does not go backwards."""
    wayless = value.sign == "!=" or order(">", value.start, value.end)
    found = None if wayless else _span(value.start, value.end, run)
    if found is None:
        return None
    items = list(found)
    start = items and not value.start_included and items[0] == value.start
    stop = items and not value.end_included and items[-1] == value.end
    return iter(items[1 if start else 0 : -1 if stop else None])


def _span(start: object, end: object, run: Run) -> Iterator[object] | None:
    if isinstance(start, Decimal) and isinstance(end, Decimal):
        if start != start.to_integral_value() or end != end.to_integral_value():
            return None
        return map(Decimal, _whole(_bounded(start, run), _bounded(end, run), run))
    if type(start) in _DAYS and type(end) in _DAYS:
        return map(day_numbered, _whole(start.toordinal(), end.toordinal(), run))  # type: ignore[attr-defined]
    return None


def _bounded(value: Decimal, run: Run) -> int:
    if value.adjusted() > 20:
        run.room(10**21)
    return int(value)


def _whole(start: int, end: int, run: Run) -> range:
    run.room(abs(end - start) + 1)
    return range(start, end + 1) if end >= start else range(start, end - 1, -1)


def _walk(parts: list[tuple[str, Source]], scope: Scope, price: int) -> Iterator[Scope | None]:
    """Yield the scope of every turn; a single None when there is nothing to iterate over."""
    (name, source), rest = parts[0], parts[1:]
    items = source(scope)
    if items is None:
        yield None
        return
    for item in items:
        scope.run.spend(price)
        inner = Scope({name: item}, scope, scope.run)
        if rest:
            yield from _walk(rest, inner, price)
        else:
            yield inner


def _parts(iterations: tuple[n.Iteration, ...], lexical: Lexical) -> tuple[list[tuple[str, Source]], Lexical]:
    parts: list[tuple[str, Source]] = []
    for node in iterations:
        parts.append((node.name, _iteration(node, lexical)))
        lexical = lexical.binding([node.name])
    return parts, lexical


@compiles(n.For)
def _for(node: n.For, lexical: Lexical) -> Thunk:
    before = lexical.found.count
    parts, inner = _parts(node.iterations, lexical)
    body = compile_node(node.body, inner.binding(["partial"]))
    price = lexical.found.count - before + 1
    looks_back = n.mentions(node.body, "partial")

    def loop(scope: Scope) -> object:
        made: list[object] = []
        for turn in _walk(parts, scope, price):
            if turn is None:
                return None
            made.append(body(_looking_back(turn, made) if looks_back else turn))
            if len(made) > LIMITS.items:
                raise exceeded("items")
        return made

    return loop


def _looking_back(turn: Scope, made: list[object]) -> Scope:
    turn.run.spend(len(made))
    return Scope({"partial": list(made)}, turn, turn.run)


@compiles(n.Quantified)
def _quantified(node: n.Quantified, lexical: Lexical) -> Thunk:
    parts, inner = _parts(node.iterations, lexical)
    condition, size = compile_sized(node.condition, inner)
    decisive = node.word == "some"

    def loop(scope: Scope) -> object:
        answer: bool | None = not decisive
        for turn in _walk(parts, scope, size + 1):
            outcome = None if turn is None else condition(turn)
            if outcome is decisive:
                return decisive
            if outcome is not (not decisive):
                answer = None
        return answer

    return loop
