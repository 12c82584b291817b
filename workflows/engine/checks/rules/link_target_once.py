"""A link name has exactly one target in its process or sub-process."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    targets: dict[tuple[int, str], list[Element]] = {}
    for event in diagram.of("intermediateCatchEvent"):
        for link in event.all("linkEventDefinition"):
            targets.setdefault((id(scope(event)), link.name), []).append(event)
    for same in targets.values():
        for event in same[1:]:
            yield Problem(
                event, "another target has the same link name.", "另有一个链接目标使用了相同的名称。"
            )
    for event in diagram.of("intermediateThrowEvent"):
        for link in event.all("linkEventDefinition"):
            if link.name and (id(scope(event)), link.name) not in targets:
                yield Problem(
                    event, f"the link “{link.name}” has no target here.", f"链接“{link.name}”在本层没有目标。"
                )


RULE = Rule(
    id="link-target-once",
    title="A link name has exactly one target in its process or sub-process.",
    title_zh="同一流程或子流程中，每个链接名称必须有且只有一个目标。",
    remedy="Keep one catching link event of this name on the same level as its sources.",
    remedy_zh="每个名称只保留一个链接捕获事件，并与链接源放在同一层。",
    source="BPMN 2.0.2 §10.5.4",
    check=check,
)
