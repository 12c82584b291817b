"""Many at once, on every store: one wins, nobody starves, nothing is counted twice."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from tests.contract.samples import MINUTE, NOW, Mishap, a_case, a_timer, an_errand, an_item, fail_after
from workflows.domain.journal import Fact
from workflows.errors import CaseChangedMeanwhile, StoreLocked
from workflows.store import Store
from workflows.store.sql.file_turn import FileTurn
from workflows.store.sql.sqlite import SqliteStore
from workflows.store.turnstile import Turnstile

T = TypeVar("T")


def _together(number: int, work: Callable[[int], T]) -> list[T]:
    """Return what *number* threads give that begin at the same moment."""
    gate = threading.Barrier(number)

    def run(place: int) -> T:
        gate.wait()
        return work(place)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def test_of_fifty_people_on_one_step_exactly_one_does_it(store: Store) -> None:
    """Fifty people finish the same step at once: one has done it, the others see who."""
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.work.replace_open("c1", [an_item()], at=NOW)

    def finish(place: int) -> str:
        with store.write() as tx:
            if tx.work.claim_done("w1", by=f"person-{place}", at=NOW):
                case = tx.cases.get("c1", lock=True)
                assert case is not None
                tx.cases.save(case.model_copy(update={"rev": case.rev + 1}), at=NOW, actor="p", command="x")
                return f"person-{place}"
            return ""

    winners = [winner for winner in _together(50, finish) if winner]
    with store.read() as tx:
        item, case = tx.work.get("w1"), tx.cases.get("c1")
    assert item is not None
    assert case is not None
    assert winners == [item.done_by]
    assert case.rev == 1


def test_fifty_parties_change_one_case_and_no_change_is_lost(store: Store) -> None:
    """Whoever locks the case sees the change before theirs, so fifty changes are fifty revisions."""
    with store.write() as tx:
        tx.cases.add(a_case(title=""))

    def sign(place: int) -> None:
        with store.write() as tx:
            case = tx.cases.get("c1", lock=True)
            assert case is not None
            after = case.model_copy(update={"rev": case.rev + 1, "title": f"{case.title},{place}"})
            tx.cases.save(after, at=NOW, actor=str(place), command="sign")
            tx.journal.append("c1", after.rev, [Fact(kind="Signed")], at=NOW, actor=str(place))

    _together(50, sign)
    with store.read() as tx:
        case = tx.cases.get("c1")
        assert case is not None
        assert case.rev == 50
        assert sorted(case.title.split(",")[1:], key=int) == [str(place) for place in range(50)]
        assert [(entry.seq, entry.rev) for entry in tx.journal.since(0)] == [(n, n) for n in range(1, 51)]


def test_without_the_lock_a_late_change_is_refused_not_lost(store: Store) -> None:
    """Two people who looked at the same revision: one change is kept, the other is refused by name."""
    with store.write() as tx:
        tx.cases.add(a_case())

    def change(place: int) -> bool:
        try:
            with store.write() as tx:
                tx.cases.save(a_case(rev=1, title=str(place)), at=NOW, actor="a", command="x")
        except CaseChangedMeanwhile:
            return False
        return True

    assert sum(_together(8, change)) == 1


def test_eight_sweepers_share_the_due_deadlines(store: Store) -> None:
    """Eight sweeps at once take every due deadline, and none of them twice."""
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.timers.replace_armed("c1", [a_timer(f"t{n}", due_at=NOW) for n in range(200)])
        for n in range(200):
            tx.outbox.put(an_errand(f"e{n}"))

    def sweep(place: int) -> list[str]:
        found: list[str] = []
        while True:
            until = NOW + MINUTE
            with store.write() as tx:
                due = tx.timers.claim_due(NOW, owner=f"s{place}", lease_until=until, limit=7)
                errands = tx.outbox.take(NOW, kinds=["send"], owner=f"s{place}", lease_until=until, limit=7)
            if not due and not errands:
                return found
            found += [timer.id for timer in due] + [errand.id for errand in errands]

    taken = [each for found in _together(8, sweep) for each in found]
    assert sorted(taken) == sorted([f"t{n}" for n in range(200)] + [f"e{n}" for n in range(200)])


def test_numbers_stay_without_gaps_when_steps_fail(store: Store) -> None:
    """Eight windows number cases at once and every third step fails: the numbers given have no gap."""

    def number(place: int) -> list[int]:
        given: list[int] = []
        for turn in range(15):
            if turn % 3 == 2:
                with pytest.raises(Mishap):
                    fail_after(store, lambda tx: tx.numbers.next("cases"))
            else:
                with store.write() as tx:
                    given.append(tx.numbers.next("cases"))
        return given

    given = sorted(each for part in _together(8, number) for each in part)
    assert given == list(range(1, 81))


def test_facts_are_read_without_missing_one(store: Store) -> None:
    """A reader that follows the journal while eight others write sees every fact once and in order."""
    done = threading.Event()

    def write(place: int) -> None:
        for turn in range(20):
            with store.write() as tx:
                facts = [Fact(kind="A"), Fact(kind="B")]
                tx.journal.append(f"c{place}", turn, facts, at=NOW, actor="x")

    def follow() -> list[int]:
        seen: list[int] = []
        while True:
            last_round = done.is_set()
            with store.read() as tx:
                seen += [entry.seq for entry in tx.journal.since(seen[-1] if seen else 0)]
            if last_round:
                return seen

    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(follow)
        _together(8, write)
        done.set()
        assert following.result() == list(range(1, 321))


def test_writers_go_in_the_order_in_which_they_came() -> None:
    """Nobody who waits for the database is overtaken."""
    turnstile, order = Turnstile(), list[int]()

    def go(place: int) -> None:
        with turnstile.turn(timeout=120):
            order.append(place)

    threads = [threading.Thread(target=go, args=(place,)) for place in range(20)]
    with turnstile.turn(timeout=120):
        for waiting, thread in enumerate(threads, start=1):
            thread.start()
            while turnstile.waiting < waiting:
                threading.Event().wait(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(20))


def test_who_waits_too_long_is_told_so_and_blocks_nobody() -> None:
    """A writer that gives up says that the database was busy, and the next one still gets its turn."""
    turnstile = Turnstile()

    def give_up(_: int) -> None:
        with turnstile.turn(timeout=0.01):
            raise AssertionError

    with turnstile.turn(timeout=120), pytest.raises(StoreLocked):
        _together(2, give_up)
    with turnstile.turn(timeout=0.01):
        assert turnstile.waiting == 0


def test_two_stores_on_one_file_share_one_turn(tmp_path: Path) -> None:
    """Two parts of one process that opened the same SQLite file wait for each other fairly."""
    first, second = (SqliteStore(tmp_path / "h.db", busy_seconds=0.05) for _ in range(2))
    first.prepare()

    with first.write(), ThreadPoolExecutor(1) as pool, pytest.raises(StoreLocked):
        pool.submit(_count, second, write=True).result()
    with second.write() as tx:
        assert tx.numbers.next("a") == 1
    first.close()
    second.close()


def test_two_processes_on_one_file_take_turns(tmp_path: Path) -> None:
    """A program that writes without pause stands behind the other that waits, so both get on."""
    first, second = FileTurn(tmp_path / "h.db"), FileTurn(tmp_path / "h.db")
    order: list[str] = []
    both = threading.Barrier(2)

    def write(name: str, turn: FileTurn) -> None:
        both.wait()
        while len(order) < 40:
            with turn.turn(timeout=120):
                order.append(name)
                threading.Event().wait(0.005)

    with ThreadPoolExecutor(2) as pool:
        for writer in [pool.submit(write, "a", first), pool.submit(write, "b", second)]:
            writer.result()
    first.close()
    second.close()
    assert min(order.count("a"), order.count("b")) >= 10


def test_a_case_opened_while_another_is_read_is_not_blocked(store: Store) -> None:
    """Reading never waits for writing."""
    with store.write() as tx:
        tx.cases.add(a_case("c1", opened_at=NOW - timedelta(days=1)))
        with ThreadPoolExecutor(1) as pool:
            counted = pool.submit(_count, store).result(timeout=120)
        assert counted == 0
    assert _count(store) == 1


def _count(store: Store, *, write: bool = False) -> int:
    with store.write() if write else store.read() as tx:
        return tx.cases.count()
