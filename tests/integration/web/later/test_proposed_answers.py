"""What forms propose from what is known: less to type on a telephone, and people still see and change it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.web.later.test_agreement_review import until, waiting
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App


def proposed(
    program: Any, machine: App, clock: FakeClock, form: str, life: str
) -> tuple[dict[str, Any], Any]:
    """Play a life up to the step with *form*; return what its form begins with, and what the life then answers."""
    case, played = until(machine, clock, form, life)
    step = next(step for step in played.steps if step.verb == "submit" and step.what == form)
    lists = program(step.by)
    return lists.get(f"/tasks/{waiting(lists, case)}").json()["values"], step.answers


def test_a_session_proposes_place_and_parties(program: Any, machine: App, clock: FakeClock) -> None:
    """调解记录：地点先写本机构，参加人先写各方当事人。"""
    values, _ = proposed(program, machine, clock, "session", "c11-six-feet-lane")
    assert values["place"] == "青龙街道社会矛盾调处中心"
    assert values["participants"] == "甲当事人（示例）、乙当事人（示例）"


@pytest.mark.parametrize(
    "life", ["c11-six-feet-lane", "c01-work-death", "failed-terminated", "boundary-township-to-county"]
)
def test_closing_proposes_the_result_that_the_case_came_to(
    program: Any, machine: App, clock: FakeClock, life: str
) -> None:
    """结案方式先按案件的结果写好：履行、司法确认、终止、申请上一级。"""
    values, answered = proposed(program, machine, clock, "close", life)
    assert values["closing"]["result"] == answered["closing.result"]
