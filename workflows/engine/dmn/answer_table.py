"""Answers a decision table: its columns, the rows that match, and what its hit policy makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from workflows.domain.step import Decision
from workflows.engine.dmn.asking import Asking
from workflows.engine.dmn.hits import Answer, answer
from workflows.engine.dmn.model import DecisionNode, Input, Output, Rule, Table
from workflows.engine.dmn.types import TEMPORAL
from workflows.engine.expressions import plain
from workflows.feel import from_json

REMEMBERED = 1000
"""Questions to a table whose rows are remembered; values of the real world are few, those of an attack are not."""
SIMPLE = frozenset({str, bool, type(None), Decimal, date})
"""Types of values that are one thing, and equal only where every test finds them equal."""


def answer_table(asking: Asking, table: Table, node: DecisionNode, known: Mapping[str, object]) -> Answer:
    """Return what the table answers to what is known, and keep a record of the rows that answered.

    Raises:
        DecisionFailed: a cell cannot be evaluated, or the hit policy does not hold.
    """
    values = [_input(asking, column, node, known) for column in table.inputs]
    rules = _matching(asking, table, values, node, known)
    matches = [(rule, _answers(asking, table, rule, node, known)) for rule in rules]
    if matches:
        found = answer(table, node.id, matches, lambda row: _ranks(asking, table, node, row))
    else:
        found = _nothing(asking, table, node, known)
    asking.record.append(
        Decision(table=node.id, element=asking.element, rows=found.rows, outputs=plain(dict(found.outputs)))
    )
    return found


def _input(asking: Asking, column: Input, node: DecisionNode, known: Mapping[str, object]) -> object:
    value = asking.feel(column.text, known, node)
    if isinstance(value, str) and column.type in TEMPORAL:
        value = from_json(value, temporal=True)
    return asking.allowed(value, column.allowed, known, node)


def _matching(
    asking: Asking,
    table: Table,
    values: Sequence[object],
    node: DecisionNode,
    known: Mapping[str, object],
) -> Sequence[Rule]:
    """Return the rows that match; most tables look at their columns alone, and are asked the same time and again."""
    kinds = tuple(map(type, values))
    alone = table.looks_at_columns_alone and SIMPLE.issuperset(kinds) and not asking.odd_names(known)
    told = asking.notes is not None  # then what each cell meets is told each time
    key = (*kinds, *values) if alone and not told else None
    found = table.matched.get(key) if key is not None else None
    if found is None:
        found = [rule for rule in table.rules if _matches(asking, rule, values, node, known)]
        if key is not None and len(table.matched) < REMEMBERED:
            table.matched[key] = found
    return found


def _matches(
    asking: Asking, rule: Rule, values: Sequence[object], node: DecisionNode, known: Mapping[str, object]
) -> bool:
    for cell, value in zip(rule.tests, values, strict=True):
        if cell not in {"", "-"} and not asking.passes(cell, value, known, node):
            return False
    return True


def _answers(
    asking: Asking, table: Table, rule: Rule, node: DecisionNode, known: Mapping[str, object]
) -> dict[str, object]:
    return {
        output.name: _answer(
            asking, output, asking.typed(asking.feel(cell, known, node), ref, node), node, known
        )
        for output, cell, ref in zip(table.outputs, rule.answers, rule.types, strict=True)
    }


def _answer(
    asking: Asking, output: Output, value: object, node: DecisionNode, known: Mapping[str, object]
) -> object:
    """Return an answer as its column wants it: of its type, and one of those that it allows, or null."""
    return asking.allowed(asking.typed(value, output.type, node), output.allowed, known, node)


def _nothing(asking: Asking, table: Table, node: DecisionNode, known: Mapping[str, object]) -> Answer:
    outputs = {
        output.name: _answer(asking, output, asking.feel(output.default, known, node), node, known)
        for output in table.outputs
    }
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
        listed = asking.feel(f"[{output.allowed}]", {}, node) if output.allowed else []
        order = listed if isinstance(listed, list) else []
        ranks.append(order.index(row[output.name]) if row[output.name] in order else len(order))
    return tuple(ranks)
