"""What an event gives or takes is of the same kind as its message, signal, error or escalation."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.carried import item_of, same_item
from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.events:
        items = [item_of(diagram, each) for each in diagram.definitions(event)]
        said = [local(each.get("itemSubjectRef")) for each in event.all("dataInput", "dataOutput")]
        if len(items) == len(said):
            pairs = zip(items, said, strict=True)
            wrong = any(item and data and not same_item(diagram, item, data) for item, data in pairs)
        else:
            strange = [each for each in said if not any(same_item(diagram, item, each) for item in items)]
            wrong = "" not in items and any(strange)
        if items and wrong:
            yield Problem(event)


RULE = Rule(
    id="event-data-item",
    title="What an event gives or takes is of the same kind as its message, signal, error or escalation.",
    title_zh="事件收发的数据必须与其消息、信号、错误或升级的数据项一致。",
    remedy="Give the data of the event the item definition of what it carries.",
    remedy_zh="请让事件的数据使用其所携带内容的数据项定义。",
    source="BPMN 2.0.2 §10.5.1 (common data handling of events)",
    check=check,
)
