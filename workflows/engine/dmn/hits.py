"""From the rows that match to the answer: every hit policy with its check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from workflows.engine.dmn.model import Rule, Table
from workflows.errors import DecisionFailed

Row = Mapping[str, object]


@dataclass(frozen=True)
class Answer:
    """What a table answered: the rows, and for each output its value or its list of values."""

    rows: tuple[str, ...]
    outputs: Mapping[str, object]
    value: object


def answer(
    table: Table, name: str, matches: Sequence[tuple[Rule, Row]], ranks: Callable[[Row], tuple[int, ...]]
) -> Answer:
    """Return the answer that the hit policy asks for.

    Raises:
        DecisionFailed: UNIQUE or ANY do not hold, or an aggregation meets what is no number.
    """
    if table.policy == "UNIQUE" and len(matches) > 1:
        raise _several(name, matches, "UNIQUE", "唯一")
    if table.policy == "ANY" and any(dict(row) != dict(matches[0][1]) for _, row in matches):
        raise _several(name, matches, "ANY", "任意")
    if table.policy in {"PRIORITY", "OUTPUT ORDER"}:
        matches = sorted(matches, key=lambda match: ranks(match[1]))
    if table.policy == "COLLECT" and table.aggregation:
        return _aggregated(table, name, matches)
    if table.policy in {"COLLECT", "RULE ORDER", "OUTPUT ORDER"}:
        return _listed(table, matches)
    return _single(table, matches[0])


def _single(table: Table, match: tuple[Rule, Row]) -> Answer:
    rule, row = match
    value = row if len(table.outputs) > 1 else row[table.outputs[0].name]
    return Answer((rule.id,), row, value)


def _listed(table: Table, matches: Sequence[tuple[Rule, Row]]) -> Answer:
    lists = {output.name: [row[output.name] for _, row in matches] for output in table.outputs}
    value = [row for _, row in matches] if len(table.outputs) > 1 else lists[table.outputs[0].name]
    return Answer(tuple(rule.id for rule, _ in matches), lists, value)


def _aggregated(table: Table, name: str, matches: Sequence[tuple[Rule, Row]]) -> Answer:
    results: dict[str, object] = {}
    for output in table.outputs:
        values = [row[output.name] for _, row in matches]
        results[output.name] = _aggregate(table.aggregation, values, name)
    value = results if len(table.outputs) > 1 else results[table.outputs[0].name]
    return Answer(tuple(rule.id for rule, _ in matches), results, value)


def _aggregate(how: str, values: Sequence[object], name: str) -> object:
    if how == "COUNT":
        return len(set(map(repr, values)))
    numbers = [Decimal(str(value)) for value in values if isinstance(value, (int, float, Decimal))]
    if len(numbers) != len(values):
        raise DecisionFailed(
            f"The table {name} adds up or compares answers that are no numbers: {values!r}; correct its rows.",
            zh=f"决策表 {name} 汇总的结果不是数字：{values!r}；请更正相应的行。",
            table=name,
        )
    if not numbers:
        return None
    return sum(numbers) if how == "SUM" else min(numbers) if how == "MIN" else max(numbers)


def _several(name: str, matches: Sequence[tuple[Rule, Row]], policy: str, policy_zh: str) -> DecisionFailed:
    rows = ", ".join(rule.id for rule, _ in matches)
    return DecisionFailed(
        f"In the table {name} several rows match ({rows}) though its hit policy is {policy}; make the rows exclusive "
        "or choose another hit policy.",
        zh=f"决策表 {name} 的命中规则为{policy_zh}，但同时有多行命中（{rows}）；请使各行互斥或更换命中规则。",
        table=name,
        rows=rows,
    )
