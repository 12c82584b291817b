"""Every cell of a decision table is FEEL that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.feel_fault import feel_fault
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for grid in subject.tables:
        for number, row in enumerate(grid.rows, start=1):
            for text, unary in [(each, True) for each in grid.tests(row)] + [
                (each, False) for each in grid.answers(row)
            ]:
                broken = feel_fault(text, unary=unary, types=subject.types)
                if broken is not None:
                    yield Problem(
                        row,
                        f"row {number}, cell “{text[:40]}”: {broken.message}",
                        f"第 {number} 行单元格“{text[:40]}”：{broken.zh}",
                    )


RULE = Rule(
    id="dmn-cell",
    title="Every cell of a decision table is FEEL that can be read.",
    title_zh="决策表的每个单元格都必须是可读的 FEEL。",
    remedy=("Correct the cell: texts in double quotes, intervals as [1..10], alternatives with commas."),
    remedy_zh="请改正单元格：文字加英文双引号，区间写作 [1..10]，并列值用逗号分开。",
    source="DMN 1.5 §10.3 (FEEL)",
    check=check,
)
