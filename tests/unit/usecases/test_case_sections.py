"""What the case page says beside parties and papers: three lines, sittings, the performance plan, linked cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.unit.engine.drawn import boundary, end, flow, start
from tests.unit.usecases.counter import MONDAY, Counter, counter, line, person, step
from workflows.domain.case import Instalment, MediationSession
from workflows.domain.light import Light
from workflows.errors import AppointmentRefused, CaseNotOpen, NotAllowed, UnknownCase, UnknownSitting
from workflows.usecases.case_view import CaseView
from workflows.usecases.copy_case import copy_case
from workflows.usecases.desk.appoint_sitting import appoint_sitting, call_off_sitting
from workflows.usecases.desk.calendar_file import calendar_file
from workflows.usecases.desk.case_sections import performance_plan, sittings
from workflows.usecases.desk.explain_case import Named
from workflows.usecases.reopen_case import reopen_case
from workflows.usecases.show_case import show_case
from workflows.usecases.suspend_case import suspend_case
from workflows.usecases.take_item import take_item

TOMORROW = MONDAY + timedelta(days=1)
PLACE = "镇中心二楼调解室, 东侧"


@pytest.fixture
def desk() -> Iterator[Counter]:
    """A case of the town with two steps."""
    with counter(*line("mediate", "agree")) as made:
        yield made


def seen(made: Counter, login: str) -> CaseView:
    """Return the case as somebody sees it."""
    return show_case(made.app, person(login), made.case_id)


WARNED = (
    start(),
    step("mediate"),
    boundary(
        "late", "mediate", "<timerEventDefinition><timeDuration>P30D</timeDuration></timerEventDefinition>"
    ),
    '<exclusiveGateway id="way"/>',
    step("report", role="chair"),
    end("done"),
    end("end"),
    flow("start", "mediate", "done"),
    flow("late", "way", "report", "end"),
)


def test_the_third_line_tells_what_the_diagram_does_by_itself() -> None:
    """A timer at the step's edge is told with its instant and the step it leads to, past unnamed gateways."""
    with counter(*WARNED) as made:
        (foreseen,) = seen(made, "med").reasons.foreseen
        assert foreseen.due_at == MONDAY + timedelta(days=30)
        assert [each.zh for each in foreseen.leads_to] == ["report"]
        assert foreseen.beside is not None
        assert foreseen.beside.zh == "mediate"


def test_a_step_with_a_period_is_told_with_its_last_day() -> None:
    """Where only a light warns, the line names the step and its last day."""
    with counter(start(), step("mediate", period="D20"), end(), flow("start", "mediate", "end")) as made:
        reasons = seen(made, "med").reasons
        assert reasons.foreseen == ()
        assert reasons.due == date(2026, 4, 1)
        assert reasons.due_step is not None
        assert reasons.due_step.zh == "mediate"


def test_a_wait_without_a_period_says_why() -> None:
    """Where the diagram says why nothing limits the wait, the line repeats it, in the reader's language."""
    said = {"no_period": "等当事人", "no_period_en": "The parties decide"}
    with counter(start(), step("mediate", **said), end(), flow("start", "mediate", "end")) as made:
        assert seen(made, "med").reasons.no_period == Named(zh="等当事人", en="The parties decide")


def test_a_reason_without_english_is_told_in_chinese() -> None:
    """Where a diagram gives the reason in Chinese alone, English readers get that rather than nothing."""
    parts = (start(), step("mediate", no_period="等当事人"), end(), flow("start", "mediate", "end"))
    with counter(*parts) as made:
        assert seen(made, "med").reasons.no_period == Named(zh="等当事人", en="等当事人")


@pytest.mark.parametrize(
    ("login", "why"), [("med", "queue"), ("desk", "body"), ("coordinator", "oversees"), ("chair", "oversees")]
)
def test_the_second_line_tells_why_one_has_the_case(desk: Counter, login: str, why: str) -> None:
    """The queue of one's post, one's body, or a body above: each reader is told their own reason."""
    assert seen(desk, login).reasons.why == why


def test_who_took_the_step_took_part_or_got_a_copy_is_told_so(desk: Counter) -> None:
    """The nearest reason stands: one's own step, then having taken part, then a copy."""
    copy_case(desk.app, person("med"), desk.case_id, ["stranger"])
    take_item(desk.app, person("med"), desk.item("mediate").id)
    assert seen(desk, "med").reasons.why == "taken"
    desk.do("mediate")
    take_item(desk.app, person("med-2"), desk.item("agree").id)
    assert [seen(desk, who).reasons.why for who in ("med", "stranger")] == ["took-part", "watches"]


def test_a_sitting_is_arranged_and_called_off(desk: Counter) -> None:
    """The case shows when and where, whether it still stands, and who did what in its history; no step moves."""
    appoint_sitting(desk.app, person("med"), desk.case_id, TOMORROW, PLACE, "on-site")
    call_off_sitting(desk.app, person("chair"), desk.case_id, 0)
    call_off_sitting(desk.app, person("chair"), desk.case_id, 0)
    (sitting,) = seen(desk, "med").sittings
    assert (sitting.at, sitting.place, sitting.held, sitting.called_off) == (TOMORROW, PLACE, False, True)
    assert [(kind, by) for kind, by, _ in desk.facts("SittingAppointed", "SittingCalledOff")] == [
        ("SittingAppointed", "med"),
        ("SittingCalledOff", "chair"),
    ]
    assert desk.open == ["mediate"]


def test_arranging_twice_with_one_key_arranges_once(desk: Counter) -> None:
    """A double click arranges one sitting."""
    for _ in range(2):
        appoint_sitting(desk.app, person("med"), desk.case_id, TOMORROW, PLACE, "on-site", key="k1")
    assert len(desk.case.document.appointments) == 1


@pytest.mark.parametrize(
    ("at", "place", "mode"),
    [
        (MONDAY, PLACE, "on-site"),
        (TOMORROW, "  ", "on-site"),
        (TOMORROW, PLACE, "by-mail"),
        (TOMORROW, "长" * 201, "phone"),
    ],
)
def test_what_is_arranged_must_be_known(desk: Counter, at: datetime, place: str, mode: str) -> None:
    """A sitting lies ahead, at a named place, in a known manner."""
    with pytest.raises(AppointmentRefused):
        appoint_sitting(desk.app, person("med"), desk.case_id, at, place, mode)


def test_who_may_not_or_when_it_may_not(desk: Counter) -> None:
    """Strangers find no case, overseers arrange nothing, and nothing is arranged while the case is suspended."""
    with pytest.raises(UnknownCase):
        appoint_sitting(desk.app, person("stranger"), desk.case_id, TOMORROW, PLACE, "phone")
    with pytest.raises(NotAllowed):
        appoint_sitting(desk.app, person("coordinator"), desk.case_id, TOMORROW, PLACE, "phone")
    suspend_case(desk.app, person("med"), desk.case_id, "appraisal", note="送鉴定")
    with pytest.raises(CaseNotOpen):
        appoint_sitting(desk.app, person("med"), desk.case_id, TOMORROW, PLACE, "phone")


def unfolded(content: bytes) -> list[str]:
    """Return the content lines of a calendar file as RFC 5545 (3.1) reads them."""
    assert all(len(part) <= 75 for part in content.split(b"\r\n"))
    assert content.count(b"\n") == content.count(b"\r\n")
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_the_calendar_file_names_the_case_and_nobody(desk: Counter) -> None:
    """It holds instants in UTC, the number as its title, the place escaped and folded, and no person's name."""
    place = f"{PLACE}; {'长' * 40}"
    appoint_sitting(desk.app, person("med"), desk.case_id, TOMORROW, place, "on-site")
    name, content = calendar_file(desk.app, person("med"), desk.case_id, 0, "zh")
    lines = unfolded(content)
    assert name == f"{desk.case.number}-1"
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert f"SUMMARY:调解 {desk.case.number}" in lines
    assert "DTSTART:20260303T010000Z" in lines
    assert "DTEND:20260303T030000Z" in lines
    assert f"LOCATION:{PLACE.replace(',', chr(92) + ',')}\\; {'长' * 40}" in lines
    assert "STATUS:CONFIRMED" in lines
    assert "(示例)" not in content.decode()


def test_a_sitting_called_off_leaves_the_calendar(desk: Counter) -> None:
    """The file of a sitting that was called off takes the entry out of a calendar: same name, later sequence."""
    appoint_sitting(desk.app, person("med"), desk.case_id, TOMORROW, PLACE, "on-site")
    before = unfolded(calendar_file(desk.app, person("med"), desk.case_id, 0, "en")[1])
    call_off_sitting(desk.app, person("med"), desk.case_id, 0)
    after = unfolded(calendar_file(desk.app, person("med"), desk.case_id, 0, "en")[1])
    uid = next(each for each in before if each.startswith("UID:"))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", uid} <= set(after)
    sequences = [int(each.partition(":")[2]) for each in (*before, *after) if each.startswith("SEQUENCE:")]
    assert sequences == sorted(set(sequences))


@pytest.mark.parametrize("number", [-1, 0, 7])
def test_what_was_not_arranged_has_no_file(desk: Counter, number: int) -> None:
    """There is no calendar file of nothing, and nothing to call off."""
    with pytest.raises(UnknownSitting):
        calendar_file(desk.app, person("med"), desk.case_id, number, "zh")
    with pytest.raises(UnknownSitting):
        call_off_sitting(desk.app, person("med"), desk.case_id, number)


def test_a_separate_talk_is_seen_by_the_mediator_of_the_case_alone(desk: Counter) -> None:
    """That one side was heard alone is shown to the mediator who holds the case, to nobody else."""
    talk = MediationSession(held_on=date(2026, 3, 2), separate_talk=True)
    document = desk.case.document.model_copy(update={"sessions": (talk,)})
    handling = document.handling.model_copy(update={"mediator_id": "med"})
    case = desk.case.model_copy(update={"document": document.model_copy(update={"handling": handling})})
    assert [len(sittings(case, person(who))) for who in ("med", "med-2", "chair")] == [1, 0, 0]


def test_each_instalment_has_its_light(desk: Counter) -> None:
    """Performed, overdue, due today, ahead, and without a day: five lights in one plan."""
    today = date(2026, 3, 2)
    days = [today - timedelta(days=3), today, today + timedelta(days=3), None]
    rows = [Instalment(amount=Decimal(100), due_on=day) for day in days]
    rows.append(Instalment(amount=Decimal(100), due_on=days[0], performed_on=today))
    agreement = desk.case.document.agreement.model_copy(update={"instalments": tuple(rows)})
    document = desk.case.document.model_copy(update={"agreement": agreement})
    plan = performance_plan(desk.case.model_copy(update={"document": document}), today)
    assert [line.light for line in plan] == [Light.OVERDUE, Light.RED, Light.GREEN, None, Light.DONE]
    assert [line.days_left for line in plan] == [-3, 0, 3, None, None]


def test_linked_cases_name_each_other() -> None:
    """The closed case names the one that took over, and the new one the one it came from, with a way there."""
    with counter(*line("mediate")) as made:
        made.do("mediate")
        closed = made.case
        opened = reopen_case(made.app, person("med"), made.case_id, reason="对方不履行")
        (led,) = seen(made, "med").links
        assert (led.number, led.case_id, led.relation) == (opened.number, opened.id, "led-to")
        made.case_id = opened.id
        (came,) = seen(made, "med").links
        assert (came.number, came.case_id, came.relation) == (closed.number, closed.id, "came-from")


def test_the_outline_tells_how_often_and_when_a_step_was_passed(desk: Counter) -> None:
    """In words beside the diagram: a step that was done says how often and when it was last left."""
    desk.wait(1).do("mediate")
    (view,) = seen(desk, "med").diagrams
    visits = {step.id: step.visit for step in view.outline}
    done = visits["mediate"]
    assert done is not None
    assert (done.times, done.first, done.last) == (1, MONDAY, TOMORROW)
    assert visits["agree"] is None
