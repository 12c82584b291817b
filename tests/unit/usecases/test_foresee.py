"""What a verb would do is told before it is done, and nothing is done by telling."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.engine.drawn import boundary, end, flow, start, timer
from tests.unit.usecases.counter import counter, line, person, step
from workflows.domain.work_light import last_day
from workflows.errors import CannotSendBack
from workflows.usecases.foresee import foresee
from workflows.usecases.hand_over_item import hand_over_item
from workflows.usecases.send_back import send_back
from workflows.usecases.suspend_case import suspend_case
from workflows.usecases.urge_item import urge_item
from workflows.usecases.withdraw_step import withdraw_step

WHY = "理由"


def test_sending_back_tells_which_step_opens_and_which_goes() -> None:
    """退回之前能看到:哪一步重新打开、哪一步取消;看过之后案件不变。"""
    with counter(*line("a", "b")) as at:
        at.do("a")
        before, items = at.case, at.items
        seen = foresee(
            at.app, at.case_id, lambda app: send_back(app, person("med"), items[0].id, "a", reason=WHY)
        )
        assert ([i.element for i in seen.opened], [i.element for i in seen.gone]) == (["a"], ["b"])
        assert (at.case, at.items, at.facts("SentBack")) == (before, items, [])
        send_back(at.app, person("med"), items[0].id, "a", reason=WHY)
        assert at.open == ["a"]


def test_suspending_tells_which_dates_stop() -> None:
    """中止之前能看到:哪些期限停止、哪些照常计算、案件变为中止。"""
    parts = (
        start(), step("a", period="D05"),
        boundary("month", "a", timer("timeDate", 'period("D01", case.handling.accepted_on)')),
        step("b"), end(), flow("start", "a", "end"), flow("month", "b", "end"),
    )  # fmt: skip
    with counter(*parts, **{"handling.accepted_on": "2026-03-02"}) as at:
        seen = foresee(
            at.app,
            at.case_id,
            lambda app: suspend_case(app, person("med"), at.case_id, "appraisal", note=WHY),
        )
        assert (seen.status_before, seen.status_after) == ("open", "suspended")
        (stopped,) = seen.dates
        assert stopped.before is not None
        assert (stopped.rule, last_day(stopped.before), stopped.after) == ("D05", date(2026, 4, 14), None)
        assert [(each.rule, each.before == each.after) for each in seen.running] == [("D01", True)]


def test_taking_back_tells_which_papers_become_void() -> None:
    """撤回之前能看到:哪些文书作废。"""
    parts = (start(), step("a", document="agreement"), step("b"), end(), flow("start", "a", "b", "end"))
    with counter(*parts) as at:
        at.do("a")
        seen = foresee(
            at.app, at.case_id, lambda app: withdraw_step(app, person("med"), at.case_id, reason=WHY)
        )
        assert [paper.template for paper in seen.void] == ["agreement"]


def test_handing_over_tells_to_whom_and_urging_changes_nothing() -> None:
    """转办之前能看到接手人;催办不改变案件。"""
    with counter(*line("a")) as at:
        item = at.item("a").id
        seen = foresee(
            at.app, at.case_id, lambda app: hand_over_item(app, person("med"), item, "med-2", reason=WHY)
        )
        assert [each.assignee for each in seen.passed_on] == ["med-2"]
        assert foresee(
            at.app, at.case_id, lambda app: urge_item(app, person("chair"), item, reason=WHY)
        ).nothing


def test_what_would_be_refused_is_refused_before() -> None:
    """不能办的操作,预览时就说明理由。"""
    with counter(*line("a", "b")) as at, pytest.raises(CannotSendBack):
        foresee(
            at.app, at.case_id, lambda app: send_back(app, person("med"), at.item("a").id, "b", reason=WHY)
        )
