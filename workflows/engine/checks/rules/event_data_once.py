"""An event has one data input or output for each of its triggers."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.carried import item_of
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.events:
        triggers, data = diagram.definitions(event), len(event.all("dataInput", "dataOutput"))
        carrying = [each for each in triggers if item_of(diagram, each)]
        if triggers and data and not len(carrying) <= data <= len(triggers):
            yield Problem(event)


RULE = Rule(
    id="event-data-once",
    title="An event has one data input or output for each of its triggers.",
    title_zh="事件有数据时，每个触发器对应一个数据输入或输出，不多也不少。",
    remedy="Keep one for each trigger, in the order of the triggers.",
    remedy_zh="请按触发器的顺序，为每个触发器保留一个。",
    source="BPMN 2.0.2 §10.5.1 (common data handling of events)",
    check=check,
)
