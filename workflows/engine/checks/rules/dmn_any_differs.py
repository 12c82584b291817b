"""In an ANY table rows that answer the same case give the same answer."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.cells import overlapping, sets_of
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for grid in subject.tables:
        if grid.policy == "ANY":
            for one, two in overlapping(sets_of(grid)):
                if grid.answers(grid.rows[one]) != grid.answers(grid.rows[two]):
                    yield Problem(
                        grid.rows[two], f"it contradicts row {one + 1}.", f"它与第 {one + 1} 行的结果矛盾。"
                    )


RULE = Rule(
    id="dmn-any-differs",
    title="In an ANY table rows that answer the same case give the same answer.",
    title_zh="ANY 决策表中，同时命中的行必须给出相同结果。",
    remedy="Give both rows the same answer, or make their cells exclude each other.",
    remedy_zh="请让两行结果一致，或让条件互相排斥。",
    source="DMN 1.5 §8.2.10",
    check=check,
)
