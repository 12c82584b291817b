"""In a process with an end event every activity and gateway leads on."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.domain.finding import Profile
from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.loose_ends import leading_nowhere, refused
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*; of our own procedures the rule dead-end asks more."""
    if diagram.profile is not Profile.HOUSE:
        yield from map(Problem, leading_nowhere(diagram, refused(diagram)))


RULE = Rule(
    id="step-has-outgoing",
    title="In a process with an end event every activity and gateway leads on.",
    title_zh="有结束事件的流程中，每个活动和网关都必须有流出的顺序流。",
    remedy="Draw a flow to the next step or to an end event, or delete the element.",
    remedy_zh="画一条顺序流到下一步或结束事件，或删除该元素。",
    source="BPMN 2.0.2 §10.5.3 (End Event), §10.6.1",
    check=check,
)
