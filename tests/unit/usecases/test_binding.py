"""A step without a date of its own is bound by the period of its case, through every change of that period."""

from __future__ import annotations

from datetime import date, timedelta

from tests.unit.engine.drawn import boundary, end, flow, properties, start, timer
from tests.unit.usecases.counter import Counter, counter, person, step
from workflows.domain.light import Light
from workflows.domain.work_filter import WorkFilter
from workflows.domain.work_light import last_day
from workflows.domain.work_query import WorkQuery
from workflows.usecases.desk.board import AXES_OF_BOARD, board
from workflows.usecases.desk.work_page import work_page
from workflows.usecases.extend_deadline import Extension, extend_deadline
from workflows.usecases.list_late import list_late
from workflows.usecases.migrate_cases import migrate_cases
from workflows.usecases.resume_case import resume_case
from workflows.usecases.suspend_case import suspend_case

ACCEPTED = {"handling.accepted_on": "2026-03-02"}
LIMIT = timer("timeDate", 'period("D05", case.handling.accepted_on)')
AGREED = timer("timeDate", 'date and time("2026-03-20T23:59:59+08:00")')
LAST = date(2026, 4, 14)


def drawn(*more: str, due: str = LIMIT, inner: str = "") -> tuple[str, ...]:
    """Draw two steps, the first of which the law limits."""
    return (
        start(), step("talk"), boundary("limit", "talk", inner + due), step("sum_up"), step("over"), end(),
        flow("start", "talk", "sum_up", "end"), flow("limit", "over", "end"), *more,
    )  # fmt: skip


def opened_on(at: Counter, kind: str) -> Counter:
    """Open a case of this type that was accepted today."""
    today = at.clock.now().date().isoformat()
    return Counter(at.app, at.clock).opened(**{"handling.accepted_on": today, "claim.type": kind})


def binds(at: Counter, element: str = "talk") -> date | None:
    """Return the last day that binds the open step, the same on the case, the work list and the board."""
    found = at.item(element).binds_at
    (line,) = work_page(at.app, person("med"), WorkFilter(scope="group")).lines
    assert line.last_day == (last_day(found) if found else None)
    assert (line.limit.last_day if line.limit else None) == line.last_day
    light = line.light.value if line.light else "none"
    seen = board(at.app, person("coordinator"))
    assert {name: many for name, many in seen.whole.lights.items() if many} == {light: 1}
    return line.last_day


def warned(at: Counter) -> list[str]:
    """Return of which rules somebody was warned."""
    return [str(data["rule"]) for *_, data in at.facts("DeadlineNear")]


def test_the_running_period_of_the_case_binds_the_step() -> None:
    """在办步骤自身没有期限时，按案件正在计算的法定期限排序、亮灯、统计。"""
    with counter(*drawn(), **ACCEPTED) as at:
        assert binds(at) == LAST
        assert at.do("talk").item("sum_up").binds_at is None


def test_the_most_urgent_stands_on_top() -> None:
    """案件期限将到的步骤，排在自身期限还早的步骤前面。"""
    with counter(*drawn(), **ACCEPTED) as at:
        at.publish(start(), step("later", period="D01"), end(), flow("start", "later", "end"), procedure="Q")
        at.clock.move_by(timedelta(days=41))
        later = Counter(at.app, at.clock).opened("Q")
        page = work_page(at.app, person("med"), WorkFilter(scope="group"))
        assert [each.item.case_id for each in page.lines] == [at.case_id, later.case_id]
        assert [each.light for each in page.lines] == [Light.YELLOW, Light.GREEN]
        assert {name: many for name, many in page.counts.items() if many} == {"yellow": 1, "green": 1}


def test_it_stops_goes_on_and_becomes_longer_with_the_period() -> None:
    """中止时不再按案件期限亮灯；恢复后按顺延的日期；依法延长后按新的日期。"""
    with counter(*drawn(), **ACCEPTED) as at:
        suspend_case(at.app, person("med"), at.case_id, "appraisal", note="委托鉴定")
        assert binds(at) is None
        at.wait(14)
        resume_case(at.app, person("med"), at.case_id)
        resumed = binds(at)
        assert resumed is not None
        assert resumed > LAST
        three = ("医调委", "患方", "医方")
        limit = at.timers["limit"]
        extend_deadline(at.app, person("med"), at.case_id, limit.id, Extension(length=10, consents=three))
        extended = binds(at)
        assert extended is not None
        assert extended > resumed


def test_it_goes_with_the_case_to_a_newer_version() -> None:
    """案件迁移到新版流程后，仍按原来的案件期限。"""
    with counter(*drawn(), **ACCEPTED) as at:
        at.publish(*drawn(), "<textAnnotation id='note'/>")
        migrate_cases(at.app, person("admin"), "P", pack="yunyang", batch=5)
        assert binds(at) == LAST


def test_a_day_agreed_on_binds_like_the_period_that_it_prolongs() -> None:
    """当事人同意延长到某日的，图上写明所延长的法定期间，该日就是案件期限。"""
    named = properties(period='="D" + "01"')
    with counter(*drawn(due=AGREED, inner=named), **ACCEPTED) as at:
        assert binds(at) == date(2026, 3, 20)
        assert at.timers["limit"].rule == "D01"


def test_whoever_is_bound_is_warned_once_before_the_end() -> None:
    """案件期限将到时提醒这一步的承办人一次；期限延长后，到新的日期前再提醒一次。"""
    with counter(*drawn(), **ACCEPTED) as at:
        assert warned(at.wait(30)) == []
        assert warned(at.wait(12)) == ["D05"]
        limit = at.timers["limit"]
        three = ("医调委", "患方", "医方")
        extend_deadline(at.app, person("med"), at.case_id, limit.id, Extension(length=10, consents=three))
        assert warned(at.wait(1)) == ["D05"]
        assert warned(at.wait(12)) == ["D05", "D05"]


def test_a_step_that_opens_after_the_warning_shows_it_at_once() -> None:
    """提醒日之后才到的步骤，一打开就亮黄灯，不再另发“将到期”。"""
    with counter(*drawn(), **ACCEPTED) as at:
        at.clock.move_by(timedelta(days=42))
        second = Counter(at.app, at.clock).opened(**ACCEPTED)
        second.wait(0)
        assert warned(second) == []
        assert second.item("talk").binds_at == at.item("talk").binds_at


def test_each_number_of_the_board_is_that_of_the_list_behind_it() -> None:
    """看板上的每个数字，都等于点开后列表里的件数。"""
    with counter(*drawn(), opened=False) as at:
        for days, kind in ((30, "boundary"), (9, "debt"), (0, "boundary"), (2, "debt"), (1, "boundary")):
            opened_on(at, kind)
            at.clock.move_by(timedelta(days=days))
        opened_on(at, "family").do("talk")
        with at.app.store.write() as tx:
            taken = tx.work_lists.page(WorkQuery(type="debt"))
            assert [tx.work.assign(item.id, "med") for item in taken] == [True, True]
        boss = person("coordinator")
        for by in AXES_OF_BOARD:
            seen = board(at.app, boss, by)
            rows = [(by, row) for row in seen.rows] + [("holder", row) for row in seen.loads]
            assert [name for name, _ in rows].count("holder") == 1
            for name, row in rows:
                page = work_page(at.app, boss, WorkFilter(scope="team").but(**{name: row.id}))
                assert dict(page.counts) == dict(row.lights)
            assert dict(work_page(at.app, boss, WorkFilter(scope="team")).counts) == dict(seen.whole.lights)
            assert {name: many for name, many in seen.whole.lights.items() if many} == {
                "yellow": 1,
                "green": 4,
                "none": 1,
            }


def test_what_is_past_the_limit_is_on_the_daily_list() -> None:
    """案件期限已过而流程还没有走下去的，列入每日督办清单。"""
    with counter(*drawn(), **ACCEPTED) as at:
        at.clock.move_by(timedelta(days=60))
        (late,) = list_late(at.app)
        assert (late.element, last_day(late.due_at)) == ("talk", LAST)
        assert at.wait(0).open == ["over"]
        assert list_late(at.app) == []
