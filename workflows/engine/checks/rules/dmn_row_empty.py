"""Each row can answer: none of its cells excludes everything."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.cells import sets_of
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for grid in subject.tables:
        for index, cells in enumerate(sets_of(grid).rows):
            if any(cell is not None and not cell for cell in cells):
                yield Problem(
                    grid.rows[index], f"row {index + 1} never answers.", f"第 {index + 1} 行永远不会命中。"
                )


RULE = Rule(
    id="dmn-row-empty",
    title="Each row can answer: none of its cells excludes everything.",
    title_zh="每一行都要有可能命中，单元格不能自相矛盾。",
    remedy="Correct the interval: its lower end comes first.",
    remedy_zh="请改正区间：下限写在前面。",
    source="DMN 1.5 §8.2",
    check=check,
)
