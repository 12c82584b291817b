"""In a FIRST table each row can answer: no row above it takes everything."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.cells import covers, sets_of
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for grid in subject.tables:
        sets = sets_of(grid) if grid.policy == "FIRST" else None
        for two in range(len(sets.rows) if sets is not None else 0):
            hiding = [one for one in range(two) if sets is not None and covers(sets, one, two)]
            if hiding:
                yield Problem(
                    grid.rows[two],
                    f"row {two + 1} is hidden by row {hiding[0] + 1}.",
                    f"第 {two + 1} 行被第 {hiding[0] + 1} 行遮住。",
                )


RULE = Rule(
    id="dmn-row-hidden",
    title="In a FIRST table each row can answer: no row above it takes everything.",
    title_zh="FIRST 决策表中,每一行都应有机会命中,不被上面的行完全遮住。",
    remedy="Move the row up, or delete it.",
    remedy_zh="请把该行上移或删除。",
    source="DMN 1.5 §8.2.10",
    check=check,
)
