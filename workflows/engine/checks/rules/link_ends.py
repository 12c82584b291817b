"""What a link names as its other end is a link of that name on the other side."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import CATCHING, THROWING
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say

SIDES = (("target", THROWING, CATCHING), ("source", CATCHING, THROWING))
"""Which end is named, by whom, and where that end stands."""


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for link in diagram.of("linkEventDefinition"):
        event = link.parent
        for named, here, there in SIDES:
            for reference in link.all(named) if event is not None and event.kind in here else ():
                end = diagram.find(reference.text.strip())
                if end is not None and end.kind == "linkEventDefinition" and not _fits(link, end, there):
                    yield Problem(link, f"{named} names {say(end)[0]}.", f"{named} 引用了{say(end)[1]}。")


def _fits(link: Element, end: Element, kinds: frozenset[str]) -> bool:
    """Return whether *end* stands in an event of these *kinds* and bears the name of *link*, where both have one."""
    named_alike = not link.name or not end.name or link.name == end.name
    return end.parent is not None and end.parent.kind in kinds and named_alike


RULE = Rule(
    id="link-ends",
    title="What a link names as its other end is a link of the same name on the other side.",
    title_zh="链接所引用的另一端，须是另一侧同名的链接。",
    remedy="Let target name the catching link and source the throwing ones, or delete both; the name joins them.",
    remedy_zh="请让 target 引用捕获链接、source 引用抛出链接，或两者都删除；同名即相连。",
    source="BPMN 2.0.2 §10.5.5 (LinkEventDefinition)",
    check=check,
)
