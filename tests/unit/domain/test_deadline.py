"""The ledger of a deadline: what may be entered, and the one due day that follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.clock import CHINA
from workflows.domain.calendar import Calendar, CalendarYear, ListedDay, Notice
from workflows.domain.deadline import DeadlineStatus, move, replay, write
from workflows.domain.ledger import (
    ENTRIES,
    Entry,
    Extended,
    Lifted,
    Met,
    Missed,
    Moved,
    Resumed,
    Set,
    Suspended,
)
from workflows.domain.light import Light, light_at, light_changes
from workflows.domain.period import compute
from workflows.domain.period_rule import Exclusion, PeriodRule, Unit
from workflows.errors import (
    DeadlineAlreadyOver,
    DeadlineClosed,
    DeadlineIsSuspended,
    DeadlineNotOver,
    DeadlineNotSet,
    DeadlineNotSuspended,
    DeadlineSetTwice,
    ExtensionNotAllowed,
    ExtensionWithoutConsent,
    LedgerOutOfOrder,
    LedgerRefused,
    MetTooLate,
    NaiveTimestamp,
    SuspensionNotAllowed,
)
from workflows.resources import data
from workflows.usecases.load_law import load_law

LAW = load_law(data("bpmn"))
MEDICAL, CONFIRM, RULING, COURT = (LAW.rule(each) for each in ("D05", "D20", "D23", "D30"))
APPRAISAL = Exclusion.APPRAISAL
ALL_AGREE = ("示例市医调委", "示例患方", "示例医院")


def day(text: str) -> date:
    """Return a day of 2026 written as month-day."""
    return date.fromisoformat(f"2026-{text}")


def due(rule: PeriodRule, *entries: Entry) -> date | None:
    """Return the due day that the ledger leads to."""
    return replay(entries, rule, LAW.calendar).due


def stopped(first: str, last: str) -> tuple[Suspended, Resumed]:
    """Return an appraisal from *first* until the report came on *last*."""
    return Suspended(at=day(first), reason=APPRAISAL), Resumed(at=day(last))


def test_a_medical_case_stops_for_an_appraisal() -> None:
    """Thirty working days from 14 September stand still while the appraisal takes ten working days."""
    begun = Set(at=day("09-14"))
    assert due(MEDICAL, begun) == day("10-30")
    assert due(MEDICAL, begun, *stopped("10-12", "10-26")) == day("11-13")


def test_what_was_left_when_it_stopped_is_left_when_it_resumes() -> None:
    """Stopped on the very last day, the period ends on the day it resumes, not before."""
    assert due(MEDICAL, Set(at=day("09-14")), *stopped("10-30", "11-09")) == day("11-09")


def test_stopped_and_resumed_on_one_day_changes_nothing() -> None:
    """An appraisal that is called off the same day moves nothing."""
    assert due(MEDICAL, Set(at=day("09-14")), *stopped("10-12", "10-12")) == day("10-30")


def test_while_suspended_nobody_knows_the_day() -> None:
    """While the clock stands still there is no due day and no instant to watch."""
    state = replay([Set(at=day("09-14")), stopped("10-12", "10-26")[0]], MEDICAL, LAW.calendar)
    assert state.status is DeadlineStatus.SUSPENDED
    assert state.due is None
    assert state.ends_at is None


def test_two_appraisals_are_both_left_out() -> None:
    """Two appraisals of five and three working days move the end by eight."""
    entries = (Set(at=day("03-02")), *stopped("03-09", "03-16"), *stopped("03-18", "03-23"))
    assert due(MEDICAL, Set(at=day("03-02"))) == day("04-14")
    assert due(MEDICAL, *entries) == day("04-24")


def test_an_online_mediation_in_days_stops_too() -> None:
    """Thirty days of online mediation are pushed by the calendar days of the appraisal."""
    online = LAW.rule("D35")
    assert due(online, Set(at=day("07-01"))) == day("07-31")
    assert due(online, Set(at=day("07-01")), *stopped("07-10", "07-16")) == day("08-06")


def test_all_three_agree_to_more_time() -> None:
    """Committee and both parties agree to ten more working days, counted from the due day."""
    extended = Extended(at=day("10-20"), length=10, consents=ALL_AGREE)
    assert due(MEDICAL, Set(at=day("09-14")), extended) == day("11-13")


def test_the_president_of_the_court_extends_a_ruling_once() -> None:
    """Fifteen days for the ruling become twenty-five by approval, and not more."""
    extended = Extended(at=day("07-10"), approval="示例法院院长批准")
    assert due(RULING, Set(at=day("07-01")), extended) == day("07-27")
    with pytest.raises(ExtensionNotAllowed):
        due(RULING, Set(at=day("07-01")), extended, extended)


def test_a_soft_limit_may_be_extended_after_its_end() -> None:
    """The month of people's mediation is soft: the parties may still agree to go on when it is over."""
    mediation, agreed = LAW.rule("D01"), ("示例甲", "示例乙")
    entries = (Set(at=day("03-02")), Extended(at=day("04-08"), length=1, consents=agreed))
    assert due(mediation, *entries) == day("05-06")


@pytest.mark.parametrize(
    ("rule", "extended", "error"),
    [
        (MEDICAL, Extended(at=day("10-20"), length=10), ExtensionWithoutConsent),
        (MEDICAL, Extended(at=day("10-20"), length=10, consents=ALL_AGREE[:2]), ExtensionWithoutConsent),
        (MEDICAL, Extended(at=day("10-20"), length=10, consents=("a", "a", "a")), ExtensionWithoutConsent),
        (MEDICAL, Extended(at=day("10-20"), length=10, approval="院长"), ExtensionWithoutConsent),
        (MEDICAL, Extended(at=day("10-20"), consents=ALL_AGREE), ExtensionNotAllowed),
        (MEDICAL, Extended(at=day("11-02"), length=10, consents=ALL_AGREE), DeadlineAlreadyOver),
        (CONFIRM, Extended(at=day("09-20"), length=10, consents=ALL_AGREE), ExtensionNotAllowed),
        (RULING, Extended(at=day("09-20")), ExtensionWithoutConsent),
        (RULING, Extended(at=day("09-20"), length=11, approval="院长"), ExtensionNotAllowed),
        (RULING, Extended(at=day("09-20"), length=1, unit=Unit.MONTH, approval="院长"), ExtensionNotAllowed),
        (COURT, Extended(at=day("09-20"), consents=("示例甲",)), ExtensionWithoutConsent),
    ],
)
def test_an_extension_the_law_does_not_give_is_refused(
    rule: PeriodRule, extended: Extended, error: type[LedgerRefused]
) -> None:
    """An extension without the consents, too long, too late or not in the law is refused by name."""
    with pytest.raises(error, match=rule.id):
        due(rule, Set(at=day("09-14")), extended)


START, STOP, GO = Set(at=day("09-14")), *stopped("10-12", "10-26")
MET, LIFTED = Met(at=day("10-20")), Lifted(at=day("10-20"))


@pytest.mark.parametrize(
    ("entries", "error"),
    [
        ((), DeadlineNotSet),
        ((STOP,), DeadlineNotSet),
        ((START, START), DeadlineSetTwice),
        ((START, GO), DeadlineNotSuspended),
        ((START, STOP, STOP), DeadlineIsSuspended),
        ((START, STOP, Missed(at=day("12-01"))), DeadlineIsSuspended),
        (
            (START, STOP, Extended(at=day("10-20"), length=1, consents=ALL_AGREE)),
            DeadlineIsSuspended,
        ),
        ((START, MET, GO), DeadlineClosed),
        ((START, LIFTED, MET), DeadlineClosed),
        ((START, Suspended(at=day("09-01"), reason=APPRAISAL)), LedgerOutOfOrder),
        ((START, Suspended(at=day("11-02"), reason=APPRAISAL)), DeadlineAlreadyOver),
        ((START, Suspended(at=day("10-12"), reason=Exclusion.HEARING)), SuspensionNotAllowed),
        ((START, Missed(at=day("10-30"))), DeadlineNotOver),
        ((START, Met(at=day("11-02"))), MetTooLate),
    ],
)
def test_entries_that_cannot_follow_each_other_are_refused(
    entries: tuple[Entry, ...], error: type[LedgerRefused]
) -> None:
    """What cannot follow in a ledger is refused, and the message says why in both languages."""
    with pytest.raises(error) as refused:
        due(MEDICAL, *entries)
    assert refused.value.zh != refused.value.message


def test_met_on_the_last_day_is_met() -> None:
    """What is done on the last day is in time; a minute after midnight it is not."""
    last = datetime(2026, 10, 30, 23, 59, tzinfo=CHINA)
    assert replay([START, Met(at=last)], MEDICAL, LAW.calendar).status is DeadlineStatus.MET
    with pytest.raises(MetTooLate):
        due(MEDICAL, START, Met(at=last + timedelta(minutes=1)))


def test_the_day_of_posting_decides() -> None:
    """An application that arrives on 3 March but was posted on 2 March is in time."""
    met = Met(at=day("03-05"), posted=day("03-02"))
    state = replay([Set(at=day("01-30")), met], CONFIRM, LAW.calendar)
    assert state.status is DeadlineStatus.MET
    with pytest.raises(MetTooLate):
        due(CONFIRM, Set(at=day("01-30")), Met(at=day("03-05"), posted=day("03-03")))


def test_a_deadline_is_missed_once_it_is_over() -> None:
    """After the last day the deadline can be entered as missed."""
    state = replay([START, Missed(at=day("10-31"))], MEDICAL, LAW.calendar)
    assert state.status is DeadlineStatus.MISSED


def test_a_met_deadline_that_was_suspended_is_met() -> None:
    """An agreement reached during the appraisal ends the matter in time."""
    met = Met(at=day("10-20"))
    assert replay([START, STOP, met], MEDICAL, LAW.calendar).status is DeadlineStatus.MET


def test_a_lifted_deadline_no_longer_matters() -> None:
    """When the case ends another way the deadline is lifted."""
    assert replay([START, LIFTED], MEDICAL, LAW.calendar).status is DeadlineStatus.LIFTED


def published(rest: date) -> Calendar:
    """Return the stock calendar with a sample year 2027 in which *rest* is a day off."""
    notice = Notice(id="2027", title="示例通知")
    listed = ListedDay(date=rest, weekday=f"{rest:%a}", zh="示例节", en="Sample Day", notice="2027")
    sample = CalendarYear(year=2027, notices=(notice,), rest=(listed,))
    return LAW.calendar.with_years([sample])


def test_a_newly_published_calendar_moves_the_deadline() -> None:
    """A provisional due day on 15 January 2027 moves when the new calendar makes that day a holiday."""
    ledger, before = write((), Set(at=day("12-16")), CONFIRM, LAW.calendar)
    assert before.due == date(2027, 1, 15)
    assert before.provisional
    calendar = published(date(2027, 1, 15))
    moved = move(ledger, CONFIRM, calendar, day("12-20"))
    assert moved == Moved(
        at=day("12-20"),
        old_due=date(2027, 1, 15),
        due=date(2027, 1, 18),
        calendar_until=date(2027, 12, 31),
    )
    ledger, after = write(ledger, moved, CONFIRM, calendar)
    assert after.due == date(2027, 1, 18)
    assert not after.provisional
    assert not after.stale
    assert move(ledger, CONFIRM, calendar, day("12-21")) is None


def test_a_calendar_that_changes_nothing_moves_nothing() -> None:
    """A new calendar that leaves the due day alone calls for no entry."""
    ledger, _ = write((), Set(at=day("12-16")), CONFIRM, LAW.calendar)
    assert move(ledger, CONFIRM, published(date(2027, 1, 14)), day("12-20")) is None


def test_a_closed_or_suspended_deadline_is_not_moved() -> None:
    """A deadline already met, or one that stands still, is not moved by a new calendar."""
    ledger, _ = write((), Set(at=day("12-16")), CONFIRM, LAW.calendar)
    ledger, _ = write(ledger, Met(at=day("12-18")), CONFIRM, LAW.calendar)
    assert move(ledger, CONFIRM, published(date(2027, 1, 15)), day("12-20")) is None


def test_every_entry_notes_the_due_day_told_then() -> None:
    """Each written entry keeps the due day that followed from it, so a letter can print the history."""
    ledger, _ = write((), START, MEDICAL, LAW.calendar)
    ledger, _ = write(ledger, STOP, MEDICAL, LAW.calendar)
    ledger, state = write(ledger, GO, MEDICAL, LAW.calendar)
    assert [day("10-30"), None, day("11-13")] == [entry.due for entry in ledger]
    text = "".join(state.sentences("zh"))
    assert "中止计算，事由：鉴定" in text
    assert "鉴定期间：2026-10-12 至 2026-10-25 不计入期间" in text
    assert len(state.sentences("zh")) == len(state.sentences("en"))


def test_a_ledger_prints_every_kind_of_entry() -> None:
    """Stops, extensions with their consents, moves and posting are all named in both languages."""
    entries = (
        START,
        STOP,
        GO,
        Extended(at=day("10-27"), length=5, consents=ALL_AGREE, paper="示例同意书"),
        Moved(at=day("10-28"), old_due=day("11-19"), due=day("11-20")),
        Met(at=day("11-20"), posted=day("11-19")),
    )
    state = replay(entries, MEDICAL, LAW.calendar)
    zh, en = "".join(state.sentences("zh")), " ".join(state.sentences("en"))
    assert "示例患方" in zh
    assert "示例同意书" in zh
    assert "交邮 2026-11-19" in zh
    assert "posted 2026-11-19" in en
    approved = replay(
        [Set(at=day("07-01")), Extended(at=day("07-10"), approval="示例院长")], RULING, LAW.calendar
    )
    assert "批准：示例院长" in "".join(approved.sentences("zh"))
    assert "approved by" in " ".join(approved.sentences("en"))


def test_a_ledger_survives_storage() -> None:
    """A ledger written as JSON and read back is the same ledger."""
    midnight = datetime(2026, 10, 28, tzinfo=CHINA)
    entries = (START, STOP, GO, Met(at=midnight, posted=day("10-27")))
    again = ENTRIES.validate_json(ENTRIES.dump_json(entries))
    assert entries == again
    assert replay(entries, MEDICAL, LAW.calendar).due == replay(again, MEDICAL, LAW.calendar).due


def test_a_naive_timestamp_never_enters_a_ledger() -> None:
    """An entry with a timestamp without a zone is refused."""
    with pytest.raises(NaiveTimestamp):
        Met(at=datetime(2026, 10, 20, 10))  # noqa: DTZ001


@pytest.mark.slow
@given(
    begun=st.dates(date(2024, 1, 1), date(2025, 6, 1)),
    pauses=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 30)), max_size=4),
)
@settings(max_examples=300)
def test_replay_from_zero_always_gives_the_same_date(begun: date, pauses: list[tuple[int, int]]) -> None:
    """However often it was stopped, writing entry by entry and replaying all at once agree."""
    ledger, state = write((), Set(at=begun), MEDICAL, LAW.calendar)
    now = begun
    for gap, size in pauses:
        now += timedelta(days=gap)
        ledger, state = write(ledger, Suspended(at=now, reason=APPRAISAL), MEDICAL, LAW.calendar)
        now += timedelta(days=size)
        ledger, state = write(ledger, Resumed(at=now), MEDICAL, LAW.calendar)
    assert state == replay(ENTRIES.validate_json(ENTRIES.dump_json(ledger)), MEDICAL, LAW.calendar)
    assert not state.stale


def test_the_lights_follow_the_deadline() -> None:
    """Green, then yellow three working days before, red on the last day, overdue after."""
    result = compute(MEDICAL, day("09-14"), LAW.calendar)
    changes = [(each.light, each.at) for each in light_changes(result, MEDICAL, LAW.calendar)]
    assert changes == [
        (Light.YELLOW, datetime(2026, 10, 27, tzinfo=CHINA)),
        (Light.RED, datetime(2026, 10, 30, tzinfo=CHINA)),
        (Light.OVERDUE, datetime(2026, 10, 31, tzinfo=CHINA)),
    ]


@pytest.mark.parametrize(
    ("now", "light"),
    [
        ("10-26T23:59", Light.GREEN),
        ("10-27T00:00", Light.YELLOW),
        ("10-30T08:00", Light.RED),
        ("10-31T00:00", Light.OVERDUE),
    ],
)
def test_the_light_at_an_instant(now: str, light: Light) -> None:
    """A mediator sees the light that belongs to the instant."""
    state = replay([START], MEDICAL, LAW.calendar)
    instant = datetime.fromisoformat(f"2026-{now}+08:00")
    assert light == light_at(state, MEDICAL, LAW.calendar, instant)


def test_a_suspended_or_closed_deadline_has_its_own_light() -> None:
    """A deadline that stands still is neither green nor red; a closed one is done."""
    instant = datetime(2026, 12, 1, tzinfo=CHINA)
    suspended = replay([START, STOP], MEDICAL, LAW.calendar)
    assert light_at(suspended, MEDICAL, LAW.calendar, instant) is Light.STOPPED
    met = replay([START, MET], MEDICAL, LAW.calendar)
    assert light_at(met, MEDICAL, LAW.calendar, instant) is Light.DONE
    assert replace(met, entries=()).due == met.due


@pytest.mark.parametrize("rule", ["D04", "D08", "D13", "D20", "D27", "D31", "D46"])
def test_lights_come_in_order(rule: str) -> None:
    """For every kind of unit the lights come in order, and yellow not before counting began."""
    result = LAW.due(rule, datetime(2026, 3, 2, 9, tzinfo=CHINA))
    yellow, red, overdue = (each.at for each in light_changes(result, LAW.rule(rule), LAW.calendar))
    assert yellow <= red < overdue
    assert overdue == result.ends_at
    assert yellow >= datetime(2026, 3, 2, 9, tzinfo=CHINA)
