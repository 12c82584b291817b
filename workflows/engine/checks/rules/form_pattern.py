"""The pattern of a field can be read and does not repeat a repetition."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.form_file import FormFile
from workflows.engine.checks.rule import Problem, Rule


def check(subject: FormFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for each in subject.components:
        rules = each.data.get("validate")
        text = str(rules.get("pattern") or "") if isinstance(rules, dict) else ""
        if text and not _readable(text):
            yield Problem(
                each.element, f"the pattern “{text[:40]}” cannot be used.", f"格式“{text[:40]}”不能使用。"
            )


def _readable(text: str) -> bool:
    try:
        re.compile(text)
    except (re.error, OverflowError, RecursionError):
        return False
    return len(text) <= 500 and not re.search(r"\([^()]*[*+}][^()]*\)\s*[*+{]", text)


RULE = Rule(
    id="form-pattern",
    title="The pattern of a field can be read and does not repeat a repetition.",
    title_zh="字段的格式（正则）必须可读，且不能在重复中再套重复。",
    remedy="Write a simple pattern, such as ^[0-9]{18}$.",
    remedy_zh="请写简单的格式，例如 ^[0-9]{18}$。",
    source="form-js",
    check=check,
)
