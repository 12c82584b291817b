"""A sub-choreography names everybody who takes part inside it."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.kinds import CHOREOGRAPHY_ACTIVITIES
from workflows.engine.checks.rule import Problem, Rule


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for sub in diagram.of("subChoreography"):
        named = {local(each.text) for each in sub.all("participantRef")}
        for inner in sub.all(*CHOREOGRAPHY_ACTIVITIES):
            for missing in sorted({local(each.text) for each in inner.all("participantRef")} - named):
                yield Problem(sub, f"“{missing}” is missing.", f"缺少“{missing}”。")


RULE = Rule(
    id="choreography-inner-participants",
    title="A sub-choreography names everybody who takes part inside it.",
    title_zh="子编排必须列出其内部的全部参与者。",
    remedy="Add the participant to the sub-choreography.",
    remedy_zh="请把该参与者加到子编排中。",
    source="BPMN 2.0.2 §11.5.3",
    check=check,
)
