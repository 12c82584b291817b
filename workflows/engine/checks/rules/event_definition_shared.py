"""A trigger that several events share stands at the top of the file, not inside one of them."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.events:
        named = [diagram.find(each.text) for each in event.all("eventDefinitionRef")]
        for each in named:
            if each is not None and each.parent is not None and each.parent.kind != "definitions":
                yield Problem(event)


RULE = Rule(
    id="event-definition-shared",
    title="A trigger that several events share stands at the top of the file, not inside one of them.",
    title_zh="供多个事件共用的触发器须写在文件顶层，不能写在某个事件之内。",
    remedy="Move the trigger out of the event to the top, or give each event a trigger of its own.",
    remedy_zh="请把触发器移到文件顶层，或让每个事件各有自己的触发器。",
    source="BPMN 2.0.2 §10.5.1 (eventDefinitionRefs)",
    check=check,
)
