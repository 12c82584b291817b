"""Where two tokens can lie on one flow, a join is said to wait for ever only if it does."""

from __future__ import annotations

import pytest

from tests.unit.engine.checks.corpus.drawing import drawn
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
