"""Only a COLLECT table counts or adds up."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for grid in subject.tables:
        if grid.element.get("aggregation") and grid.policy != "COLLECT":
            yield Problem(grid.element)


RULE = Rule(
    id="dmn-aggregation",
    title="Only a COLLECT table counts or adds up.",
    title_zh="只有 COLLECT 表才能使用聚合。",
    remedy="Delete the aggregation, or set the hit policy to COLLECT.",
    remedy_zh="请删除聚合，或把命中规则改为“全部收集”（COLLECT）。",
    source="DMN 1.5 §8.2.10",
    check=check,
)
