"""An id has at most 255 characters, a label at most 2,000."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for element in diagram.root.walk():
        if len(element.id) > 255 or len(element.name) > 2_000:
            yield Problem(element)


RULE = Rule(
    id="safe-id-length",
    title="An id has at most 255 characters, a label at most 2,000.",
    title_zh="id 不超过 255 个字符，名称不超过 2000 个字符。",
    remedy="Give the element a short id and put long texts into its documentation.",
    remedy_zh="请使用短 id，长文字写在说明（documentation）中。",
    source="Hewei; reliability",
    check=check,
)
