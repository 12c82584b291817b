"""Pauses of a case: what the law leaves out of a period, and what it does not."""

from __future__ import annotations

from datetime import date

import pytest

from workflows.domain.law import Law
from workflows.domain.pause import Pause, pauses_of
from workflows.resources import data
from workflows.usecases.load_law import load_law


@pytest.fixture(scope="module")
def law() -> Law:
    """Return the stock law of time."""
    return load_law(data("bpmn"), None)


def test_an_appraisal_is_left_out_of_the_thirty_working_days(law: Law) -> None:
    """医疗纠纷:鉴定的五个工作日不计入,期限相应后移五个工作日。"""
    pause = Pause(stopped_on=date(2026, 5, 11), resumed_on=date(2026, 5, 18), reason="appraisal")
    plain = law.due("D05", date(2026, 5, 6)).end
    assert (plain, law.due("D05", date(2026, 5, 6), pauses=(pause,)).end) == (
        date(2026, 6, 16),
        date(2026, 6, 24),
    )


def test_the_explanation_names_what_was_left_out(law: Law) -> None:
    """期限说明写明哪几天不计入、为什么。"""
    pause = Pause(stopped_on=date(2026, 5, 11), resumed_on=date(2026, 5, 18), reason="appraisal")
    said = law.due("D05", date(2026, 5, 6), pauses=(pause,)).explanation.sentences("zh")
    assert any("鉴定" in sentence and "2026-05-17" in sentence for sentence in said)


def test_a_pause_that_the_law_does_not_name_changes_nothing(law: Law) -> None:
    """申请司法确认的三十日不因鉴定而延长。"""
    pause = Pause(stopped_on=date(2026, 5, 11), resumed_on=date(2026, 5, 18), reason="appraisal")
    assert law.due("D20", date(2026, 5, 6), pauses=(pause,)).end == law.due("D20", date(2026, 5, 6)).end


def test_a_pause_without_an_end_is_not_counted_yet(law: Law) -> None:
    """鉴定还没有结论的,恢复之日未定,期限暂不改写。"""
    pause = Pause(stopped_on=date(2026, 5, 11), reason="appraisal")
    assert law.due("D05", date(2026, 5, 6), pauses=(pause,)).end == law.due("D05", date(2026, 5, 6)).end


def test_pauses_are_read_from_the_plain_case() -> None:
    """从案情数据中读出中止记录;没有的为空。"""
    rows = ({"stopped_on": date(2026, 5, 11), "resumed_on": date(2026, 5, 18), "reason": "hearing"},)
    assert [each.reason for each in pauses_of({"pauses": rows})] == ["hearing"]
    assert pauses_of({}) == ()


def test_a_hearing_is_left_out_of_the_review_but_not_of_the_first_answer(law: Law) -> None:
    """听证时间不计入复查期限;首次办理的六十日没有这样的规定。"""
    pause = Pause(stopped_on=date(2026, 5, 11), resumed_on=date(2026, 5, 18), reason="hearing")
    review = [law.due("D39b", date(2026, 5, 6), pauses=each).end for each in ((), (pause,))]
    first = [law.due("D38", date(2026, 5, 6), pauses=each).end for each in ((), (pause,))]
    assert (review, first) == ([date(2026, 6, 5), date(2026, 6, 12)], [date(2026, 7, 6), date(2026, 7, 6)])
