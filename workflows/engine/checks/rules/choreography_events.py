"""Events of a choreography are no message, error, escalation, compensation or cancel events and send no signal."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.rule import Problem, Rule

UNSEEN = frozenset({"message", "error", "escalation", "compensate", "cancel"})
"""What happens inside one participant; messages are drawn as choreography tasks."""

NO_START = frozenset({"link", "terminate"})
"""What begins nothing, in a choreography as in a process."""
NO_THROW = frozenset({"signal"})
"""What somebody would have to send: a choreography has nobody of its own who could."""
ONLY = {"startEvent": NO_START, "endEvent": NO_THROW, "intermediateThrowEvent": NO_THROW}


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for event in diagram.of("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent"):
        container = scope(event)
        if container is not None and container.kind in {"choreography", "subChoreography"}:
            refused = UNSEEN | ONLY.get(event.kind, frozenset())
            for wrong in sorted(refused & set(diagram.triggers(event))):
                yield Problem(event, f"its trigger is “{wrong}”.", f"它的触发方式是“{wrong}”。")


RULE = Rule(
    id="choreography-events",
    title=(
        "Events of a choreography are no message, error, escalation, compensation or cancel events "
        "and send no signal."
    ),
    title_zh="编排图中的事件必须是各方都能看到的：不能是消息、错误、升级、补偿或取消事件，也不能发出信号。",
    remedy=(
        "Use a choreography task for a message; keep errors, escalations and the sending of signals "
        "inside the processes."
    ),
    remedy_zh="消息请用编排任务表示；错误、升级以及信号的发出留在各方流程内部。",
    source="BPMN 2.0.2 §11.6",
    check=check,
)
