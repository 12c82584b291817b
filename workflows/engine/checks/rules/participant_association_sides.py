"""A participant association leads from a participant of what is called to one of the drawing that calls."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.checks.diagram import Diagram
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import COLLABORATIONS
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.words import say


def check(diagram: Diagram) -> Iterator[Problem]:
    """Yield each breach of the rule in *diagram*."""
    for joined in diagram.of("participantAssociation"):
        around = [each for each in joined.ancestors() if each.kind in COLLABORATIONS]
        for side, own in (("innerParticipantRef", False), ("outerParticipantRef", True)):
            named = joined.first(side)
            found = diagram.find(named.text.strip()) if named is not None else None
            if found is not None and found.kind == "participant" and _stands_in(found, around) is not own:
                yield Problem(
                    joined,
                    f"{side} names {say(found)[0]} of the {'called' if own else 'calling'} side.",
                    f"{side} 引用的{say(found)[1]}属于{'被调用' if own else '调用'}的一方。",
                )


def _stands_in(participant: Element, drawings: list[Element]) -> bool:
    return any(participant.parent is each for each in drawings)


RULE = Rule(
    id="participant-association-sides",
    title="A participant association joins a participant of what is called with one of the drawing that calls it.",
    title_zh="参与者关联的内方属于被调用的图，外方属于发起调用的图。",
    remedy="Name in innerParticipantRef who takes part in what is called, in outerParticipantRef who takes part here.",
    remedy_zh="请在 innerParticipantRef 中引用被调用图中的参与者，在 outerParticipantRef 中引用本图中的参与者。",
    source="BPMN 2.0.2 §9.3.3 (ParticipantAssociation)",
    check=check,
)
