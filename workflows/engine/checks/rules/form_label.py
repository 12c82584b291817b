"""Each field has a Chinese label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.form_file import FormFile
from workflows.engine.checks.rule import Problem, Rule


def check(subject: FormFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    for each in subject.components:
        label = str(each.data.get("label") or each.data.get("dateLabel") or "")
        if each.data.get("key") and not re.search(r"[一-鿿]", label):
            yield Problem(each.element)


RULE = Rule(
    id="form-label",
    title="Each field has a Chinese label.",
    title_zh="每个字段都要有中文标签。",
    remedy="Write the label as the mediator would ask.",
    remedy_zh="请按调解员的说法写标签。",
    source="Hewei",
    check=check,
    severity=Severity.WARNING,
)
