"""Somebody is away, and somebody else acts in their place: from a day to a day, seen by all, written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.unit.usecases.counter import Counter, counter, line, person
from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.work_filter import WorkFilter
from workflows.errors import (
    AbsenceRefused,
    AbsentAlready,
    NotAllowed,
    TaskTaken,
    UnknownAbsence,
    UnknownAccount,
    UnknownCase,
    WrongSubstitute,
)
from workflows.usecases.access import readable_case
from workflows.usecases.delegate_item import delegate_item
from workflows.usecases.desk.set_absence import end_absence, plan_absences, set_absence
from workflows.usecases.desk.work_page import Away, work_page
from workflows.usecases.hand_over_item import hand_over_item
from workflows.usecases.list_work import list_work
from workflows.usecases.save_draft import save_draft
from workflows.usecases.show_task import show_task
from workflows.usecases.sign_in import actor_of
from workflows.usecases.submit_form import submit_form
from workflows.usecases.take_item import give_back_item, take_item

MONDAY = date(2026, 3, 2)
WEEK = timedelta(days=6)


@pytest.fixture
def desk() -> Iterator[Counter]:
    """A case whose first step med has taken."""
    with counter(*line("mediate", "agree")) as made:
        take_item(made.app, person("med"), made.item("mediate").id)
        yield made


def today(made: Counter, login: str) -> Actor:
    """Return somebody as they sign in today."""
    with made.app.store.read() as tx:
        account = tx.directory.account(login)
        assert account is not None
        return actor_of(tx, account, legal_day(made.clock.now()))


def away(made: Counter, who: str = "med", by: str = "", substitute: str = "med-2") -> str:
    """Set an absence from Monday for a week and return its id."""
    return set_absence(made.app, person(by or who), who, substitute, MONDAY, MONDAY + WEEK).id


def test_a_substitute_does_the_step_and_the_case_says_in_whose_place(desk: Counter) -> None:
    """While the absence lasts the substitute hands in the form; the fact names who did it and for whom."""
    away(desk)
    submit_form(desk.app, today(desk, "med-2"), desk.item("mediate").id, {})
    assert desk.open == ["agree"]
    facts = [(by, data.get("for")) for _, by, data in desk.facts("FormSubmitted")]
    assert facts == [("med-2", "med")]


def test_what_is_handed_back_to_somebody_absent_waits_for_their_substitute(desk: Counter) -> None:
    """委派人请假期间，受托人交回的待办归委派人名下，由替岗的人接着办，写好的内容都在。"""
    item = desk.item("mediate").id
    delegate_item(desk.app, person("med"), item, "med-2", reason="请假")
    away(desk)
    submit_form(desk.app, today(desk, "med-2"), item, {"claim.title": "稿"})
    assert (desk.open, desk.item("mediate").assignee) == (["mediate"], "med")
    view = show_task(desk.app, today(desk, "med-2"), item)
    assert (view.values, view.in_place_of) == ({"claim.title": "稿"}, view.drafted_by)
    submit_form(desk.app, today(desk, "med-2"), item, {})
    assert desk.open == ["agree"]


def test_the_absent_person_can_still_do_their_own_step(desk: Counter) -> None:
    """An absence takes nothing away: whoever comes back early works on, and nothing is written in a place."""
    away(desk)
    submit_form(desk.app, today(desk, "med"), desk.item("mediate").id, {})
    assert [data.get("for") for _, _, data in desk.facts("FormSubmitted")] == [None]


def test_it_ends_by_itself_after_the_last_day(desk: Counter) -> None:
    """On the last day the substitute still reaches the step and its case, on the next day neither."""
    away(desk)
    item = desk.item("mediate").id
    desk.clock.move_by(WEEK)
    assert take_own_is_open(desk, item)
    desk.clock.move_by(timedelta(days=1))
    assert today(desk, "med-2").stands_for == frozenset()


def take_own_is_open(made: Counter, item: str) -> bool:
    """Return whether the substitute may give the step back, which only its holder can; nothing is changed."""
    return "med" in today(made, "med-2").stands_for and made.item("mediate").id == item


def test_only_cases_in_the_absent_ones_hands_are_reached() -> None:
    """A substitute from elsewhere in the place reads the case while the absent one holds a step of it, not after."""
    with counter(*line("mediate", "agree"), opened=False) as made:
        made.publish(*line("mediate", "agree"))
        made.opened()
        actor = Actor(account_id="helper", posts=person("judge").posts, stands_for=frozenset({"med"}))
        with made.app.store.read() as tx, pytest.raises(UnknownCase):
            readable_case(tx, actor, made.case_id)
        take_item(made.app, person("med"), made.item("mediate").id)
        with made.app.store.read() as tx:
            assert readable_case(tx, actor, made.case_id).id == made.case_id
        submit_form(made.app, person("med"), made.item("mediate").id, {})
        with made.app.store.read() as tx, pytest.raises(UnknownCase):
            readable_case(tx, actor, made.case_id)


def test_verbs_of_a_substitute_name_the_absent_one(desk: Counter) -> None:
    """Handing over and giving back in somebody's place say so in the case."""
    away(desk)
    substitute = today(desk, "med-2")
    hand_over_item(desk.app, substitute, desk.item("mediate").id, "med-2", reason="替岗期间由本人办理")
    give_back_item(desk.app, substitute, desk.item("mediate").id)
    told = [(kind, data.get("for")) for kind, _, data in desk.facts("TaskHandedOver", "TaskGivenBack")]
    assert told == [("TaskHandedOver", "med"), ("TaskGivenBack", None)]


def test_programs_list_what_is_done_in_somebodys_place(desk: Counter) -> None:
    """The substitute's own list holds the absent one's step while the absence lasts; a colleague's does not."""
    away(desk)
    mediate = desk.item("mediate").id
    assert [row.item.id for row in list_work(desk.app, today(desk, "med-2")).own] == [mediate]
    desk.clock.move_by(WEEK + timedelta(days=1))
    assert list_work(desk.app, today(desk, "med-2")).own == ()


def test_somebody_who_stands_in_for_nobody_cannot_take_the_step(desk: Counter) -> None:
    """Without an absence the step of a colleague stays theirs."""
    with pytest.raises(TaskTaken):
        take_item(desk.app, today(desk, "med-2"), desk.item("mediate").id)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (MONDAY - timedelta(days=1), MONDAY),
        (MONDAY + WEEK, MONDAY),
        (MONDAY, MONDAY + timedelta(days=367)),
    ],
)
def test_the_days_must_make_sense(desk: Counter, since: date, until: date) -> None:
    """An absence begins today or later, ends after it begins, and lasts at most a year."""
    with pytest.raises(AbsenceRefused):
        set_absence(desk.app, person("med"), "med", "med-2", since, until)


@pytest.mark.parametrize("substitute", ["med", "desk", "stranger", "nobody"])
def test_a_substitute_does_the_same_work_in_the_same_place(desk: Counter, substitute: str) -> None:
    """Nobody stands in for themselves, and neither another post nor another place will do."""
    with pytest.raises(WrongSubstitute):
        away(desk, substitute=substitute)


def test_a_substitute_is_not_away_on_these_days(desk: Counter) -> None:
    """Two people cannot stand in for each other over the same days."""
    away(desk)
    with pytest.raises(WrongSubstitute):
        away(desk, who="med-2", substitute="med")


def test_one_absence_at_a_time(desk: Counter) -> None:
    """On days that have an absence there can be no second one; after it was ended there can."""
    first = away(desk)
    with pytest.raises(AbsentAlready):
        away(desk)
    end_absence(desk.app, person("med"), first)
    away(desk)
    plan = plan_absences(desk.app, person("med"))
    assert [(each.now, each.over) for each in plan.lines] == [(True, False), (False, True)]


def test_a_substitute_goes_on_with_the_draft_and_the_absent_one_reads_who_does_the_work(
    desk: Counter,
) -> None:
    """替岗的人接着写请假的人存下的草稿；请假的人回来打开待办，先看到由谁代办、到哪一天。"""
    item = desk.item("mediate").id
    save_draft(desk.app, person("med"), item, {"claim.summary": "写到一半"})
    assert work_page(desk.app, person("med"), WorkFilter()).away is None
    away(desk)
    seen = show_task(desk.app, today(desk, "med-2"), item)
    assert (seen.values, seen.drafted_by, seen.in_place_of) == (
        {"claim.summary": "写到一半"}, "med(示例)", "med(示例)",
    )  # fmt: skip
    page = work_page(desk.app, person("med"), WorkFilter())
    assert page.away == Away(substitute="med-2(示例)", until=MONDAY + WEEK)


def test_those_above_set_it_for_those_below(desk: Counter) -> None:
    """The chair sets it for a mediator who fell ill; a colleague beside cannot, and cannot end it either."""
    ident = away(desk, by="chair")
    with pytest.raises(UnknownAbsence):
        end_absence(desk.app, person("med-2"), ident)
    with pytest.raises(UnknownAccount):
        away(desk, by="med-2")
    assert end_absence(desk.app, person("coordinator"), ident).ended_at is not None


def test_the_page_names_who_can_stand_in(desk: Counter) -> None:
    """A mediator chooses among the colleagues of the same post; the substitute sees for whom they act."""
    plan = plan_absences(desk.app, person("med"))
    assert [each.id for each in plan.substitutes] == ["med-2"]
    assert [[each.id for each in group.people] for group in plan.by_body] == [["med-2"]]
    away(desk)
    assert plan_absences(desk.app, today(desk, "med-2")).standing_in_for == ("med(示例)",)


def test_an_administrator_has_no_absence_of_this_kind(desk: Counter) -> None:
    """Who does no cases needs no substitute for cases."""
    with pytest.raises(NotAllowed):
        plan_absences(desk.app, person("admin"))
