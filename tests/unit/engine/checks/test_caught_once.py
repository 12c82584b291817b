"""Two boundary events that wait for the same: errors by their page, escalations here."""

from __future__ import annotations

import pytest

from tests.unit.engine.checks.corpus.drawing import drawn
from workflows.domain.finding import Profile
from workflows.engine.checks import check_files


@pytest.mark.parametrize(
    ("codes", "twice"),
    [
        ('escalationCode="a"|escalationCode="b"', False),
        ('escalationCode="a"|escalationCode="a"', True),
        ('escalationCode="a"|name="any"', False),
        ('name="one"|name="other"', True),
    ],
)
def test_one_escalation_has_one_boundary_event(codes: str, *, twice: bool) -> None:
    """What counts is the code, not the element that carries it; without a code each is caught."""
    first, second = codes.split("|")
    waits = "".join(
        f'<boundaryEvent id="B{number}" attachedToRef="T1" cancelActivity="false">'
        f'<escalationEventDefinition escalationRef="x{number}"/></boundaryEvent>'
        for number in (1, 2)
    )
    file = drawn(
        {
            "id": "x",
            "root": f'<escalation id="x1" {first}/><escalation id="x2" {second}/>',
            "nodes": waits,
            "flow": "s > T1 > e; B1 > T2 > e2; B2 > T3 > e3",
        }
    )
    found = [each.element for each in check_files({"x.bpmn": file}, profile=Profile.RUN) if each.rule == RULE]
    assert found == (["B2"] if twice else [])


RULE = "boundary-caught-once"
