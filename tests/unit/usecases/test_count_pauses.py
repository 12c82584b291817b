"""Two ways stop a clock: the verb 中止, and a form of the diagram that writes a pause down. Both give one day."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest

from tests.unit.engine.drawn import boundary, end, flow, properties, start, timer, user
from tests.unit.usecases.counter import Counter, counter, person, step
from workflows.domain.work_light import last_day
from workflows.usecases.count_pauses import count_pauses
from workflows.usecases.hand_in import hand_in
from workflows.usecases.resume_case import resume_case
from workflows.usecases.suspend_case import suspend_case

FORM = json.dumps(
    {
        "type": "default",
        "id": "pause",
        "components": [
            {"type": "textfield", "key": "reason", "label": "事由"},
            {"type": "datetime", "subtype": "date", "key": "stopped_on", "dateLabel": "自"},
            {"type": "datetime", "subtype": "date", "key": "resumed_on", "dateLabel": "至"},
        ],
    }
).encode()
PARTS = (
    start(), '<parallelGateway id="f"/>', '<parallelGateway id="j"/>', step("a", period="D05"),
    user("expert", properties(role="mediator", form="pause", append="pauses"), name="expert"), step("more"),
    boundary("limit", "a", timer("timeDate", 'period("D05", case.handling.accepted_on)')), step("reached"), end(),
    flow("start", "f", "a", "j", "end"), flow("f", "expert", "more", "j"), flow("limit", "reached"),
)  # fmt: skip
WHOLE, ONE_STOP, BOTH = date(2026, 4, 14), date(2026, 4, 16), date(2026, 4, 23)
DRAWN = {"reason": "appraisal", "stopped_on": "2026-03-12", "resumed_on": "2026-03-16"}


@pytest.fixture
def at() -> Iterator[Counter]:
    """A medical case of 2 March 2026: thirty working days, without the time of an appraisal."""
    with counter(opened=False) as made:
        made.publish(*PARTS, **{"P/forms/pause.json": FORM})
        yield made.opened(**{"handling.accepted_on": "2026-03-02"})


def days(made: Counter) -> set[date]:
    """Return the last days of the step and of the timer at its edge."""
    due = made.item("a").due_at
    assert due is not None
    return {last_day(made.timers["limit"].due_at), last_day(due)}


def by_verb(made: Counter) -> None:
    """Suspend the case for seven days by the verb."""
    suspend_case(made.app, person("med"), made.case_id, "appraisal", note="委托鉴定")
    made.wait(7)
    resume_case(made.app, person("med"), made.case_id)


def by_form(made: Counter, **answers: str) -> None:
    """Write a pause down in the form of the diagram."""
    hand_in(made.app, person("med"), made.item("expert").id, {**DRAWN, **answers})


def test_a_pause_written_down_moves_the_dates_that_run(at: Counter) -> None:
    """Two working days of an appraisal that the form reports make the running period end two working days later."""
    assert days(at) == {WHOLE}
    at.wait(15)
    by_form(at)
    assert days(at) == {ONE_STOP}
    moved = [(data["rule"], data["due"]) for _, _, data in at.facts("DeadlineMoved")]
    assert moved == [("D05", "2026-04-16")] * 2


def test_the_verb_and_then_the_form(at: Counter) -> None:
    """First suspended for five working days, then two reported by the form: seven in all."""
    at.wait(2)
    by_verb(at)
    at.wait(6)
    by_form(at)
    assert days(at) == {BOTH}


def test_the_form_and_then_the_verb(at: Counter) -> None:
    """The other way round it is the same day."""
    at.wait(15)
    by_form(at)
    by_verb(at)
    assert days(at) == {BOTH}


def test_days_that_the_verb_stopped_are_not_left_out_twice(at: Counter) -> None:
    """A form that reports days of the suspension again adds nothing; what reaches beyond them is added."""
    at.wait(2)
    by_verb(at)
    by_form(at, stopped_on="2026-03-04", resumed_on="2026-03-11")
    assert days(at) == {date(2026, 4, 21)}


def test_counting_again_moves_nothing(at: Counter) -> None:
    """Whoever counts twice has counted once."""
    at.wait(15)
    by_form(at)
    assert count_pauses(at.app, at.case_id) == 0


def test_a_reason_that_the_law_does_not_name_moves_nothing(at: Counter) -> None:
    """A pause for another reason is written down, and the statutory period runs on."""
    by_form(at, reason="other")
    assert days(at) == {WHOLE}
