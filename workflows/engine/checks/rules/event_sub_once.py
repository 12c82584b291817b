"""Only one interrupting event sub-process waits for the same event."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, event_sub_process, local
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import CONTAINERS, SUB_PROCESSES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for container in diagram.of(*CONTAINERS):
        seen: set[tuple[str, str]] = set()
        for sub in container.all(*SUB_PROCESSES):
            for start in sub.all("startEvent") if event_sub_process(sub) else []:
                for trigger in diagram.definitions(start) if not start.is_false("isInterrupting") else []:
                    key = (trigger.kind, _names(trigger))
                    if key in seen and trigger.kind in SHARED:
                        yield Problem(
                            sub,
                            "another event sub-process waits for the same event.",
                            "另有事件子流程等待同一事件。",
                        )
                    seen.add(key)


SHARED = {
    "errorEventDefinition": "errorRef",
    "escalationEventDefinition": "escalationRef",
    "messageEventDefinition": "messageRef",
    "signalEventDefinition": "signalRef",
    "compensateEventDefinition": "",
}


def _names(trigger: Element) -> str:
    return local(trigger.get(SHARED.get(trigger.kind, "")))


RULE = Rule(
    id="event-sub-once",
    title="Only one interrupting event sub-process waits for the same event.",
    title_zh="同一层中，同一事件只能有一个中断型事件子流程。",
    remedy="Keep one of the event sub-processes, or let them wait for different events.",
    remedy_zh="只保留其中一个事件子流程，或让它们等待不同的事件。",
    source="BPMN 2.0.2 §10.5.6",
    check=check,
)
