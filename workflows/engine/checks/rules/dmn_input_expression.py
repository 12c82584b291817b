"""Each input column asks something that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.feel_fault import feel_fault
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile, text_of


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for grid in subject.tables:
        for column in grid.inputs:
            text = text_of(column.first("inputExpression"))
            broken = feel_fault(text, types=subject.types) if text else None
            if not text and not column.get("label"):
                yield Problem(column)
            elif broken is not None:
                yield Problem(column, f"“{text[:40]}”: {broken.message}", f"“{text[:40]}”：{broken.zh}")


RULE = Rule(
    id="dmn-input-expression",
    title="Each input column asks something that can be read.",
    title_zh="每个输入列都要有可读的表达式。",
    remedy="Write what the column tests, for example case.claim.amount.",
    remedy_zh="请写明该列判断什么，例如 case.claim.amount。",
    source="DMN 1.5 §8.2",
    check=check,
)
