"""In a FIRST table each row can answer: no row above it takes everything."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.cells import hidden, sets_of
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for grid in subject.tables:
        if grid.policy == "FIRST":
            for one, two in hidden(sets_of(grid)):
                yield Problem(
                    grid.rows[two],
                    f"row {two + 1} is hidden by row {one + 1}.",
                    f"第 {two + 1} 行被第 {one + 1} 行遮住。",
                )


RULE = Rule(
    id="dmn-row-hidden",
    title="In a FIRST table each row can answer: no row above it takes everything.",
    title_zh="FIRST 决策表中，每一行都应有机会命中，不被上面的行完全遮住。",
    remedy="Move the row up, or delete it.",
    remedy_zh="请把该行上移或删除。",
    source="DMN 1.5 §8.2.10",
    check=check,
)
