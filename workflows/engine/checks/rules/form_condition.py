"""The condition that hides a field, and what is usual in it, are FEEL that can be read."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.element import Element
from workflows.engine.checks.feel_fault import feel_fault
from workflows.engine.checks.form_file import FormFile
from workflows.engine.checks.rule import Problem, Rule


def sources(subject: FormFile) -> Iterator[tuple[Element, str]]:
    """Yield each expression of a form with the field it belongs to: conditions, usual answers, limits of days."""
    for each in subject.components:
        condition = each.data.get("conditional")
        text = str(condition.get("hide") or "") if isinstance(condition, dict) else ""
        properties = each.data.get("properties")
        said = properties if isinstance(properties, dict) else {}
        proposed = (str(said.get(name) or "") for name in ("usual", "earliest", "latest"))
        yield from ((each.element, source) for source in (text, *proposed) if source)


def check(subject: FormFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for element, source in sources(subject):
        broken = feel_fault(source.removeprefix("="))
        if broken is not None:
            yield Problem(element, f"“{source[:40]}”: {broken.message}", f"“{source[:40]}”：{broken.zh}")


RULE = Rule(
    id="form-condition",
    title="The condition that hides a field, and what is usual in it, are FEEL that can be read.",
    title_zh="隐藏字段的条件、字段的通常内容（usual）必须是可读的 FEEL。",
    remedy="Correct the expression; texts stand in double quotes.",
    remedy_zh="请改正表达式；文字要放在英文双引号中。",
    source="form-js; DMN 1.5 §10.3 (FEEL)",
    check=check,
)
