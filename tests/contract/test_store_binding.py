"""The instant that binds an open item, in every store: its own date, else the end of its case's running period."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.contract.conftest import DATABASES
from tests.contract.samples import DAY, NOW, a_case, a_timer, an_item
from workflows.domain.timer import TimerKind
from workflows.domain.work_query import Bounds, WorkQuery
from workflows.store import Store
from workflows.store.sql.schema import migrations
from workflows.store.sql.transaction import SqlTx

LIMIT = NOW + 3 * DAY
BOUNDS = Bounds(now=NOW, today=NOW + timedelta(hours=6), soon=NOW + 5 * DAY)
TOWN = frozenset({"village-1"})


def open_two(store: Store, limit: datetime | None = LIMIT) -> None:
    """Open a step without a date and one that is due in nine days, in a case that is limited."""
    with store.write() as tx:
        if tx.cases.get("c1") is None:
            tx.cases.add(a_case())
        bare, dated = an_item("bare", limit_at=limit), an_item("dated", due_at=NOW + 9 * DAY, limit_at=limit)
        tx.work.replace_open("c1", [bare, dated], at=NOW)


def order(store: Store) -> list[str]:
    """Return the open steps in the order of a work list."""
    with store.read() as tx:
        return [item.id for item in tx.work_lists.page(WorkQuery(orgs=TOWN))]


def lights(store: Store) -> dict[str, int]:
    """Return how many steps show each light, the same on the list and on the board."""
    with store.read() as tx:
        listed = dict(tx.work_lists.count(WorkQuery(orgs=TOWN), BOUNDS))
        (tally,) = tx.work_lists.tallies(TOWN, BOUNDS)
        assert tally.lights == listed
    return listed


def test_the_limit_of_the_case_binds_a_step_without_a_date(store: Store) -> None:
    """Such a step stands where the end of its case's period puts it, with that light; own dates go first."""
    open_two(store)
    assert (order(store), lights(store)) == (["bare", "dated"], {"yellow": 1, "green": 1})
    with store.read() as tx:
        assert tx.work.earliest_due(["c1"]) == {"c1": LIMIT}
        assert [item.id for item in tx.work.overdue(LIMIT)] == ["bare"]
        assert list(tx.work.overdue(LIMIT - timedelta(microseconds=1))) == []


@pytest.mark.parametrize(
    ("limit", "ids", "colours"),
    [
        (None, ["dated", "bare"], {"green": 1, "none": 1}),
        (NOW, ["bare", "dated"], {"overdue": 1, "green": 1}),
        (NOW + 30 * DAY, ["dated", "bare"], {"green": 2}),
    ],
)
def test_a_moved_limit_moves_what_it_binds(
    store: Store, limit: datetime | None, ids: list[str], colours: dict[str, int]
) -> None:
    """Stopped, over or extended: each save of the case brings the limit to the steps that stay open."""
    open_two(store)
    open_two(store, limit)
    assert (order(store), lights(store)) == (ids, colours)


def test_a_date_that_stops_leaves_the_limit(store: Store) -> None:
    """While the clock of a step's own date stands still, the period of its case binds it; then its own date again."""
    open_two(store)
    with store.write() as tx:
        tx.work.reschedule("dated", None, explanation="", explanation_en="")
    assert lights(store) == {"yellow": 2}
    with store.write() as tx:
        tx.work.reschedule("dated", NOW, explanation="", explanation_en="")
    assert (order(store), lights(store)) == (["dated", "bare"], {"overdue": 1, "yellow": 1})


def test_a_step_that_is_opened_anew_keeps_its_own_date(store: Store) -> None:
    """A step that was done and is open again is bound as before."""
    open_two(store)
    with store.write() as tx:
        tx.work.reschedule("dated", NOW + DAY, explanation="", explanation_en="")
        tx.work.claim_done("dated", by="m", at=NOW)
    open_two(store)
    assert (order(store), lights(store)) == (["dated", "bare"], {"yellow": 2})


def test_the_period_of_a_case_that_ends_first_limits_it(store: Store) -> None:
    """It is a period of the law on which the procedure waits; reminders and warnings limit nothing."""
    with store.write() as tx:
        for case_id in ("c1", "c2", "c3"):
            tx.cases.add(a_case(case_id))
        tx.timers.replace_armed(
            "c1",
            [
                a_timer("late", rule="D01", due_at=NOW + 9 * DAY),
                a_timer("first", rule="D05", due_at=LIMIT),
                a_timer("reminder", due_at=NOW),
                a_timer("warning", rule="D05", kind=TimerKind.WARNING, due_at=NOW),
            ],
        )
        tx.timers.replace_armed("c2", [a_timer("stuck", "c2", rule="D01", due_at=NOW)])
        tx.timers.set_back("stuck", error="x", retry_at=NOW, stuck=True)
        tx.timers.replace_armed("c3", [a_timer("gone", "c3", rule="D01", due_at=NOW)])
        tx.timers.replace_armed("c3", [])
    with store.read() as tx:
        found = tx.timers.limits_of(["c1", "c2", "c3", "unknown"])
        assert {case_id: timer.id for case_id, timer in found.items()} == {"c1": "first", "c2": "stuck"}
        assert tx.timers.limits_of([]) == {}


@pytest.mark.parametrize("store", DATABASES, indirect=True)
def test_what_was_open_before_is_bound_as_well(store: Store) -> None:
    """The step of the schema fills both instants of rows that were written before there were any."""
    open_two(store, None)
    with store.write() as tx:
        tx.timers.replace_armed(
            "c1", [a_timer("month", rule="D01", due_at=LIMIT), a_timer("ten", due_at=NOW)]
        )
    with store.write() as tx:
        assert isinstance(tx, SqlTx)
        session = tx._session
        session.say("UPDATE work_items SET binds_at = NULL")
        (step,) = (each for each in migrations(session.dialect.name) if each.name == "binding")
        for statement in step.statements:
            if statement.startswith("UPDATE"):
                session.say(statement)
    assert (order(store), lights(store)) == (["bare", "dated"], {"yellow": 1, "green": 1})
    with store.read() as tx:
        assert [item.limit_at for item in tx.work.of_case("c1")] == [LIMIT, LIMIT]
