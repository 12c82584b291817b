"""A case whose clock is stopped, goes on, or is given more time: each date by the law that governs it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.engine.drawn import boundary, end, flow, start, timer
from tests.unit.usecases.counter import Counter, counter, line, person, step
from workflows.domain.case import CaseStatus
from workflows.domain.case_ledger import begun
from workflows.domain.ledger import Resumed, Suspended
from workflows.domain.light import Light
from workflows.domain.pause import Pause
from workflows.domain.period_rule import Exclusion
from workflows.domain.work_light import last_day
from workflows.errors import (
    CaseNotOpen,
    CaseNotSuspended,
    DeadlineBeingFired,
    ExtensionNotAllowed,
    ExtensionWithoutConsent,
    NotAllowed,
    UnknownDeadline,
    UnknownReason,
)
from workflows.usecases.catalogue import Catalogue
from workflows.usecases.extend_deadline import Extension, extend_deadline
from workflows.usecases.offer_verbs import offer_verbs
from workflows.usecases.resume_case import resume_case
from workflows.usecases.show_case import show_case
from workflows.usecases.show_task import show_task
from workflows.usecases.suspend_case import suspend_case

LAW = Catalogue(lambda _: (frozenset(), frozenset())).law("yunyang")
APPRAISAL = {"reason": "appraisal", "note": "委托鉴定"}
ACCEPTED = "2026-03-02"
PARTS = (
    start(), step("a", period="D05"),
    boundary("limit", "a", timer("timeDate", 'period("D05", case.handling.accepted_on)')),
    boundary("month", "a", timer("timeDate", 'period("D01", case.handling.accepted_on)'), interrupting=False),
    boundary("ten", "a", timer("timeDuration", "P10D"), interrupting=False),
    step("b"), step("reached"), step("m"), step("reminded"), end(),
    flow("start", "a", "b", "end"), flow("limit", "reached"), flow("ten", "reminded"), flow("month", "m"),
)  # fmt: skip


def clocked() -> object:
    """Open a case with a statutory period for its step, two statutory timers and one of the office's own."""
    return counter(*PARTS, **{"handling.accepted_on": ACCEPTED})


def days(at: Counter) -> dict[str, date]:
    """Return the last day of each running date by element, the step's own under its name."""
    found = {element: last_day(each.due_at) for element, each in at.timers.items() if each.kind == "engine"}
    due = at.item("a").due_at if "a" in at.open else None
    return found | ({"a": last_day(due)} if due else {})


def test_an_appraisal_stops_what_the_law_stops_and_nothing_else() -> None:
    """鉴定期间:医疗三十个工作日停止计算;一般一个月照常计算;单位自定的提醒随案件停止。"""
    with clocked() as at:  # type: ignore[attr-defined]
        whole = days(at)
        assert whole["a"] == whole["limit"] == date(2026, 4, 14)
        suspend_case(at.app, person("med"), at.case_id, **APPRAISAL)
        assert days(at) == {"month": whole["month"]}
        assert at.case.status is CaseStatus.SUSPENDED
        at.wait(20)
        assert at.open == ["a"]
        assert "鉴定" in at.item("a").explanation


def test_the_page_shows_what_stands_still_and_why() -> None:
    """案件页列出停止计算的期限及其理由;恢复后不再列为停止。"""
    with clocked() as at:  # type: ignore[attr-defined]
        suspend_case(at.app, person("med"), at.case_id, **APPRAISAL)
        shown = show_case(at.app, person("med"), at.case_id).deadlines
        still = [each for each in shown if each.light is Light.STOPPED]
        assert sorted(each.rule for each in still) == ["", "D05", "D05"]
        assert all("鉴定" in each.explanation for each in still if each.rule)
        resume_case(at.app, person("med"), at.case_id)
        shown = show_case(at.app, person("med"), at.case_id).deadlines
        assert [each for each in shown if each.light is Light.STOPPED] == []


def test_the_clock_goes_on_with_what_was_left() -> None:
    """恢复后剩余的工作日不变,说明里写明停止的起止;单位自定的提醒顺延同样长的时间。"""
    with clocked() as at:  # type: ignore[attr-defined]
        ten = at.timers["ten"].due_at
        at.wait(1)
        suspend_case(at.app, person("med"), at.case_id, **APPRAISAL)
        at.wait(14)
        resume_case(at.app, person("med"), at.case_id)
        expected = LAW.due(
            "D05", date(2026, 3, 2),
            pauses=[Pause(stopped_on=date(2026, 3, 3), resumed_on=date(2026, 3, 17), reason="appraisal")],
        ).end_day  # fmt: skip
        assert (days(at)["a"], days(at)["limit"]) == (expected, expected)
        assert at.timers["ten"].due_at == ten + timedelta(days=14)
        for said in (at.item("a").explanation, at.timers["limit"].explanation):
            assert "2026-03-03 中止计算，事由：鉴定" in said
            assert "2026-03-17 恢复计算" in said
        assert "suspended, for appraisal" in at.timers["limit"].explanation_en
        assert at.case.status is CaseStatus.OPEN
        assert at.case.document.pauses[-1].resumed_on == date(2026, 3, 17)
        late = (expected - date(2026, 3, 17)).days + 1
        assert "reached" in at.wait(late).open


def test_nothing_is_done_while_the_case_is_suspended() -> None:
    """中止期间不能办理;不能再次中止;恢复后照常。"""
    with clocked() as at:  # type: ignore[attr-defined]
        with pytest.raises(CaseNotSuspended):
            resume_case(at.app, person("med"), at.case_id)
        suspend_case(at.app, person("med"), at.case_id, **APPRAISAL)
        with pytest.raises(CaseNotOpen):
            at.do("a")
        with pytest.raises(CaseNotOpen):
            suspend_case(at.app, person("med"), at.case_id, **APPRAISAL)
        resume_case(at.app, person("chair"), at.case_id)
        assert at.do("a").open == ["b"]
        assert [kind for kind, *_ in at.facts("CaseSuspended", "CaseResumed")] == [
            "CaseSuspended",
            "CaseResumed",
        ]


def test_who_suspends_names_a_reason_of_the_list() -> None:
    """中止须写明鉴定、听证或其他;没有职权的不能中止。"""
    with counter(*line("a")) as at:
        with pytest.raises(UnknownReason):
            suspend_case(at.app, person("med"), at.case_id, "holiday", note="x")
        with pytest.raises(NotAllowed):
            suspend_case(at.app, person("desk"), at.case_id, "other", note="x")


def test_another_reason_stops_no_statutory_period() -> None:
    """其他事由不停止任何法定期间,届满照常推进。"""
    with clocked() as at:  # type: ignore[attr-defined]
        whole = days(at)
        suspend_case(at.app, person("med"), at.case_id, "other", note="当事人外出")
        whole.pop("ten")
        assert days(at) == whole


def test_a_date_that_is_just_due_is_carried_out_first() -> None:
    """刚刚届满、尚未处理的期限先处理,再谈中止。"""
    with clocked() as at:  # type: ignore[attr-defined]
        at.clock.move_by(timedelta(days=11))
        with pytest.raises(DeadlineBeingFired):
            suspend_case(at.app, person("med"), at.case_id, **APPRAISAL)
        at.wait(0)
        suspend_case(at.app, person("med"), at.case_id, **APPRAISAL)


@pytest.mark.slow
def test_two_stops_add_up() -> None:
    """先后两次鉴定,停止的时间相加;后来才开始计时的期限同样扣除。"""
    with clocked() as at:  # type: ignore[attr-defined]
        for pause in (3, 5):
            suspend_case(at.app, person("med"), at.case_id, **APPRAISAL)
            at.wait(pause)
            resume_case(at.app, person("med"), at.case_id)
        expected = LAW.due("D05", date(2026, 3, 2), pauses=at.case.document.pauses).end_day
        assert days(at)["limit"] == expected


def test_a_period_is_extended_by_the_consents_the_law_asks_for() -> None:
    """医疗期限经三方同意延长十个工作日:新期限、同意人与说明一并记录。"""
    with clocked() as at:  # type: ignore[attr-defined]
        timer_id = at.timers["limit"].id
        three = ("医调委", "患方", "医方")
        with pytest.raises(ExtensionWithoutConsent):
            extend_deadline(
                at.app, person("med"), at.case_id, timer_id, Extension(length=10, consents=three[:2])
            )
        extend_deadline(
            at.app, person("med"), at.case_id, timer_id, Extension(length=10, consents=three), key="k"
        )
        extend_deadline(
            at.app, person("med"), at.case_id, timer_id, Extension(length=10, consents=three), key="k"
        )
        expected = LAW.after(date(2026, 4, 14), 10, "working-day").end_day
        assert days(at)["limit"] == expected
        assert "延长，同意：医调委、患方、医方" in at.timers["limit"].explanation
        assert [data["due"] for *_, data in at.facts("DeadlineExtended")] == [expected.isoformat()]
        at.do("a")
        assert "limit" not in at.timers


def test_an_extension_holds_wherever_the_procedure_watches_the_period_next() -> None:
    """谈成之后转到下一环节,同一期限继续计算:先前的延长、同意人和剩余天数照样有效,待办页显示。"""
    until = timer("timeDate", 'period("D01", case.handling.accepted_on)')
    parts = (
        start(), step("mediate"), boundary("limit", "mediate", until),
        step("sign"), boundary("again", "sign", until, interrupting=False), end(),
        flow("start", "mediate", "sign", "end"), flow("limit", "end"), flow("again", "end"),
    )  # fmt: skip
    with counter(*parts, **{"handling.accepted_on": ACCEPTED}) as at:
        agreed = Extension(length=10, unit="day", consents=("申请人", "被申请人"))
        extend_deadline(at.app, person("med"), at.case_id, at.timers["limit"].id, agreed)
        extended = days(at)["limit"]
        at.do("mediate")
        assert days(at) == {"again": extended}
        assert "延长，同意：申请人、被申请人" in at.timers["again"].explanation
        shown = show_task(at.app, person("med"), at.item("sign").id).limit
        assert shown is not None
        assert (shown.last_day, shown.days_left) == (extended, (extended - date(2026, 3, 2)).days)


def test_the_date_of_a_step_is_extended_too() -> None:
    """待办自身的法定期限也可以延长,亮灯随之顺延。"""
    with clocked() as at:  # type: ignore[attr-defined]
        item = at.item("a")
        extend_deadline(
            at.app, person("chair"), at.case_id, item.id, Extension(length=5, consents=("a", "b", "c"))
        )
        expected = LAW.after(date(2026, 4, 14), 5, "working-day").end_day
        assert days(at)["a"] == expected
        with at.app.store.read() as tx:
            overdue = next(t for t in tx.timers.of_case(at.case_id, status="armed") if t.kind == "overdue")
        assert last_day(overdue.due_at) == expected


def test_who_may_extend_is_told_the_bounds_before() -> None:
    """延长之前就说明:每个可以延长的期限到哪天、按什么单位、最多多少、须谁同意；待办自身的期限也在内。"""
    parts = (
        start(), step("a", period="D23"), step("b"), end(), flow("start", "a", "end"), flow("limit", "b", "end"),
        boundary("limit", "a", timer("timeDate", 'period("D01", case.handling.accepted_on)')),
    )  # fmt: skip
    with counter(*parts, **{"handling.accepted_on": ACCEPTED}) as at:
        offers = offer_verbs(at.app, person("med"), at.case_id).offers
        month, ruling = next(each.chances for each in offers if each.verb == "extend")
        assert (month.value, month.words) == (at.timers["limit"].id, "人民调解期限（D01），到 2026-04-02")
        assert ruling.value == at.item("a").id
        bounds = [each.extension for each in (month, ruling) if each.extension]
        assert [(each.length, each.unit, each.by, each.needed) for each in bounds] == [
            (None, "month", "consents", 2), (10, "day", "approval", 1),
        ]  # fmt: skip


def test_what_no_law_governs_is_not_extended_by_law() -> None:
    """单位自定的提醒不存在依法延长;不存在的期限被拒绝。"""
    with clocked() as at:  # type: ignore[attr-defined]
        with pytest.raises(ExtensionNotAllowed):
            extend_deadline(at.app, person("med"), at.case_id, at.timers["ten"].id, Extension(length=1))
        with pytest.raises(UnknownDeadline):
            extend_deadline(at.app, person("med"), at.case_id, "nothing", Extension(length=1))


@settings(max_examples=60)
@given(
    st.dates(date(2025, 1, 6), date(2025, 6, 1)),
    st.lists(st.tuples(st.integers(0, 9), st.integers(1, 20)), max_size=3),
)
def test_the_ledger_and_the_pauses_of_the_case_give_the_same_day(
    first: date, stops: list[tuple[int, int]]
) -> None:
    """按台账计算与按案情中的停止记录计算,届满日永远相同。"""
    ledger, pauses, day = begun("t", "c", "e", "D05", first), [], first
    for before, length in stops:
        stopped = day + timedelta(days=before)
        day = stopped + timedelta(days=length)
        ledger = ledger.entered(Suspended(at=stopped, reason=Exclusion.APPRAISAL), LAW)
        ledger = ledger.entered(Resumed(at=day), LAW)
        pauses.append(Pause(stopped_on=stopped, resumed_on=day, reason="appraisal"))
    assert ledger.state(LAW).due == LAW.due("D05", first, pauses=pauses).end_day
