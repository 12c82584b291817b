"""Several cases in one transaction: read ahead in one question, written together, as if each had come alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.contract.conftest import prepared_url
from tests.contract.samples import DAY, NOW, a_case, a_paper, a_timer, an_item
from workflows.domain.actor import Actor
from workflows.domain.journal import Fact
from workflows.domain.note import Note
from workflows.domain.organisation import Account, Membership
from workflows.domain.timer import Timer, TimerStatus
from workflows.domain.work_query import Bounds, WorkQuery
from workflows.errors import AlreadyThere, CaseChangedMeanwhile, UnstorableValue
from workflows.store import Store, Tx
from workflows.store.asking import Asking, asked
from workflows.store.opening import open_store

LATER = NOW + DAY


def fill(store: Store, names: Sequence[str]) -> None:
    """Keep cases with two open steps, a deadline that is due, one that is not, and something waited for."""
    with store.write() as tx:
        for name in names:
            tx.cases.add(a_case(name))
            tx.work.replace_open(name, [an_item(f"{name}:a", name), an_item(f"{name}:b", name)], at=NOW)
            due = [
                a_timer(f"{name}:due", name, due_at=NOW),
                a_timer(f"{name}:far", name, due_at=NOW + 9 * DAY),
            ]
            tx.timers.replace_armed(name, due)
            tx.waits.replace(name, [("w1", "message", "answer", "{}")])


def step(tx: Tx, name: str) -> None:
    """Save one step of a case that is held: `b` goes, `c` comes, the far deadline moves, another thing is awaited."""
    case = tx.cases.get(name)
    assert case is not None
    after = case.model_copy(update={"rev": case.rev + 1, "state": b"next"})
    tx.cases.save(after, at=LATER, actor="clock", command="fire")
    tx.work.replace_open(name, [an_item(f"{name}:a", name), an_item(f"{name}:c", name)], at=LATER)
    tx.timers.replace_armed(name, [a_timer(f"{name}:far", name, due_at=NOW + 20 * DAY)])
    tx.waits.replace(name, [("w2", "message", "ruling", "{}")])
    tx.journal.append(name, after.rev, [Fact(kind="DeadlineReached")], at=LATER, actor="clock")


def foresee(tx: Tx, names: Sequence[str]) -> None:
    """Read ahead what `step` asks of these cases."""
    tx.work.foresee(names, [f"{name}:{each}" for name in names for each in "ac"])
    tx.timers.foresee(names, [f"{name}:far" for name in names])
    tx.waits.foresee(names)


def told(store: Store, names: Sequence[str]) -> list[Any]:
    """Return all that is kept of these cases."""
    with store.read() as tx:
        return [
            (
                tx.cases.get(name),
                tx.work.of_case(name, status=""),
                tx.timers.of_case(name),
                [each.fact for each in tx.journal.of_case(name)],
            )
            for name in names
        ]


def test_what_is_read_ahead_changes_no_answer(store: Store) -> None:
    """Two cases that go forward together end as two that go forward one after the other."""
    fill(store, ["x1", "x2"])
    for name in ("x1", "x2"):
        with store.write() as tx:
            tx.cases.get(name, lock=True)
            assert tx.timers.flip_fired(f"{name}:due", gen=1, at=LATER)
            step(tx, name)
    alone = [str(each).replace("x1", "y1").replace("x2", "y2") for each in told(store, ["x1", "x2"])]

    names = ["y1", "y2"]
    fill(store, names)
    with store.write() as tx:
        tx.cases.held(names)
        due = tx.timers.due_of(names, LATER)
        assert tx.timers.flip_each(due, at=LATER) == {"y1:due", "y2:due"}
        foresee(tx, names)
        for name in names:
            step(tx, name)
        assert [tx.work.of_case(name)[-1].id for name in names] == ["y1:c", "y2:c"]
        assert tx.waits.find("message", "ruling", "") == ["x1", "x2", *names]
    assert [str(each) for each in told(store, names)] == alone


def test_what_was_read_ahead_is_asked_anew_after_another_change(store: Store) -> None:
    """A step that is done, or a deadline that fires, between the reading and the saving stays as it became."""
    fill(store, ["x"])
    with store.write() as tx:
        tx.cases.held(["x"])
        foresee(tx, ["x"])
        assert tx.work.claim_done("x:b", by="mediator", at=LATER)
        assert tx.timers.flip_fired("x:due", gen=1, at=LATER)
        step(tx, "x")
    with store.read() as tx:
        assert [item.id for item in tx.work.of_case("x", status="done")] == ["x:b"]
        assert [timer.id for timer in tx.timers.of_case("x", status="fired")] == ["x:due"]


def test_of_several_deadlines_those_fire_that_still_stand(store: Store) -> None:
    """One that was moved, or has fired, or is not there, is left out; the others fire."""
    fill(store, ["x", "y"])
    with store.write() as tx:
        tx.timers.replace_armed("y", [a_timer("y:due", "y", due_at=LATER)])
        mine, moved, gone = (a_timer(each, "x", due_at=NOW) for each in ("x:due", "y:due", "z"))
        assert tx.timers.flip_each([mine, moved, gone], at=LATER) == {"x:due"}
        assert tx.timers.flip_each([mine], at=LATER) == frozenset()
        assert tx.timers.flip_each([], at=LATER) == frozenset()
    with store.read() as tx:
        (fired,) = tx.timers.of_case("x", status="fired")
        assert fired == replace(mine, status=TimerStatus.FIRED, fired_at=LATER)


def test_a_row_that_is_written_twice_keeps_the_order(store: Store) -> None:
    """A step that goes, comes again and goes in one transaction is gone; a revision follows a revision."""
    fill(store, ["x", "y"])
    with store.write() as tx:
        tx.cases.held(["x", "y"])
        for _ in range(3):
            foresee(tx, ["x", "y"])
            step(tx, "x")
            foresee(tx, ["x"])
            tx.work.replace_open("x", [an_item("x:b", "x")], at=LATER)
    with store.read() as tx:
        assert [item.id for item in tx.work.of_case("x")] == ["x:b"]
        assert [each.rev for each in tx.cases.history("x")] == [0, 1, 2, 3]


def test_what_cannot_be_written_fails_before_the_end(store: Store) -> None:
    """A stale revision and a step of another case are refused by their names, and nothing is kept."""

    def stale(tx: Tx) -> None:
        case = tx.cases.held(["x"])["x"]
        tx.cases.save(case.model_copy(update={"rev": 5}), at=LATER, actor="a", command="c")

    fill(store, ["x", "y"])
    with pytest.raises(CaseChangedMeanwhile), store.write() as tx:
        stale(tx)
    with pytest.raises(AlreadyThere), store.write() as tx:
        tx.work.replace_open("x", [an_item("y:a", "x"), an_item("x:n", "x")], at=LATER)
    with store.read() as tx:
        case = tx.cases.get("x")
        assert case is not None
        assert case.rev == 0
        assert [item.id for item in tx.work.of_case("x")] == ["x:a", "x:b"]


BOUNDS = Bounds(now=NOW, today=NOW + DAY, soon=NOW + 9 * DAY)
LIST = WorkQuery(orgs=frozenset({"village-1"}))


def looked_at(tx: Tx) -> list[Any]:
    """Return what pages about a case and a list ask."""
    return [
        tx.cases.briefs(["x"]),
        tx.work.of_case("x", status=""),
        tx.timers.of_case("x"),
        tx.journal.of_case("x"),
        *(part.of_case("x") for part in (tx.watchers, tx.papers, tx.notes, tx.attachments)),
        tx.work_lists.page(LIST),
        tx.work_lists.count(LIST, BOUNDS),
        tx.notes.unread("clerk"),
        tx.filters.of_account("clerk"),
    ]


def ask_ahead(tx: Tx) -> None:
    """Ask on a few ways to the database for all of it."""
    tx.ahead.of_case("x")
    tx.ahead.of_list("clerk", LIST, BOUNDS)


def test_what_is_asked_ahead_changes_no_answer(store: Store) -> None:
    """A page reads the same whether its questions went to the database one by one or together, however often."""
    fill(store, ["x", "y"])
    with store.write() as tx:
        posts = [Membership(account_id="clerk", org_id="village-1", role="clerk")]
        tx.directory.put_account(Account(id="clerk", login="clerk", name="示例"), posts)
        tx.papers.put(a_paper("p", case_id="x"))
        tx.watchers.put("x", "clerk", by="a", at=NOW)
        tx.notes.add(Note(id="n", case_id="x", author="a", at=NOW, text="示例", mentions=("clerk",)))
        tx.journal.append("x", 0, [Fact(kind="CaseOpened")], at=NOW, actor="a")
    with store.read() as tx:
        one_by_one = looked_at(tx)
    with store.read() as tx:
        ask_ahead(tx)
        assert looked_at(tx) == one_by_one
        assert looked_at(tx) == one_by_one


def test_a_step_sees_what_it_has_changed_though_it_was_asked_ahead(store: Store) -> None:
    """Where something is written, nothing is answered from before."""
    fill(store, ["x"])
    with store.write() as tx:
        tx.ahead.of_case("x")
        assert tx.work.claim_done("x:a", by="clerk", at=NOW)
        assert [item.status for item in tx.work.of_case("x", status="")] == ["done", "open"]


@pytest.mark.slow
def test_a_foreign_case_that_is_asked_ahead_shows_nothing(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """On PostgreSQL the second lock holds for what is asked ahead as well."""
    store = open_store(prepared_url("postgresql", tmp_path, request))
    store.prepare()
    fill(store, ["x"])
    with asked(Asking(actor=Actor(account_id="nobody"))), store.read() as tx:
        tx.ahead.of_case("x")
        assert tx.cases.briefs(["x"]) == {}
        assert list(tx.work.of_case("x", status="")) == []
        assert list(tx.journal.of_case("x")) == []
    store.close()


@pytest.mark.parametrize("name", ["\ud800", "a\0b"])
def test_rows_that_go_together_hold_text_and_nothing_else(database: Store, name: str) -> None:
    """Half a sign is refused by its name among several rows as well; NUL is, wherever the database has none."""
    fill(database, ["x"])
    bad: list[Timer] = [a_timer(f"x:{each}", "x", name=name) for each in "mn"]
    try:
        with database.write() as tx:
            tx.timers.replace_armed("x", bad)
    except UnstorableValue:
        return
    with database.read() as tx:
        assert [each.name for each in tx.timers.of_case("x", status="armed")] == [name, name]


@pytest.mark.slow
def test_a_database_at_the_end_of_a_wire_is_asked_as_often_for_ten_cases_as_for_two(
    tmp_path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    """On PostgreSQL the number of statements of a sweep's transaction does not grow with its cases."""
    store = open_store(prepared_url("postgresql", tmp_path, request))
    store.prepare()
    said: list[str] = []
    execute = psycopg.Cursor.execute

    def counted(cursor: Any, query: Any, *given: Any, **more: Any) -> Any:
        said.append(query)
        return execute(cursor, query, *given, **more)

    def forward(names: list[str]) -> int:
        fill(store, names)
        said.clear()
        with store.write() as tx:
            held = tx.cases.held(names)
            tx.timers.flip_each(tx.timers.due_of(names, LATER), at=LATER)
            foresee(tx, names)
            for name in names:
                after = held[name].model_copy(update={"rev": 1, "state": b"next"})
                tx.cases.save(after, at=LATER, actor="clock", command="fire")
                tx.work.replace_open(name, [an_item(f"{name}:c", name)], at=LATER)
                tx.timers.replace_armed(name, [a_timer(f"{name}:far", name, due_at=NOW + 9 * DAY)])
                tx.waits.replace(name, [("w1", "message", "answer", "{}")])
        return len(said)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)
    few = forward(["x1", "x2"])
    assert forward([f"y{number}" for number in range(10)]) == few
    assert few < 20
    store.close()
