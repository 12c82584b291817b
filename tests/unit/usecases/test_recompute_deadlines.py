"""A newly published calendar moves the dates that were provisional, says so, and leaves the others alone."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.unit.usecases.missed_case import open_case, open_machine
from workflows.errors import StepFailed
from workflows.resources import data
from workflows.store.memory.transaction import MemoryStore
from workflows.store.opening import open_store
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.load_pack import load_pack
from workflows.usecases.recompute_deadlines import calendars_are_new, recompute_deadlines

pytestmark = pytest.mark.slow

DAY = date(2026, 1, 16)
LIMIT = "limit_timer"


@pytest.fixture
def clock() -> FakeClock:
    """A clock before the case."""
    return FakeClock(datetime(2025, 12, 1, tzinfo=UTC))


@pytest.fixture
def two(tmp_path: Path, clock: FakeClock) -> tuple[App, App, str]:
    """A machine that knows no calendar after 2025, the same one started anew with 2026, and a case between them."""
    site = tmp_path / "site"
    shutil.copytree(str(data("bpmn")), site / "bpmn")
    for year in (2026, 2027):
        (site / "bpmn" / "law" / "calendars" / f"{year}.toml").unlink(missing_ok=True)
    store = open_store("memory:")
    before = open_machine(tmp_path, clock, store, site=site)
    load_pack(before, "yunyang")
    recompute_deadlines(before)
    case = open_case(before, clock, DAY)
    return before, open_machine(tmp_path, clock, store), case.id


def limit(app: App, case_id: str) -> tuple[date, bool, int]:
    """Return the last instant of the mediation limit as a day in UTC, whether it is provisional, and its gen."""
    with app.store.read() as tx:
        timer = next(each for each in tx.timers.of_case(case_id, status="armed") if each.element == LIMIT)
    return timer.due_at.date(), timer.provisional, timer.gen


def test_a_provisional_date_moves_when_its_calendar_comes(two: tuple[App, App, str]) -> None:
    """One month from 16 January ends in the Spring Festival of 2026; once that is known, on 24 February."""
    before, after, case_id = two
    assert limit(before, case_id) == (date(2026, 2, 16), True, 1)
    assert calendars_are_new(after)
    assert recompute_deadlines(after) == 1
    assert limit(after, case_id) == (date(2026, 2, 24), False, 2)


def test_a_case_that_cannot_be_recomputed_stops_no_other(two: tuple[App, App, str], clock: FakeClock) -> None:
    """一件案件的记录损坏：登记故障单，下次再算；其余案件的期限照常更新。"""
    before, after, case_id = two
    first, last = sorted((case_id, open_case(before, clock, DAY).id))
    assert isinstance(after.store, MemoryStore)
    after.store.damage(first)
    with pytest.raises(StepFailed):
        recompute_deadlines(after)
    assert limit(after, last) == (date(2026, 2, 24), False, 2)
    assert limit(after, first) == (date(2026, 2, 16), True, 1)
    assert calendars_are_new(after)


def test_the_ledger_and_the_history_tell_of_the_move(two: tuple[App, App, str]) -> None:
    """The parties can read from which day to which the end moved, and which calendar moved it."""
    _, after, case_id = two
    recompute_deadlines(after)
    with after.store.read() as tx:
        facts = [each.fact for each in tx.journal.of_case(case_id) if each.fact.kind == "DeadlineMoved"]
        ledger = next(each for each in tx.ledgers.of_case(case_id).values() if each.element == LIMIT)
    assert [dict(fact.data) for fact in facts] == [
        {"rule": "D01", "old_due": "2026-02-16", "due": "2026-02-24"}
    ]
    assert [entry.kind for entry in ledger.entries] == ["set", "moved"]
    assert ledger.state(after.law("yunyang")).due == date(2026, 2, 24)


def test_recomputing_again_changes_nothing(two: tuple[App, App, str]) -> None:
    """The same calendar moves a date once."""
    _, after, case_id = two
    recompute_deadlines(after)
    stood = limit(after, case_id)
    assert not calendars_are_new(after)
    assert recompute_deadlines(after) == 0
    assert limit(after, case_id) == stood
