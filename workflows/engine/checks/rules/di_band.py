"""The band of a participant is drawn at a choreography activity, and says of which kind it is."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import CHOREOGRAPHY_ACTIVITIES
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say

BAND = ("participantBandKind", "choreographyActivityShape")


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for shape in diagram.of("bpmndi:BPMNShape"):
        said = [each for each in BAND if shape.get(each)]
        if len(said) == 1:
            missing = next(each for each in BAND if each not in said)
            yield Problem(shape, f"{missing} is missing.", f"缺少 {missing}。")
        elif said:
            yield from _wrong(diagram, shape)


def _wrong(diagram: Diagram, shape: Element) -> Iterator[Problem]:
    shown, host = diagram.find(shape.get("bpmnElement")), diagram.find(shape.get(BAND[1]))
    at = diagram.find(host.get("bpmnElement")) if host is not None else None
    if shown is not None and shown.kind != "participant":
        yield Problem(shape, f"it shows {say(shown)[0]}.", f"它对应的是{say(shown)[1]}。")
    if at is not None and at.kind not in CHOREOGRAPHY_ACTIVITIES:
        yield Problem(shape, f"it is drawn at {say(at)[0]}.", f"它画在{say(at)[1]}上。")


RULE = Rule(
    id="di-band",
    title="The band of a participant names its kind and the choreography activity at which it is drawn.",
    title_zh="参与者条带必须写明种类（participantBandKind）和所在的编排活动图形（choreographyActivityShape）。",
    remedy="Say both participantBandKind and choreographyActivityShape, or neither.",
    remedy_zh="请同时写明 participantBandKind 和 choreographyActivityShape，或两者都不写。",
    source="BPMN 2.0.2 §12.2.3 (BPMNShape)",
    check=check,
)
