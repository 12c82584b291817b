"""The values that a type or a column allows can be read."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.feel_fault import feel_fault
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import TableFile, text_of

HOLDERS = ("allowedValues", "typeConstraint", "inputValues", "outputValues")


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for element in subject.elements:
        for kind in HOLDERS:
            text = text_of(element.first(kind))
            broken = feel_fault(text, unary=True)
            if broken is not None:
                yield Problem(element, f"“{text[:40]}”: {broken.message}", f"“{text[:40]}”：{broken.zh}")


RULE = Rule(
    id="dmn-allowed-values",
    title="The values that a type or a column allows can be read.",
    title_zh="类型或列所允许的值必须是可读的 FEEL。",
    remedy='Write them as the cells of a table, for example "yes", "no" or [0..100].',
    remedy_zh='请像表中单元格那样书写，例如 "yes", "no" 或 [0..100]。',
    source="DMN 1.5 §7.3.3 and §8.3.3",
    check=check,
)
