"""What an event gives or takes is of the same kind as its message, signal, error or escalation."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule

CARRIED = {
    "messageEventDefinition": ("messageRef", "itemRef"),
    "signalEventDefinition": ("signalRef", "structureRef"),
    "errorEventDefinition": ("errorRef", "structureRef"),
    "escalationEventDefinition": ("escalationRef", "structureRef"),
}
"""Where a trigger names what it carries, and where that names its kind."""


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.events:
        items = {_item(diagram, each) for each in diagram.definitions(event)}
        said = {local(each.get("itemSubjectRef")) for each in event.all("dataInput", "dataOutput")} - {""}
        if items and "" not in items and said - items:
            yield Problem(event)


def _item(diagram: Diagram, trigger: Element) -> str:
    """Return the item definition of what *trigger* carries, empty where it names none."""
    named, kind = CARRIED.get(trigger.kind, ("", ""))
    carried = diagram.find(trigger.get(named)) if named else None
    return local(carried.get(kind)) if carried is not None else ""


RULE = Rule(
    id="event-data-item",
    title="What an event gives or takes is of the same kind as its message, signal, error or escalation.",
    title_zh="事件收发的数据必须与其消息、信号、错误或升级的数据项一致。",
    remedy="Give the data of the event the item definition of what it carries.",
    remedy_zh="请让事件的数据使用其所携带内容的数据项定义。",
    source="BPMN 2.0.2 §10.5.1 (common data handling of events)",
    check=check,
)
