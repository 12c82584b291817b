"""A choice has values, and each of them once."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.form_file import FormFile
from workflows.engine.checks.rule import Problem, Rule


def check(subject: FormFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for each in subject.components:
        if each.kind not in {"select", "radio", "checklist", "taglist"}:
            continue
        values = each.data.get("values")
        listed = (
            [str(value.get("value")) for value in values if isinstance(value, dict)]
            if isinstance(values, list)
            else []
        )
        elsewhere = each.data.get("valuesKey") or each.data.get("valuesExpression")
        if len(listed) != len(set(listed)) or (not listed and not elsewhere):
            yield Problem(each.element)


RULE = Rule(
    id="form-choices",
    title="A choice has values, and each of them once.",
    title_zh="选择类字段必须有选项，且选项值不重复。",
    remedy="Add the values to choose from, or delete the double one.",
    remedy_zh="请补上选项，或删除重复的选项。",
    source="form-js",
    check=check,
)
