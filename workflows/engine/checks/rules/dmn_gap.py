"""A decision table answers every case."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.cells import gap, sets_of
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile, text_of


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for grid in subject.tables:
        default = any(each.first("defaultOutputEntry") is not None for each in grid.outputs)
        missing = gap(sets_of(grid)) if grid.policy != "COLLECT" and grid.rows and not default else None
        if missing:
            heads = [
                column.get("label") or text_of(column.first("inputExpression")) for column in grid.inputs
            ]
            told = list(zip(heads, missing, strict=True))
            said = "; ".join(f"{head}: {english}" for head, (english, _) in told)
            zh = "；".join(f"{head}为{chinese}" for head, (_, chinese) in told)
            yield Problem(grid.element, f"no row answers {said}.", f"没有一行能回答：{zh}。")


RULE = Rule(
    id="dmn-gap",
    title="A decision table answers every case.",
    title_zh="决策表应覆盖所有情形。",
    remedy="Add a row for the values named, or a default answer.",
    remedy_zh="请为所列取值补一行，或设置默认结果。",
    source="DMN 1.5 §8.2.10 (completeness)",
    check=check,
    severity=Severity.WARNING,
)
