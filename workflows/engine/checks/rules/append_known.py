"""The property append names a list of the case document."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.case import CaseDocument
from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    lists = {name for name, each in CaseDocument.model_fields.items() if each.default == ()}
    for node in diagram.nodes:
        named = node.properties().get("append", "")
        if named and named not in lists:
            yield Problem(
                node, f"“{named}” is no list of the case document.", f"“{named}”不是案件文档中的列表。"
            )


RULE = Rule(
    id="append-known",
    title="The property append names a list of the case document.",
    title_zh="属性 append 必须是案件文档中的一个列表。",
    remedy="Choose one of the lists, such as sessions, follow_ups or hand_overs.",
    remedy_zh="请在“每次提交追加到”中选一个列表。",
    source="Hewei; case document",
    check=check,
    level=Profile.HOUSE,
)
