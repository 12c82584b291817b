"""Cases and their revisions, on every store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, timezone

import pytest

from tests.contract.samples import DAY, NOW, Mishap, a_case, fail_after
from workflows.domain.case import CaseStatus
from workflows.errors import (
    AlreadyThere,
    CaseChangedMeanwhile,
    NaiveInstant,
    ReadOnlyTransaction,
    UnknownCase,
)
from workflows.store import Store


def test_a_case_comes_back_as_it_was_kept(store: Store) -> None:
    """What was written of a case is read again without a difference, engine state and free fields included."""
    case = a_case(opened_at=NOW.astimezone(timezone(timedelta(hours=8))))
    with store.write() as tx:
        tx.cases.add(case)
    with store.read() as tx:
        assert tx.cases.get("c1") == case
        assert tx.cases.by_number(case.number) == case
        assert tx.cases.get("c2") is None
        assert tx.cases.by_number("none") is None


def test_every_revision_stays(store: Store) -> None:
    """A case can be looked at as it was at each earlier step."""
    first = a_case()
    second = first.model_copy(
        update={"rev": 1, "title": "改后", "status": CaseStatus.CLOSED, "state": b"2", "org_id": "town-1"}
    )
    with store.write() as tx:
        tx.cases.add(first)
        tx.cases.save(second, at=NOW, actor="m", command="SubmitForm")
    with store.read() as tx:
        assert tx.cases.get("c1") == second
        assert tx.cases.revision("c1", 0) == first
        assert tx.cases.revision("c1", 1) == second
        assert tx.cases.revision("c1", 2) is None
        assert [case.id for case in tx.cases.search(orgs=["town-1"], status="closed")] == ["c1"]
        assert tx.cases.search(orgs=["village-1"]) == []


def test_of_two_changes_to_one_revision_the_second_is_refused(store: Store) -> None:
    """Nobody overwrites a change that was saved while they worked."""
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.cases.save(a_case(rev=1), at=NOW, actor="a", command="x")
    with pytest.raises(CaseChangedMeanwhile), store.write() as tx:
        tx.cases.save(a_case(rev=1, title="late"), at=NOW, actor="b", command="x")
    with store.read() as tx:
        assert tx.cases.get("c1") == a_case(rev=1)


def test_saving_a_case_that_was_never_opened_is_refused(store: Store) -> None:
    """A change of an unknown case names that as the reason."""
    with pytest.raises(UnknownCase), store.write() as tx:
        tx.cases.save(a_case(rev=1), at=NOW, actor="a", command="x")


def test_no_two_cases_bear_one_number(store: Store) -> None:
    """A case number stands for one case only."""
    with store.write() as tx:
        tx.cases.add(a_case("c1", number="same"))
    with pytest.raises(AlreadyThere), store.write() as tx:
        tx.cases.add(a_case("c2", number="same"))
    with store.read() as tx:
        assert tx.cases.count() == 1


def test_a_case_opened_at_no_particular_zone_is_refused(store: Store) -> None:
    """An instant without a time zone is never stored."""
    with pytest.raises(NaiveInstant), store.write() as tx:
        tx.cases.add(a_case(opened_at=NOW.replace(tzinfo=None)))


@dataclass
class Search:
    """Words that are looked for, and the cases they find."""

    text: str
    finds: list[str]


@pytest.mark.parametrize(
    "search",
    [
        Search("", ["c3", "c2", "c1"]),
        Search("示例甲", ["c3", "c2", "c1"]),
        Search("水沟", ["c2"]),
        Search("示例乙 水沟", ["c2"]),
        Search("ABC-7", ["c3"]),
        Search("100%", ["c3"]),
        Search("1_0", []),
        Search("水沟 田埂纠纷", []),
        Search("\\", []),
    ],
)
def test_a_case_is_found_by_number_title_and_party(store: Store, search: Search) -> None:
    """All words must occur, small and capital letters are the same, and signs such as % stand for themselves."""
    with store.write() as tx:
        tx.cases.add(a_case("c1"))
        tx.cases.add(a_case("c2", title="水沟纠纷", opened_at=NOW + DAY))
        tx.cases.add(a_case("c3", number="abc-7 100%", opened_at=NOW + 2 * DAY))
    with store.read() as tx:
        assert [case.id for case in tx.cases.search(text=search.text)] == search.finds


def test_lists_are_narrowed_and_turned_page_by_page(store: Store) -> None:
    """A list shows only the organisations asked for, newest first, without engine state, page by page."""
    with store.write() as tx:
        for number in range(5):
            org = "town" if number % 2 else "village"
            tx.cases.add(a_case(f"c{number}", org_id=org, opened_at=NOW + number * DAY))
    with store.read() as tx:
        assert [c.id for c in tx.cases.search(orgs=["town", "elsewhere"])] == ["c3", "c1"]
        assert [c.id for c in tx.cases.search(limit=2, offset=1)] == ["c3", "c2"]
        assert tx.cases.search(orgs=[]) == []
        assert {c.state for c in tx.cases.search()} == {b""}
        assert (tx.cases.count(), tx.cases.count(status="open"), tx.cases.count(status="closed")) == (5, 5, 0)


def test_an_exception_leaves_nothing_behind(store: Store) -> None:
    """Where a step fails in the middle, all of it is undone."""
    with pytest.raises(Mishap):
        fail_after(store, lambda tx: tx.cases.add(a_case()))
    with store.read() as tx:
        assert tx.cases.get("c1") is None
        assert tx.cases.search() == []


def test_a_reading_transaction_writes_nothing(store: Store) -> None:
    """Looking at a case can never change it."""
    with pytest.raises(ReadOnlyTransaction), store.read() as tx:
        tx.cases.add(a_case())
    with store.read() as tx:
        assert tx.cases.count() == 0


def test_a_reader_sees_one_moment(store: Store) -> None:
    """A page that is being put together does not change under its hands."""
    with store.write() as tx:
        tx.cases.add(a_case("c1"))
    with store.read() as before:
        assert before.cases.count() == 1
        with store.write() as tx:
            tx.cases.add(a_case("c2"))
        assert before.cases.count() == 1
    with store.read() as after:
        assert after.cases.count() == 2


def test_a_list_asks_for_all_its_cases_at_once(store: Store) -> None:
    """A list of many cases is read in one question, without what only the engine reads; unknown ones are left out."""
    first, second = a_case("c1", state=b"engine"), a_case("c2", state=b"engine")
    with store.write() as tx:
        tx.cases.add(first)
        tx.cases.add(second)
        tx.cases.save(
            moved := second.model_copy(update={"rev": 1, "title": "改名"}), at=NOW, actor="a", command="c"
        )
    with store.read() as tx:
        assert tx.cases.briefs({"c1", "c2", "gone"}) == {
            "c1": first.model_copy(update={"state": b""}),
            "c2": moved.model_copy(update={"state": b""}),
        }
        assert tx.cases.briefs(()) == {}


def test_several_cases_are_held_in_one_look(store: Store) -> None:
    """Cases that are held come back whole, as when each is asked for alone; what is not there is left out."""
    with store.write() as tx:
        for name in ("c1", "c2"):
            tx.cases.add(a_case(name))
    with store.write() as tx:
        held = tx.cases.held(["c2", "none", "c1"])
        assert held == {name: tx.cases.get(name) for name in ("c1", "c2")}
