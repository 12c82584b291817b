"""BPMN lets a sequence flow go without an id: what it joins is looked at like any other."""

from __future__ import annotations

import re

from tests.unit.engine.checks.corpus.drawing import drawn
from workflows.domain.finding import Profile
from workflows.engine.checks import check_files

IDS = re.compile(r'(<sequenceFlow )id="[^"]*" ')


def _found(flow: str, nodes: str = "") -> set[str]:
    """Return the rules of soundness that speak of a diagram whose flows have no ids."""
    file = IDS.sub(r"\1", drawn({"id": "x", "nodes": nodes, "flow": flow}).decode()).encode()
    return {each.rule for each in check_files({"x.bpmn": file}, profile=Profile.RUN)} & {
        "sound-reached",
        "sound-deadlock",
        "sound-synchronised",
        "sound-endless",
        "safe-growth",
    }


def test_steps_behind_nameless_flows_are_reached() -> None:
    """Steps, branches and a boundary event are reached over flows without ids."""
    late = (
        '<boundaryEvent id="L" attachedToRef="U1" cancelActivity="false"><timerEventDefinition>'
        "<timeDuration>P1D</timeDuration></timerEventDefinition></boundaryEvent>"
    )
    assert _found("s > U1 > P1 > T1 > P2 > e; P1 > T2 > P2; L > T3 > e2", late) == set()


def test_a_join_that_never_fills_is_found_behind_nameless_flows() -> None:
    """A parallel join after an exclusive choice stands still, with or without ids at the flows."""
    assert _found("s > X1 > T1 > P1 > e; X1 > T2 > P1") == {"sound-deadlock"}


def test_branches_that_are_not_joined_are_found_behind_nameless_flows() -> None:
    """What follows two parallel branches without a join is done twice."""
    assert _found("s > P1 > T1 > T3 > e; P1 > T2 > T3") == {"sound-synchronised"}
