"""A form holds no HTML and no foreign pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.form_file import FormFile
from workflows.engine.checks.rule import Problem, Rule


def check(subject: FormFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for each in subject.components:
        text = " ".join(
            str(each.data.get(key, ""))
            for key in ("text", "content", "label", "description", "source", "url")
        )
        if each.kind in {"html", "iframe"} or re.search(
            r"<\s*(script|iframe|object|embed|img|svg|style)\b|javascript:", text, re.IGNORECASE
        ):
            yield Problem(each.element)


RULE = Rule(
    id="form-no-html",
    title="A form holds no HTML and no foreign pages.",
    title_zh="表单中不能有 HTML 或外部网页。",
    remedy="Use a text component; it understands Markdown.",
    remedy_zh="请使用文字（text）组件，可写 Markdown。",
    source="OWASP ASVS 1.3; Hewei",
    check=check,
)
