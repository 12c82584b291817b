"""In one collaboration a process stands in one pool."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Severity
from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.kinds import COLLABORATIONS
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for collaboration in diagram.of(*COLLABORATIONS):
        seen: set[str] = set()
        for participant in collaboration.all("participant"):
            process = local(participant.get("processRef"))
            if process and process in seen:
                yield Problem(participant)
            seen.add(process)


RULE = Rule(
    id="participant-one-process",
    title="In one collaboration a process stands in one pool.",
    title_zh="同一协作图中，一个流程只放在一个泳池里。",
    remedy="Give the second pool a process of its own, or show it as a black box.",
    remedy_zh="给第二个泳池建立自己的流程，或画成黑盒泳池。",
    source="BPMN 2.0.2 §9.3",
    check=check,
    severity=Severity.WARNING,
)
