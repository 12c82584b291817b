"""Timers, on every store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.contract.samples import DAY, MINUTE, NOW, a_case, a_timer
from workflows.domain.timer import Timer, TimerKind, TimerStatus
from workflows.store import Store

LATER = NOW + 2 * DAY


@pytest.fixture
def kept(store: Store) -> Store:
    """A store with two cases."""
    with store.write() as tx:
        tx.cases.add(a_case("c1"))
        tx.cases.add(a_case("c2"))
    return store


def _put(store: Store, *timers: Timer, case_id: str = "c1") -> None:
    with store.write() as tx:
        tx.timers.replace_armed(case_id, timers)


def _claim(store: Store, *, limit: int = 10, at: object = None, owner: str = "s") -> list[Timer]:
    now = LATER if at is None else at
    with store.write() as tx:
        return list(tx.timers.claim_due(now, owner=owner, lease_until=now + MINUTE, limit=limit))  # type: ignore[arg-type, operator]


def _only(store: Store) -> Timer:
    with store.read() as tx:
        (timer,) = tx.timers.of_case("c1")
        return timer


def test_a_timer_comes_back_as_it_was_kept(kept: Store) -> None:
    """Every field of a deadline, its explanation included, is read as it was written."""
    timer = a_timer(
        name="期限",
        name_en="deadline",
        kind=TimerKind.WARNING,
        rule="D20",
        started_on=date(2026, 3, 1),
        provisional=True,
        explanation="自次日起算三十日",
        explanation_en="thirty days from the next day",
    )
    _put(kept, timer)
    assert _only(kept) == timer


def test_the_armed_timers_become_those_that_the_procedure_names(kept: Store) -> None:
    """A moved deadline gets a new generation, an unmoved one stays untouched, one not named is disarmed."""
    _put(kept, a_timer("stays"), a_timer("moves"), a_timer("goes"))
    _put(kept, a_timer("stays", explanation="新"), a_timer("moves", due_at=LATER), a_timer("new"))
    with kept.read() as tx:
        found = {timer.id: timer for timer in tx.timers.of_case("c1")}
    assert found == {
        "stays": a_timer("stays", explanation="新"),
        "moves": a_timer("moves", due_at=LATER, gen=2),
        "goes": a_timer("goes", status=TimerStatus.DISARMED),
        "new": a_timer("new"),
    }


def test_only_what_is_due_is_claimed_and_only_once(kept: Store) -> None:
    """A sweep takes due deadlines up to its limit; another sweep skips them until the lease ends."""
    _put(kept, a_timer("a", due_at=NOW), a_timer("b", due_at=NOW + MINUTE), a_timer("c", due_at=LATER + DAY))
    assert [t.id for t in _claim(kept, limit=1, owner="one")] == ["a"]
    assert [(t.id, t.lease_owner) for t in _claim(kept, owner="two")] == [("b", "two")]
    assert _claim(kept, owner="three") == []
    again = _claim(kept, at=LATER + MINUTE, owner="four")
    assert [(t.id, t.lease_owner) for t in again] == [("a", "four"), ("b", "four")]


def test_a_deadline_fires_once(kept: Store) -> None:
    """Of two sweeps that hold the same deadline only one fires it."""
    _put(kept, a_timer(due_at=NOW))
    (claimed,) = _claim(kept)
    with kept.write() as tx:
        assert tx.timers.flip_fired("t1", gen=claimed.gen, at=LATER)
        assert not tx.timers.flip_fired("t1", gen=claimed.gen, at=LATER)
    assert _only(kept) == a_timer(due_at=NOW, status=TimerStatus.FIRED, fired_at=LATER)
    assert _claim(kept, at=LATER + DAY) == []


def test_moving_a_deadline_voids_a_claim_for_the_old_date(kept: Store) -> None:
    """A deadline moved while a sweep holds it does not fire for the old date."""
    _put(kept, a_timer(due_at=NOW))
    (claimed,) = _claim(kept)
    _put(kept, a_timer(due_at=LATER + DAY))
    with kept.write() as tx:
        assert not tx.timers.flip_fired("t1", gen=claimed.gen, at=LATER)
    assert _only(kept) == a_timer(due_at=LATER + DAY, gen=2)
    assert _claim(kept, at=LATER + MINUTE) == []


def test_a_failed_try_waits_and_at_last_needs_a_person(kept: Store) -> None:
    """After a failure the deadline is tried again later; a stuck one only after somebody has released it."""
    _put(kept, a_timer(due_at=NOW))
    _claim(kept)
    with kept.write() as tx:
        tx.timers.set_back("t1", error="no form", retry_at=LATER + MINUTE, stuck=False)
    assert _only(kept) == a_timer(due_at=NOW, attempts=1, error="no form", lease_until=LATER + MINUTE)
    assert _claim(kept) == []
    assert [t.id for t in _claim(kept, at=LATER + MINUTE)] == ["t1"]
    with kept.write() as tx:
        tx.timers.set_back("t1", error="again", retry_at=LATER, stuck=True)
    assert _claim(kept, at=LATER + DAY) == []
    _put(kept, a_timer(due_at=NOW))
    assert _only(kept).status is TimerStatus.STUCK
    with kept.write() as tx:
        tx.timers.set_back("t1", error="", retry_at=LATER, stuck=False)
    assert [(t.id, t.attempts) for t in _claim(kept)] == [("t1", 3)]


def test_setting_back_never_fires_a_moved_deadline_early(kept: Store) -> None:
    """A sweep that gives back a deadline moved meanwhile does not bring the old date back."""
    _put(kept, a_timer(due_at=NOW))
    _claim(kept)
    _put(kept, a_timer(due_at=LATER + DAY))
    with kept.write() as tx:
        tx.timers.set_back("t1", error="late", retry_at=LATER, stuck=False)
    assert _claim(kept, at=LATER + MINUTE) == []
    assert [t.id for t in _claim(kept, at=LATER + DAY)] == ["t1"]


def test_setting_back_leaves_fired_and_disarmed_deadlines_alone(kept: Store) -> None:
    """What has fired or was lifted stays so."""
    _put(kept, a_timer("fired", due_at=NOW), a_timer("gone", due_at=NOW))
    with kept.write() as tx:
        tx.timers.flip_fired("fired", gen=1, at=NOW)
        tx.timers.replace_armed("c1", [])
        for timer_id in ("fired", "gone"):
            tx.timers.set_back(timer_id, error="x", retry_at=NOW, stuck=False)
    with kept.read() as tx:
        assert {t.id: t.status.value for t in tx.timers.of_case("c1")} == {
            "fired": "fired",
            "gone": "disarmed",
        }


@pytest.mark.parametrize(("kind", "armed"), [(TimerKind.ENGINE, True), (TimerKind.WARNING, False)])
def test_a_warning_is_given_once_but_an_undone_step_waits_again(
    kept: Store, kind: TimerKind, armed: bool
) -> None:
    """Named again unmoved after firing, the procedure's own timer is armed anew, a warning is not repeated."""
    timer = a_timer(due_at=NOW, kind=kind)
    _put(kept, timer)
    with kept.write() as tx:
        assert tx.timers.flip_fired("t1", gen=1, at=NOW)
    _put(kept, timer)
    fired = replace(timer, status=TimerStatus.FIRED, fired_at=NOW)
    assert _only(kept) == (replace(timer, gen=2) if armed else fired)


def test_a_disarmed_timer_can_be_armed_again(kept: Store) -> None:
    """A deadline that is named again after it was lifted runs again, as a new generation."""
    _put(kept, a_timer())
    _put(kept)
    _put(kept, a_timer())
    assert _only(kept) == a_timer(gen=2)


def test_the_next_due_instant_is_known(kept: Store) -> None:
    """The earliest open deadline over all cases is known, whether a sweep holds it or not."""
    with kept.read() as tx:
        assert tx.timers.next_due() is None
    _put(kept, a_timer("a", due_at=LATER), a_timer("b", due_at=NOW))
    _put(kept, a_timer("c", "c2", due_at=NOW + MINUTE), case_id="c2")
    with kept.read() as tx:
        assert tx.timers.next_due() == NOW
    _claim(kept, at=NOW)
    with kept.write() as tx:
        assert tx.timers.next_due() == NOW
        tx.timers.flip_fired("b", gen=1, at=NOW)
        assert tx.timers.next_due() == NOW + MINUTE


def test_what_is_due_of_some_cases_comes_earliest_first(kept: Store) -> None:
    """Of the cases asked for, armed deadlines whose instant has come are told, leased or not; others are not."""
    _put(
        kept,
        a_timer("c1:b", due_at=NOW),
        a_timer("c1:a", due_at=NOW - DAY),
        a_timer("c1:z", due_at=LATER + DAY),
    )
    _put(kept, replace(a_timer("c2:a", due_at=NOW), case_id="c2"), case_id="c2")
    _claim(kept)
    with kept.read() as tx:
        assert [timer.id for timer in tx.timers.due_of(["c1"], LATER)] == ["c1:a", "c1:b"]
        assert [timer.id for timer in tx.timers.due_of(["c1", "c2"], LATER)] == ["c1:a", "c1:b", "c2:a"]
        assert list(tx.timers.due_of([], LATER)) == []


def test_what_is_due_at_one_instant_comes_in_the_order_of_its_elements(kept: Store) -> None:
    """Cases alike live alike: of deadlines of one instant the element decides, not an id that chance has given."""
    _put(
        kept, a_timer("c1:a", element="supervise", due_at=NOW), a_timer("c1:b", element="session", due_at=NOW)
    )
    with kept.read() as tx:
        assert [timer.id for timer in tx.timers.due_of(["c1"], LATER)] == ["c1:b", "c1:a"]
