"""Where two tokens can lie on one flow, a join is said to wait for ever only if it does."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.unit.engine.checks.corpus.drawing import body, drawn
from workflows.domain.finding import Profile
from workflows.engine.checks import check_files

ROUND = "s > T1 > T2; T1 > T4; T2 > P1; T2 > T3 : x; T3 > T1; T4 > P1; T4 > T5 > P1"


@pytest.mark.parametrize(
    ("flow", "waits"),
    [
        ("s > T1 > T2; T1 > T4; T2 > P1; T2 > T3 : x; T3 > T1; T4 > P1; P1 > e", set()),
        (f"{ROUND}; P1 > P2; P2 > T7 > P3; P2 > T8 > P3; P3 > e", set()),
        (f"{ROUND}; P1 > P2; P2 > T7 > X3; P2 > T8 > P3; X3 > P3; X3 > T6 > e; P3 > e", {"P3"}),
        ("s > X1 > P1; P1 > T1 > P2; P1 > T2 > X3; X3 > P2 : default; X3 > X1 : x; P2 > e", {"P2"}),
        ("s > P1 > T1 > X1 > P2 > e; P1 > T2 > X1; P1 > T3 > P2", {"P2"}),
    ],
    ids=[
        "every-round-fills-the-join",
        "two-joins",
        "a-way-around-the-join",
        "a-token-too-many",
        "a-merge-before-it",
    ],
)
def test_a_join_waits_for_ever_only_where_tokens_do_not_come_out_even(flow: str, waits: set[str]) -> None:
    """A second round brings a token for each way into the join; it is no deadlock that two lay on one of them."""
    found = check_files({"x.bpmn": drawn({"id": "x", "flow": flow})}, profile=Profile.RUN)
    assert {each.element for each in found if each.rule == "sound-deadlock"} == waits


def test_a_game_that_the_bounds_ended_has_seen_the_same_each_time() -> None:
    """What is found in a game too long to be played whole does not depend on how the machine keeps its sets."""
    way_around = f"{ROUND}; P1 > P2; P2 > T7 > X3; P2 > T8 > P3; X3 > P3; X3 > T6 > e; P3 > e"
    script = (
        "import sys; from workflows.engine.checks.element import read_element; "
        "from workflows.engine.checks.diagram import Diagram; from workflows.engine.checks.tokens import games; "
        "from workflows.engine.xml import read_xml; "
        "[(_, game)] = games(Diagram('x', read_element(read_xml(sys.stdin.buffer.read(), 'x')))); "
        "print(game.whole, [sorted(each) for each in game.stuck])"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            input=drawn({"id": "x", "flow": way_around}),
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert [told[:6] for told in seen] == [b"False "]


def test_an_inclusive_join_waits_for_none_that_comes_round_to_where_a_token_is() -> None:
    """A token that can reach an empty way in only over the filled one keeps the join from nothing (13.4.3)."""
    flow = "s > X1 > P1; P1 > O1; O1 > T1 > O2 : x; O1 > T2 > O2 : y; P1 > T3 > P2; O2 > P2 > X2; X2 > X1 : z; X2 > e"
    found = check_files({"x.bpmn": drawn({"id": "x", "flow": flow})}, profile=Profile.RUN)
    assert [each.element for each in found if each.rule == "sound-deadlock"] == []


@pytest.mark.parametrize(
    ("inside", "caught", "waits"),
    [
        ("a > T1 > b", 'escalationRef="x"', False),
        ("a > T1 > b", "", False),
        ("a > X5; X5 > b : y; X5 > d", 'escalationRef="x"', True),
        ("a > P5; P5 > b; P5 > d", 'escalationRef="x"', False),
    ],
    ids=["at-its-only-end", "caught-as-any", "on-one-way-only", "on-one-branch-of-all"],
)
def test_a_join_with_an_escalation_waits_for_ever_where_it_may_not_come(
    inside: str, caught: str, *, waits: bool
) -> None:
    """What a non-interrupting boundary event sends beside comes for sure if the sub-process cannot end without it."""
    nodes = (
        f'<subProcess id="Sub">{body(THROWS, inside)}</subProcess>'
        '<boundaryEvent id="B1" attachedToRef="Sub" cancelActivity="false">'
        f"<escalationEventDefinition {caught}/></boundaryEvent>"
    )
    row = {
        "id": "x",
        "root": '<escalation id="x" name="x" escalationCode="late"/>',
        "nodes": nodes,
        "flow": "s > Sub > P1 > T3 > e; B1 > T2 > P1",
    }
    found = check_files({"x.bpmn": drawn(row)}, profile=Profile.RUN)
    assert [each.element for each in found if each.rule == "sound-deadlock"] == (["P1"] if waits else [])


THROWS = (
    '<startEvent id="a"/><endEvent id="d"/>'
    '<endEvent id="b"><escalationEventDefinition escalationRef="x"/></endEvent>'
)
