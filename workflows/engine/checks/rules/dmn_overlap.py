"""In a UNIQUE table no two rows answer the same case."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.cells import overlapping, sets_of
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for grid in subject.tables:
        if grid.policy == "UNIQUE":
            for one, two in overlapping(sets_of(grid)):
                yield Problem(
                    grid.rows[two],
                    f"rows {one + 1} and {two + 1} both answer.",
                    f"第 {one + 1} 行和第 {two + 1} 行会同时命中。",
                )


RULE = Rule(
    id="dmn-overlap",
    title="In a UNIQUE table no two rows answer the same case.",
    title_zh="命中规则为“唯一”（UNIQUE）的决策表，任何情形最多只能命中一行。",
    remedy="Make the cells of the two rows exclude each other, or choose the hit policy FIRST.",
    remedy_zh="请让两行的条件互相排斥，或把命中规则改为“第一条命中的”（FIRST）。",
    source="DMN 1.5 §8.2.10",
    check=check,
)
