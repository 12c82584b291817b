"""In an executable process an event that throws an escalation names an escalation with a code."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.kinds import THROWING
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of(*THROWING):
        for each in diagram.definitions(event):
            if each.kind == "escalationEventDefinition" and diagram.executable(event):
                escalation = diagram.find(each.get("escalationRef"))
                if not each.get("escalationRef") or (
                    escalation is not None and not escalation.get("escalationCode")
                ):
                    yield Problem(event)


RULE = Rule(
    id="event-escalation-code",
    title=("In an executable process an event that throws an escalation names an escalation with a code."),
    title_zh="可执行流程中，抛出升级的事件必须指明带代码的升级。",
    remedy="Choose an escalation for the event and give that escalation a code.",
    remedy_zh="请为该事件选择升级，并为该升级填写代码。",
    source="BPMN 2.0.2 §10.5.5",
    check=check,
)
