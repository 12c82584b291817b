"""Closures for literals, names, paths, filters, lists, contexts and ranges."""

from __future__ import annotations

from decimal import Decimal

from workflows.feel import nodes as n
from workflows.feel.comparing import comparable
from workflows.feel.compile_calls import call_host
from workflows.feel.limits import LIMITS, Run, exceeded
from workflows.feel.places import Misplaced
from workflows.feel.properties import prop
from workflows.feel.registry import BUILTINS
from workflows.feel.scope import Lexical, Scope, Thunk, compile_node, compile_sized, compiles
from workflows.feel.values import MISSING, PLAIN, Function, Range, entry, kind, lift


@compiles(n.Literal)
def _literal(node: n.Literal, lexical: Lexical) -> Thunk:
    value = node.value
    if node.wrong:
        lexical.found.wrong = lexical.found.wrong or Misplaced(
            node.at,
            f"“{node.wrong}” is no date, time or duration; write for example 2026-01-31, 10:30:00 or P30D.",
            f"“{node.wrong}”不是日期、时间或期间；例如应写 2026-01-31、10:30:00 或 P30D。",
        )
    return lambda scope: value  # noqa: ARG005


@compiles(n.Name)
def _name(node: n.Name, lexical: Lexical) -> Thunk:
    name, at = node.name, node.at
    if name not in BUILTINS:
        lexical.uses(name)
        if name not in lexical.bound and not lexical.in_filter:
            lexical.found.paths.add((name,))

    def load(scope: Scope) -> object:
        level: Scope | None = scope
        while level is not None:
            value = level.vars.get(name, MISSING)
            if value is not MISSING:
                return lift(value, scope.run) if level.raw and type(value) not in PLAIN else value
            level = level.parent
        return _unbound(name, at, scope.run)

    return load


def _unbound(name: str, at: int, run: Run) -> object:
    if name in BUILTINS:
        return BUILTINS[name].value()
    host = run.functions.get(name)
    if host is not None:
        return Function(name, (), lambda args, run: call_host(host, name, args, None, run))
    run.warn("unknown-name", f"There is no value named “{name}”.", f"没有名为“{name}”的值。", at)
    return None


def _fixed_path(node: n.Node) -> tuple[str, ...] | None:
    names: list[str] = []
    while isinstance(node, n.Path):
        names.append(node.name)
        node = node.base
    return (node.name, *reversed(names)) if isinstance(node, n.Name) else None


@compiles(n.Path)
def _path(node: n.Path, lexical: Lexical) -> Thunk:
    base, steps = _way(node)
    found, fixed = lexical.found, _fixed_path(node)
    if found.depth + len(steps) > LIMITS.depth:
        raise exceeded("depth")
    found.count += len(steps) - 1  # each step of the way is a node, walked by one closure
    first = compile_node(base, lexical)
    if fixed is not None and fixed[0] not in lexical.bound and not lexical.in_filter:
        found.paths.difference_update(fixed[:end] for end in range(1, len(fixed)))
        found.paths.add(fixed)

    def walk(scope: Scope) -> object:
        value = first(scope)
        for name, at in steps:
            inner = value.get(name, MISSING) if type(value) is dict else MISSING
            value = inner if type(inner) in PLAIN else _step(value, name, at, scope.run)
        return value

    return walk


def _way(node: n.Node) -> tuple[n.Node, list[tuple[str, int]]]:
    """Return what a path begins with, and its steps with their places in the source, in order."""
    steps: list[tuple[str, int]] = []
    while isinstance(node, n.Path):
        steps.append((node.name, node.at))
        node = node.base
    return node, steps[::-1]


def _step(value: object, name: str, at: int, run: Run) -> object:
    if isinstance(value, list):
        run.room(len(value))
        return [_step(item, name, at, run) for item in value]
    found = entry(value, name, run) if isinstance(value, dict) else prop(value, name)
    if found is not MISSING:
        return found
    if value is not None and run.warnings is not None:
        run.warn(
            "unknown-property",
            f"A {kind(value)} has no property “{name}” here.",
            f"这里的 {kind(value)} 没有“{name}”属性。",
            at,
        )
    return None


@compiles(n.Filter)
def _filter(node: n.Filter, lexical: Lexical) -> Thunk:
    base = compile_node(node.base, lexical)
    if isinstance(node.predicate, n.Literal) and isinstance(node.predicate.value, Decimal):
        index = node.predicate.value
        return lambda scope: pick(_listed(base(scope)), index)
    predicate, size = compile_sized(node.predicate, lexical.filtering())

    def select(scope: Scope) -> object:
        value = base(scope)
        items = _listed(value)
        if not items:
            return None if value is None or isinstance(predicate(scope), Decimal) else []
        return _select(items, predicate, size, scope)

    return select


def _select(items: list[object], predicate: Thunk, size: int, scope: Scope) -> object:
    run = scope.run
    kept: list[object] = []
    for at, item in enumerate(items):
        run.spend(size + 1)
        answer = predicate(item_scope(item, scope))
        if at == 0 and isinstance(answer, Decimal):
            return pick(items, answer)
        if answer is True:
            kept.append(item)
    return kept


def item_scope(item: object, scope: Scope) -> Scope:
    """Return the scope in which a filter sees one item: its entries, then `item`, then what is around."""
    outer = Scope({"item": item}, scope, scope.run)
    return Scope(item, outer, scope.run, raw=True) if isinstance(item, dict) else outer


def _listed(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def pick(items: list[object], index: Decimal) -> object:
    """Return the element at an index from 1 (from the end when negative), or None."""
    if index != index.to_integral_value() or not 1 <= abs(index) <= len(items):
        return None
    at = int(index)
    return items[at - 1 if at > 0 else at]


@compiles(n.ListLiteral)
def _list(node: n.ListLiteral, lexical: Lexical) -> Thunk:
    items = [compile_node(item, lexical) for item in node.items]

    def make(scope: Scope) -> object:
        scope.run.spend(len(items))
        return [item(scope) for item in items]

    return make


@compiles(n.ContextLiteral)
def _context(node: n.ContextLiteral, lexical: Lexical) -> Thunk:
    entries: list[tuple[str, Thunk]] = []
    for key, value in node.entries:
        entries.append((key, compile_node(value, lexical)))
        lexical = lexical.binding([key])

    def make(scope: Scope) -> object:
        scope.run.spend(len(entries))
        made: dict[str, object] = {}
        inner = Scope(made, scope, scope.run)
        for key, value in entries:
            made[key] = value(inner)
        return made

    return make


@compiles(n.Interval)
def _interval(node: n.Interval, lexical: Lexical) -> Thunk:
    start, end = compile_node(node.start, lexical), compile_node(node.end, lexical)
    closed, at = (node.start_included, node.end_included), node.at

    def make(scope: Scope) -> object:
        low, high = start(scope), end(scope)
        if comparable(low, high) or (low is None) != (high is None):
            return Range(low, high, *closed)
        scope.run.warn(
            "no-range",
            f"There is no range from a {kind(low)} to a {kind(high)}.",
            f"{kind(low)} 与 {kind(high)} 之间不能组成区间。",
            at,
        )
        return None

    return make


@compiles(n.Tests)
def _tests(node: n.Tests, lexical: Lexical) -> Thunk:
    first = node.tests[0]
    if len(node.tests) > 1 or not isinstance(first, n.Comparator):
        raise Misplaced(
            node.at,
            "A list stands in square brackets: [a, b]; round brackets with commas only follow in.",
            "列表请用方括号 [a, b]；带逗号的圆括号只能写在 in 之后。",
        )
    return compile_endpoint(first, lexical)


@compiles(n.Comparator)
def _comparator(node: n.Comparator, lexical: Lexical) -> Thunk:  # noqa: ARG001
    raise Misplaced(
        node.at,
        f"“{node.sign}” needs a value before it; only after in, or in a table cell, may it come first.",
        f"“{node.sign}”前面缺少一个值；只有在 in 之后或决策表单元格里才能以它开头。",
    )


def compile_endpoint(node: n.Comparator, lexical: Lexical) -> Thunk:
    """Return the closure that makes the range of (< 5), (>= x), (= y) or (!= z)."""
    operand, sign = compile_node(node.operand, lexical), node.sign

    def make(scope: Scope) -> object:
        value = operand(scope)
        if value is None:
            return None
        low, high = (None if sign[0] == "<" else value), (None if sign[0] == ">" else value)
        return Range(low, high, sign in {">=", "="}, sign in {"<=", "="}, sign)

    return make
