"""Answers a decision: what it requires first, then its boxed expression, with a record of the rows that answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workflows.engine.dmn.answer_table import answer_table
from workflows.engine.dmn.asking import Asking, Named
from workflows.engine.dmn.hits import Answer
from workflows.engine.dmn.model import (
    Boxed,
    Call,
    Choice,
    DecisionNode,
    Each,
    Entries,
    Items,
    Lambda,
    Literal,
    Model,
    Rows,
    Service,
    Table,
    Typed,
)
from workflows.engine.dmn.types import Item, local_type, result_type
from workflows.engine.expressions import plain
from workflows.errors import DecisionFailed
from workflows.feel import Function

MAX_DEPTH = 40
LOOK = 50
"""What it costs to look at one requirement, in units of work: what is imported twice would double it each time."""


def decide(
    asking: Asking, decision: str, context: Mapping[str, object]
) -> tuple[object, Mapping[str, object] | None]:
    """Return the decision's value, and its outputs by name where it is a table; services and functions answer too.

    Raises:
        DecisionFailed: there is no such decision, it asks itself, or a hit policy does not hold.
    """
    service = asking.model.services.get(decision)
    if service is not None:
        decided = [_node(asking.model, each).variable for each in service.given]
        return _serve(asking, service, [context.get(each) for each in (*service.data, *decided)]), None
    node = asking.model.decisions.get(decision) or _call(asking.model.knowledge.get(decision))
    if (
        node is not None and node.logic is None and node.variable in context
    ):  # nobody has drawn it: it is given
        return asking.typed(context[node.variable], node.type, node), None
    if node is None or node.logic is None:
        raise DecisionFailed(
            f"There is no decision {decision!r} with a table or an expression; correct the name.",
            zh=f"没有名为 {decision!r} 且带有决策表或表达式的决策；请更正名称。",
            table=decision,
        )
    known = _known(asking, node, context)
    if isinstance(node.logic, Table):
        found = answer_table(asking, node.logic, node, known)
        return _typed(asking, found, node.type or node.logic.type, node)
    return asking.typed(_value(asking, node.logic, node, known), node.type, node), None


def _call(function: DecisionNode | None) -> DecisionNode | None:
    """Return a decision that asks the function with what is given under the names of its parameters."""
    if function is None or not isinstance(function.logic, Lambda):
        return None
    bindings = tuple((each, Literal(text=each)) for each in function.logic.parameters)
    asked = Call(function=function.variable, bindings=bindings)
    return replace(function, logic=asked, knowledge=(function.id,), decisions=(), type="")


def _typed(
    asking: Asking, found: Answer, ref: str, node: DecisionNode
) -> tuple[object, Mapping[str, object]]:
    """Return a table's answer as the type of its decision; what is not of it is null in every column."""
    value = asking.typed(found.value, ref, node)
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
    asking.purse.spend(LOOK)
    asking.depth += 1
    if asking.depth > MAX_DEPTH:
        raise DecisionFailed(
            f"The decision {node.name} requires itself; remove the ring from its requirements.",
            zh=f"决策 {node.name} 的依赖构成循环；请去除循环。",
            table=node.id,
        )
    known = dict(context)
    for name in asking.model.parts:
        part, seen = asking.part(name, context)
        told = context.get(name)
        own = {each: seen[each] for each in part.model.inputs if each in seen}
        known[name] = {**(told if isinstance(told, Mapping) else {}), **own}
    for required in node.decisions:
        _place(known, required, *_answered(asking, required, context))
    for required in node.knowledge:
        _learn(asking, node, required, context, known)
    asking.depth -= 1
    return known


def _place(known: dict[str, object], required: str, name: str, value: object) -> None:
    """Let what is required be seen under its name, which follows that of the part it comes from."""
    part = known.get(required.rpartition("#")[0])
    (part if isinstance(part, dict) else known)[name] = value


def _answered(asking: Asking, required: str, context: Mapping[str, object]) -> tuple[str, object]:
    """Return the name and the value of a required decision, which is asked once."""
    part, _, ident = required.rpartition("#")
    inner, seen = asking.part(part, context) if part else (asking, context)
    if required not in asking.done:
        found = _answered(inner, ident, seen)[1] if part else decide(asking, ident, context)[0]
        asking.done[required] = found
    asked = inner.model.decisions.get(ident) or inner.model.services[ident]
    return asked.variable, asking.done[required]


def _learn(
    asking: Asking,
    node: DecisionNode,
    required: str,
    context: Mapping[str, object],
    known: dict[str, object],
) -> None:
    """Let a required function be seen under its name: a business knowledge model, or a decision service."""
    part, _, ident = required.rpartition("#")
    inner, around = asking.part(part, context) if part else (asking, context)
    bkm, service = inner.model.knowledge.get(ident), inner.model.services.get(ident)
    if bkm is not None and isinstance(bkm.logic, Lambda) and bkm is not node:
        if ident not in inner.made:
            seen = _known(inner, bkm, around)  # its own name too: a function may call itself
            seen[bkm.variable] = inner.made[ident] = _function(inner, bkm.variable, bkm.logic, bkm, seen)
        _place(known, required, bkm.variable, inner.made[ident])
    elif service is not None:
        _place(known, required, service.variable, _service(inner, service))


def _function(
    asking: Asking, name: str, logic: Lambda, node: DecisionNode, known: Mapping[str, object]
) -> Function:
    def body(arguments: Sequence[object], _run: object) -> object:
        typed = asking.fitting(arguments, logic.types, node)
        if typed is None:  # a function is not called with what it does not take
            return None
        return _apply(asking, logic, node, {**known, **dict(zip(logic.parameters, typed, strict=True))})

    made = Function(name, logic.parameters, body)
    for ref in logic.gives:
        made = asking.giving(made, ref, node)
    return made


def _service(asking: Asking, service: Service) -> Function:
    model = asking.model
    decided = [_node(model, each) for each in service.given]
    refs = _takes(model, service)

    def body(arguments: Sequence[object], _run: object) -> object:
        typed = asking.fitting(arguments, refs, Named(service.variable))
        return None if typed is None else _serve(asking, service, typed)

    return Function(service.variable, (*service.data, *(each.variable for each in decided)), body)


def _serve(asking: Asking, service: Service, arguments: Sequence[object]) -> object:
    """Return what the service answers: its one decision, or a context of several; it sees its arguments only."""
    model = asking.model
    at = Named(service.variable)
    typed = [asking.typed(each, ref, at) for each, ref in zip(arguments, _takes(model, service), strict=True)]
    data = dict(zip(service.data, typed, strict=False))
    done = dict(zip(service.given, typed[len(service.data) :], strict=True))
    inside = replace(asking, done=done, made={}, inner={}, looked_at=None, depth=asking.depth + 1)
    found = dict(_answered(inside, each, data) for each in service.outputs)
    value = next(iter(found.values())) if len(found) == 1 else found
    return asking.typed(value, result_type(service.type, model.types), at)


def _takes(model: Model, service: Service) -> list[str]:
    """Return the types of a service's parameters: of its input data and decisions, or as its own type says."""
    said = dict(model.types.get(local_type(service.type), Item()).takes)
    decided = [_node(model, each) for each in service.given]
    own = [(each, model.inputs.get(each, "")) for each in service.data]
    own += [(each.variable, each.type) for each in decided]
    return [ref or said.get(name, "") for name, ref in own]


def _node(model: Model, ref: str) -> DecisionNode:
    part, _, ident = ref.rpartition("#")
    return (model.parts[part] if part else model).decisions[ident]


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
        return asking.feel(boxed.text, known, node)
    if isinstance(boxed, Table):
        return asking.typed(answer_table(asking, boxed, node, known).value, boxed.type, node)
    if isinstance(boxed, Typed):
        value = _value(asking, boxed.body, node, known)
        if isinstance(value, Function):
            return asking.giving(value, boxed.type, node)
        return asking.typed(value, boxed.type, node)
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
        if not asking.truth(held, node):
            return None
        return _value(asking, boxed.then if held else boxed.otherwise, node, known)
    names = {name: f"argument {number}" for number, (name, _) in enumerate(boxed.bindings)}
    bound = {names[name]: _value(asking, value, node, known) for name, value in boxed.bindings}
    asked = (
        f"({boxed.function})" if "(" in boxed.function else boxed.function
    )  # a function that is written there
    text = f"{asked}({', '.join(f'{name}: {alias}' for name, alias in names.items())})"
    return asking.feel(text, {**known, **bound}, node)


def _each(asking: Asking, boxed: Each, node: DecisionNode, known: Mapping[str, object]) -> object:
    over = _value(asking, boxed.over, node, known)
    items = asking.feel("for each in over return each", {"over": over}, node) if over is not None else []
    if not isinstance(items, list):
        return None
    found: list[object] = []
    for item in items:
        own = item if boxed.kind == "filter" and isinstance(item, Mapping) else {}
        seen = {**known, **own, boxed.variable: item, "partial": list(found)}
        found.append(_value(asking, boxed.body, node, seen))
    if boxed.kind == "for":
        return found
    if not all(asking.truth(each, node) for each in found):
        return None
    if boxed.kind == "filter":
        return [item for item, kept in zip(items, found, strict=True) if kept]
    return asking.feel(f"{boxed.kind} each in found satisfies each", {"found": found}, node)


def _entries(asking: Asking, boxed: Entries, node: DecisionNode, known: Mapping[str, object]) -> object:
    seen, found = dict(known), {}
    for name, entry in boxed.entries:
        value = _value(asking, entry, node, seen)
        if not name:
            return value
        seen[name] = found[name] = value
    return found
