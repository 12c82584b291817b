"""The format of a text is a MIME type such as text/plain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for each in diagram.of("documentation", "textAnnotation"):
        if each.get("textFormat") and not re.match(r"^[\w.+-]+/[\w.+*-]+(\s*;.*)?$", each.get("textFormat")):
            yield Problem(each)


RULE = Rule(
    id="text-format",
    title="The format of a text is a MIME type such as text/plain.",
    title_zh="文字的格式必须是 MIME 类型，例如 text/plain。",
    remedy="Write text/plain or text/html, or delete textFormat.",
    remedy_zh="请写 text/plain 或 text/html，或删除 textFormat。",
    source="BPMN 2.0.2 §8.3.1, §8.4.1",
    check=check,
)
