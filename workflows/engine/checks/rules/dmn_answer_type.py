"""What a table answers can be of the type that its decision declares."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import Grid, TableFile

SINGLE = frozenset({"string", "number", "boolean", "date", "time", "dateTime", "date and time"})
LISTS = frozenset({"COLLECT", "RULE ORDER", "OUTPUT ORDER"})


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for decision in subject.elements:
        table, variable = decision.first("decisionTable"), decision.first("variable")
        if decision.kind != "decision" or table is None or variable is None:
            continue
        kind = variable.get("typeRef").rpartition(":")[2]
        if kind in SINGLE and _several(Grid(table)):
            yield Problem(
                decision,
                f"its type is {kind}, but its table answers several values; the answer would be empty.",
                f"声明的类型是 {kind}，而决策表给出多个值；结果会是空的。",
            )


def _several(grid: Grid) -> bool:
    return len(grid.outputs) > 1 or (grid.policy in LISTS and not grid.element.get("aggregation"))


RULE = Rule(
    id="dmn-answer-type",
    title="What a table answers can be of the type that its decision declares.",
    title_zh="决策表的结果应当能够符合决策所声明的类型。",
    remedy="Leave the type of the decision out, or declare one with a part for each output column.",
    remedy_zh="请去掉决策的类型，或声明一个与各输出列对应的类型。",
    source="DMN 1.5 §10.3.2.9.4",
    check=check,
    severity=Severity.WARNING,
)
