"""No two fields of a form write to the same place."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.form_file import FormFile
from workflows.engine.checks.rule import Problem, Rule


def check(subject: FormFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    seen: set[tuple[str, str]] = set()
    for each in subject.components:
        place = (each.in_list, each.path)
        if each.data.get("key") and place in seen:
            yield Problem(each.element, f"“{each.path}” is asked twice.", f"“{each.path}”被重复填写。")
        seen.add(place)


RULE = Rule(
    id="form-key-once",
    title="No two fields of a form write to the same place.",
    title_zh="同一表单中两个字段不能写入同一位置。",
    remedy="Give one of the fields another key.",
    remedy_zh="请给其中一个字段换一个键。",
    source="Hewei",
    check=check,
)
