"""Answers a decision: what it requires first, then its boxed expression, with a record of the rows that answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import repeat

from workflows.domain.step import Decision
from workflows.engine.dmn.hits import Answer, answer
from workflows.engine.dmn.model import (
    Boxed,
    Call,
    Choice,
    DecisionNode,
    Each,
    Entries,
    Input,
    Items,
    Lambda,
    Literal,
    Model,
    Rows,
    Rule,
    Service,
    Table,
)
from workflows.engine.dmn.types import TEMPORAL, coerced, result_type
from workflows.engine.expressions import plain
from workflows.engine.spelling import plain_feel
from workflows.errors import DecisionFailed, HeweiError
from workflows.feel import Function, Purse, compile, from_json, is_plain  # noqa: A004

MAX_DEPTH = 40


@dataclass
class Asking:
    """One question to a decision model: what is known, what the clock says, what answered so far."""

    model: Model
    now: datetime | None
    functions: Mapping[str, object]
    element: str = ""
    record: list[Decision] = field(default_factory=list)
    done: dict[str, object] = field(default_factory=dict)
    depth: int = 0
    looked_at: Mapping[str, object] | None = None
    size: int = 0
    odd: Sequence[str] = ()
    purse: Purse = field(default_factory=Purse)

    def typed(self, value: object, ref: str, *, whole: bool = True) -> object:
        """Return the value as the type of the model wants it, or null."""
        return coerced(value, ref, self.model.types, self.purse, whole=whole) if ref else value

    def fitting(self, arguments: Sequence[object], refs: Sequence[str]) -> list[object] | None:
        """Return the arguments of a call as their types want them, or None where one or their number does not fit."""
        if len(arguments) != len(refs):
            return None
        typed = [self.typed(each, ref) for each, ref in zip(arguments, refs, strict=True)]
        lost = any(fit is None is not each for each, fit in zip(arguments, typed, strict=True))
        return None if lost else typed


def given(asking: Asking, context: Mapping[str, object]) -> dict[str, object]:
    """Return the context with what is input data of the model as the type that is declared for it."""
    inputs = asking.model.inputs
    known = {name: ref for name, ref in inputs.items() if name in context}
    return {**context, **{name: asking.typed(context[name], ref, whole=False) for name, ref in known.items()}}


def decide(
    asking: Asking, decision: str, context: Mapping[str, object]
) -> tuple[object, Mapping[str, object] | None]:
    """Return the decision's value, and its outputs by name where it is a table.

    Raises:
        DecisionFailed: there is no such decision, it asks itself, or a hit policy does not hold.
    """
    service = asking.model.services.get(decision)
    if service is not None:
        decided = [asking.model.decisions[each].variable for each in service.given]
        return _serve(asking, service, [context.get(each) for each in (*service.data, *decided)]), None
    node = asking.model.decisions.get(decision)
    if node is None or node.logic is None:
        raise DecisionFailed(
            f"There is no decision {decision!r} with a table or an expression; correct the name.",
            zh=f"没有名为 {decision!r} 且带有决策表或表达式的决策；请更正名称。",
            table=decision,
        )
    known = _known(asking, node, context)
    if isinstance(node.logic, Table):
        found = _table(asking, node.logic, node, known)
        return _typed(asking, node, found)
    return asking.typed(_value(asking, node.logic, node, known), node.type), None


def _typed(asking: Asking, node: DecisionNode, found: Answer) -> tuple[object, Mapping[str, object]]:
    """Return a table's answer as the type of its decision; what is not of it is null in every column."""
    value = asking.typed(found.value, node.type)
    if value is found.value or value == found.value:
        return found.value, found.outputs
    outputs = dict.fromkeys(found.outputs, None) if value is None else dict(found.outputs)
    if isinstance(value, Mapping):
        outputs = dict(value)
    elif len(outputs) == 1:
        outputs = dict.fromkeys(outputs, value)
    asking.record[-1] = replace(asking.record[-1], outputs=plain(outputs))
    return value, outputs


def _known(asking: Asking, node: DecisionNode, context: Mapping[str, object]) -> dict[str, object]:
    asking.depth += 1
    if asking.depth > MAX_DEPTH:
        raise DecisionFailed(
            f"The decision {node.name} requires itself; remove the ring from its requirements.",
            zh=f"决策 {node.name} 的依赖构成循环；请去除循环。",
            table=node.id,
        )
    known = dict(context)
    for required in node.decisions:
        if required not in asking.done:
            asking.done[required] = decide(asking, required, context)[0]
        asked = asking.model.decisions.get(required) or asking.model.services[required]
        known[asked.variable] = asking.done[required]
    for required in node.knowledge:
        bkm = asking.model.knowledge.get(required)
        if bkm is not None and isinstance(bkm.logic, Lambda) and bkm is not node:
            seen = _known(asking, bkm, context)  # its own name too: a function may call itself
            seen[bkm.variable] = known[bkm.variable] = _function(asking, bkm.variable, bkm.logic, bkm, seen)
        elif required in asking.model.services:
            service = asking.model.services[required]
            known[service.variable] = _service(asking, service)
    asking.depth -= 1
    return known


def _function(
    asking: Asking, name: str, logic: Lambda, node: DecisionNode, known: Mapping[str, object]
) -> Function:
    def body(arguments: Sequence[object], _run: object) -> object:
        typed = asking.fitting(arguments, logic.types)
        if typed is None:  # a function is not called with what it does not take
            return None
        found = _apply(asking, logic, node, {**known, **dict(zip(logic.parameters, typed, strict=True))})
        return asking.typed(found, result_type(logic.type, asking.model.types))

    return Function(name, logic.parameters, body)


def _service(asking: Asking, service: Service) -> Function:
    model = asking.model
    decided = [model.decisions[each] for each in service.given]
    refs = [*(model.inputs.get(each, "") for each in service.data), *(each.type for each in decided)]

    def body(arguments: Sequence[object], _run: object) -> object:
        typed = asking.fitting(arguments, refs)
        return None if typed is None else _serve(asking, service, typed)

    return Function(service.variable, (*service.data, *(each.variable for each in decided)), body)


def _serve(asking: Asking, service: Service, arguments: Sequence[object]) -> object:
    """Return what the service answers: its one decision, or a context of several; it sees its arguments only."""
    model = asking.model
    data = given(asking, dict(zip(service.data, arguments, strict=False)))
    done = {
        each: asking.typed(value, model.decisions[each].type)
        for each, value in zip(service.given, arguments[len(service.data) :], strict=False)
    }
    inside = replace(asking, done=done, looked_at=None, depth=asking.depth + 1)
    found = {asking.model.decisions[each].variable: decide(inside, each, data)[0] for each in service.outputs}
    value = next(iter(found.values())) if len(found) == 1 else found
    return asking.typed(value, result_type(service.type, model.types))


def _apply(asking: Asking, logic: Lambda, node: DecisionNode, known: Mapping[str, object]) -> object:
    asking.depth += 1
    if asking.depth > MAX_DEPTH:
        raise DecisionFailed(
            f"The function {node.name} calls itself too often; give it an end.",
            zh=f"函数 {node.name} 递归过深；请设置终止条件。",
            table=node.id,
        )
    try:
        return _value(asking, logic.body, node, known)
    finally:
        asking.depth -= 1


def _value(asking: Asking, boxed: Boxed, node: DecisionNode, known: Mapping[str, object]) -> object:
    if isinstance(boxed, Literal):
        return _feel(asking, boxed.text, known, node)
    if isinstance(boxed, Table):
        return _table(asking, boxed, node, known).value
    if isinstance(boxed, Entries):
        return _entries(asking, boxed, node, known)
    if isinstance(boxed, Items):
        return [_value(asking, item, node, known) for item in boxed.items]
    if isinstance(boxed, Rows):
        return [
            dict(zip(boxed.columns, (_value(asking, cell, node, known) for cell in row), strict=False))
            for row in boxed.rows
        ]
    return _compound(asking, boxed, node, known)


def _compound(
    asking: Asking, boxed: Call | Lambda | Choice | Each, node: DecisionNode, known: Mapping[str, object]
) -> object:
    if isinstance(boxed, Each):
        return _each(asking, boxed, node, known)
    if isinstance(boxed, Lambda):
        return _function(asking, node.name, boxed, node, known)
    if isinstance(boxed, Choice):
        held = _value(asking, boxed.condition, node, known)
        if not _is_truth(held):
            return None
        return _value(asking, boxed.then if held else boxed.otherwise, node, known)
    names = {name: f"argument {number}" for number, (name, _) in enumerate(boxed.bindings)}
    bound = {names[name]: _value(asking, value, node, known) for name, value in boxed.bindings}
    text = f"{boxed.function}({', '.join(f'{name}: {alias}' for name, alias in names.items())})"
    return _feel(asking, text, {**known, **bound}, node)


def _each(asking: Asking, boxed: Each, node: DecisionNode, known: Mapping[str, object]) -> object:
    over = _value(asking, boxed.over, node, known)
    items = _feel(asking, "for each in over return each", {"over": over}, node) if over is not None else []
    if not isinstance(items, list):
        return None
    found: list[object] = []
    for item in items:
        own = item if boxed.kind == "filter" and isinstance(item, Mapping) else {}
        seen = {**known, **own, boxed.variable: item, "partial": list(found)}
        found.append(_value(asking, boxed.body, node, seen))
    if boxed.kind == "for":
        return found
    if not all(map(_is_truth, found)):
        return None
    if boxed.kind == "filter":
        return [item for item, kept in zip(items, found, strict=True) if kept]
    return _feel(asking, f"{boxed.kind} each in found satisfies each", {"found": found}, node)


def _is_truth(value: object) -> bool:
    """Return whether a condition can be this: true, false, or null for what is not known."""
    return value is None or isinstance(value, bool)


def _entries(asking: Asking, boxed: Entries, node: DecisionNode, known: Mapping[str, object]) -> object:
    seen, found = dict(known), {}
    for (name, entry), ref in zip(boxed.entries, boxed.types or repeat(""), strict=False):
        value = _value(asking, entry, node, seen)
        if not isinstance(value, Function):  # what an entry declares is often what its function gives
            value = asking.typed(value, ref)
        if not name:
            return value
        seen[name] = found[name] = value
    return found


def _feel(asking: Asking, text: str, known: Mapping[str, object], node: DecisionNode) -> object:
    if not text:
        return None
    try:
        expression = compile(plain_feel(text), names=_odd(asking, known), types=asking.model.declared)
        return expression.evaluate(
            known,
            now=asking.now,
            functions=asking.functions,  # type: ignore[arg-type]
            purse=asking.purse,
        )
    except HeweiError as broken:
        raise _failed(node, text, broken) from broken


# ---- tables ----------------------------------------------------------------------------------


def _table(asking: Asking, table: Table, node: DecisionNode, known: Mapping[str, object]) -> Answer:
    values = [_input(asking, column, node, known) for column in table.inputs]
    odd = _odd(asking, known)
    matches = [
        (rule, _answers(asking, table, rule, node, known))
        for rule in table.rules
        if _matches(asking, rule, values, node, known, odd)
    ]
    if matches:
        found = answer(table, node.id, matches, lambda row: _ranks(asking, table, node, row))
    else:
        found = _nothing(asking, table, node, known)
    asking.record.append(
        Decision(table=node.id, element=asking.element, rows=found.rows, outputs=plain(dict(found.outputs)))
    )
    return found


def _input(asking: Asking, column: Input, node: DecisionNode, known: Mapping[str, object]) -> object:
    value = _feel(asking, column.text, known, node)
    return from_json(value, temporal=True) if isinstance(value, str) and column.type in TEMPORAL else value


def _matches(
    asking: Asking,
    rule: Rule,
    values: Sequence[object],
    node: DecisionNode,
    known: Mapping[str, object],
    odd: Sequence[str],
) -> bool:
    for cell, value in zip(rule.tests, values, strict=True):
        if cell in {"", "-"}:
            continue
        try:
            if not compile(cell, unary=True, names=odd, types=asking.model.declared).test(
                value, known, now=asking.now, purse=asking.purse
            ):
                return False
        except HeweiError as broken:
            raise _failed(node, cell, broken) from broken
    return True


def _answers(
    asking: Asking, table: Table, rule: Rule, node: DecisionNode, known: Mapping[str, object]
) -> dict[str, object]:
    return {
        output.name: _feel(asking, cell, known, node)
        for output, cell in zip(table.outputs, rule.answers, strict=True)
    }


def _nothing(asking: Asking, table: Table, node: DecisionNode, known: Mapping[str, object]) -> Answer:
    outputs = {output.name: _feel(asking, output.default, known, node) for output in table.outputs}
    many = table.policy in {"COLLECT", "RULE ORDER", "OUTPUT ORDER"}
    if many and not any(output.default for output in table.outputs):
        empty: object = [] if not table.aggregation else 0 if table.aggregation == "COUNT" else None
        return Answer((), dict.fromkeys(outputs, empty), empty)
    given = any(output.default for output in table.outputs)
    value = (outputs if len(outputs) > 1 else next(iter(outputs.values()))) if given else None
    return Answer((), outputs, value)


def _ranks(asking: Asking, table: Table, node: DecisionNode, row: Mapping[str, object]) -> tuple[int, ...]:
    ranks = []
    for output in table.outputs:
        listed = _feel(asking, f"[{output.allowed}]", {}, node) if output.allowed else []
        order = listed if isinstance(listed, list) else []
        ranks.append(order.index(row[output.name]) if row[output.name] in order else len(order))
    return tuple(ranks)


def _odd(asking: Asking, known: Mapping[str, object]) -> Sequence[str]:
    """Return the names that must be known in order to be read; the same facts are asked of many cells in a row."""
    if asking.looked_at is not known or asking.size != len(known):  # a boxed context adds to its own
        asking.looked_at, asking.size = known, len(known)
        asking.odd = [name for name in known if not is_plain(name)]
    return asking.odd


def _failed(node: DecisionNode, text: str, broken: HeweiError) -> DecisionFailed:
    return DecisionFailed(
        f"In the decision {node.name} ({node.file} line {node.line}) {text[:120]!r} cannot be used: {broken.message}",
        zh=f"决策 {node.name}（{node.file} 第 {node.line} 行）中的 {text[:120]!r} 无法使用：{broken.zh}",
        table=node.id,
        file=node.file,
        line=node.line,
    )
