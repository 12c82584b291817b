"""A file of decisions has at most 4,000 cells."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    cells = sum(1 for element in subject.elements if element.kind in {"inputEntry", "outputEntry"})
    if cells > 4_000:
        yield Problem(subject.root, f"it has {cells}.", f"共有 {cells} 个。")


RULE = Rule(
    id="dmn-size",
    title="A file of decisions has at most 4,000 cells.",
    title_zh="一个决策文件最多有 4000 个单元格。",
    remedy="Divide the table into several decisions.",
    remedy_zh="请把决策表拆成几个决策。",
    source="Hewei; reliability",
    check=check,
)
