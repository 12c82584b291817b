"""The second lock: PostgreSQL shows an actor only rows of cases that are theirs, whatever a query forgets."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from tests.contract.conftest import prepared_url
from tests.contract.samples import NOW, a_case, a_paper, a_timer, an_item
from workflows.domain.actor import Actor
from workflows.domain.case import CaseDocument, Handling
from workflows.domain.journal import Fact
from workflows.domain.organisation import Membership, Organisation
from workflows.domain.permission import Action, may
from workflows.errors import StoreFault
from workflows.store import Store
from workflows.store.asking import Asking, as_system, asked
from workflows.store.opening import open_store
from workflows.store.sql.rows_guard import guarded
from workflows.store.sql.schema import migrations
from workflows.store.sql.statement import Statement
from workflows.usecases.access import case_reach

pytestmark = pytest.mark.slow
TREE = {
    "county": "county/",
    "town-1": "county/town-1/",
    "town-2": "county/town-2/",
    "village-1": "county/town-1/village-1/",
}


@pytest.fixture
def walled(tmp_path, request: pytest.FixtureRequest) -> Iterator[Store]:  # type: ignore[no-untyped-def]
    """A PostgreSQL store with a case in a village of the first town and one in the second town."""
    store = open_store(prepared_url("postgresql", tmp_path, request))
    store.prepare()
    with store.write() as tx:
        tx.directory.put_organisations(
            [
                Organisation(id=name, pack="p", kind="k", tier="t", name=name, path=path)
                for name, path in TREE.items()
            ]
        )
        for case_id, org in (("ours", "village-1"), ("theirs", "town-2")):
            tx.cases.add(a_case(case_id, org_id=org, document=CaseDocument(handling=Handling(org_id=org))))
            tx.work.replace_open(case_id, [an_item(f"{case_id}:w", case_id, org_id=org)], at=NOW)
            tx.timers.replace_armed(case_id, [a_timer(f"{case_id}:t", case_id)])
            tx.papers.put(a_paper(f"{case_id}-p", case_id=case_id))
            tx.journal.append(case_id, 0, [Fact(kind="CaseOpened")], at=NOW, actor="clerk")
            tx.watchers.put(case_id, f"watches-{case_id}", by="clerk", at=NOW)
    yield store
    store.close()


def actor(*posts: tuple[str, str], account: str = "me") -> Actor:
    """Return somebody with these (body, role) posts."""
    held = tuple(Membership(account_id=account, org_id=org, role=role) for org, role in posts)
    return Actor(account_id=account, posts=held, org_paths=TREE)


@contextmanager
def asks(who: Actor) -> Iterator[None]:
    """Run the block as a request of *who*."""
    with asked(Asking(actor=who)):
        yield


def seen(store: Store, table: str, column: str = "case_id") -> set[str]:
    """Return whose rows a query without any filter gives."""
    with store.read() as tx:
        session = tx._session  # type: ignore[attr-defined]
        return {row[0] for row in session.all(Statement(text(f"SELECT {column} FROM {table}")))}  # noqa: S608


FILLED = ("case_revisions", "case_keys", "work_items", "papers", "journal", "watchers")
MATRIX = [
    (actor(("village-1", "mediator")), {"ours"}),
    (actor(("town-1", "chair")), {"ours"}),
    (actor(("county", "coordinator")), {"ours", "theirs"}),
    (actor(("county", "clerk")), set()),
    (actor(("town-2", "mediator")), {"theirs"}),
    (actor(("county", "judge")), set()),
    (actor(("county", "designer")), set()),
    (actor(("county", "auditor")), set()),
    (actor(account="watches-ours"), {"ours"}),
    (actor(account="nobody"), set()),
]


@pytest.mark.parametrize(("who", "theirs"), MATRIX)
def test_a_query_that_forgets_its_filter_shows_nothing_foreign(
    walled: Store, who: Actor, theirs: set[str]
) -> None:
    """Own, parent, child, sibling, other: the database alone shows each only the cases that they reach."""
    with asks(who):
        assert seen(walled, "cases", "id") == theirs
        assert {table: seen(walled, table) for table in FILLED} == dict.fromkeys(FILLED, theirs)


@pytest.mark.parametrize(("who", "theirs"), MATRIX)
def test_the_second_lock_never_stands_in_the_way_of_the_first(
    walled: Store, who: Actor, theirs: set[str]
) -> None:
    """Whatever the permission allows to read, the database shows; only to who watches without a post it shows more."""
    with walled.read() as tx:
        cases = {case.id: case_reach(tx, case) for case in tx.cases.search()}
    allowed = {name for name, reach in cases.items() if may(who, Action.READ_CASE, reach)}
    assert allowed == (theirs if who.posts else set())


def test_the_machine_sees_every_row(walled: Store) -> None:
    """The watch, the press and what follows from a request beyond its actor run as the machine."""
    with asks(actor(account="nobody")), as_system():
        assert seen(walled, "cases", "id") == {"ours", "theirs"}


def test_every_table_of_a_case_is_guarded(walled: Store) -> None:
    """Also tables that other migrations brought show nobody anything without words."""
    with asks(actor(account="nobody")):
        for table in guarded():
            column = "id" if table.name == "cases" else "case_id"
            assert seen(walled, table.name, column) == set(), table.name


def test_whoever_heads_a_body_sees_its_steps_in_cases_of_others(walled: Store) -> None:
    """A step that waits in a village is on the list of its town, whose case it is or not; the case stays closed."""
    with walled.write() as tx:
        lent = an_item("theirs:x", "theirs", org_id="village-1", role="chair")
        tx.work.replace_open("theirs", [an_item("theirs:w", "theirs", org_id="town-2"), lent], at=NOW)
    with asks(actor(("town-1", "supervisor"))):
        assert seen(walled, "work_items", "id") == {"ours:w", "theirs:x"}
        assert seen(walled, "cases", "id") == {"ours"}
    with asks(actor(("village-1", "mediator"))):
        assert seen(walled, "work_items", "id") == {"ours:w"}


def test_what_an_actor_reaches_is_found_once_for_a_whole_list(walled: Store) -> None:
    """No row makes the database read the words of the actor or the tree of bodies anew."""
    with asks(actor(("county", "coordinator"))), walled.read() as tx:
        plan = [row[0] for row in tx._session.all(Statement(text("EXPLAIN SELECT org_id FROM work_items")))]  # type: ignore[attr-defined]
    (asked_of_each_row,) = (line for line in plan if line.strip().startswith("Filter: ((InitPlan"))
    assert "hashed SubPlan" in asked_of_each_row
    assert "hewei_words" not in asked_of_each_row


def test_policies_of_an_older_program_are_made_anew(walled: Store) -> None:
    """A step of the schema that takes the policies away leaves no table open: the same start brings the new ones."""
    with walled.write() as tx:
        session = tx._session  # type: ignore[attr-defined]
        session.say("DROP POLICY desk ON papers")
        session.say("CREATE POLICY desk ON papers TO hewei_desk USING (true)")
        (again,) = (step for step in migrations("postgresql") if step.name == "reach")
        session.say(next(each for each in again.statements if "DROP POLICY" in each))
    walled.prepare()
    with asks(actor(("town-1", "chair"))):
        assert seen(walled, "papers") == {"ours"}


def test_a_foreign_case_cannot_be_moved_or_added_to(walled: Store) -> None:
    """Writing past the filter is refused by the database as well, and a foreign body's case cannot be made."""
    with asks(actor(("village-1", "clerk"))):
        with pytest.raises(StoreFault, match="row-level security"), walled.write() as tx:
            tx.journal.append("theirs", 0, [Fact(kind="CaseOpened")], at=NOW, actor="me")
        with pytest.raises(StoreFault, match="row-level security"), walled.write() as tx:
            tx.cases.add(a_case("new", org_id="town-2"))
        with walled.write() as tx:
            tx.cases.add(a_case("new", org_id="village-1"))
            tx.work.replace_open("new", [an_item("new:w", "new")], at=NOW)
    with asks(actor(("village-1", "mediator"))):
        assert seen(walled, "cases", "id") == {"ours", "new"}


def test_who_hands_a_case_over_sees_it_until_the_step_is_saved(walled: Store) -> None:
    """The case goes to another body in one step; from then on it is that body's, and no longer the first one's."""
    mediator = actor(("village-1", "mediator"))
    with asks(mediator), walled.write() as tx:
        case = tx.cases.get("ours", lock=True)
        assert case is not None
        moved = CaseDocument(handling=Handling(org_id="town-2"))
        tx.cases.save(
            case.model_copy(update={"rev": 1, "org_id": "town-2", "document": moved}),
            at=NOW,
            actor="me",
            command="hand-over",
        )
        tx.work.replace_open("ours", [an_item("ours:x", "ours", org_id="town-2")], at=NOW)
        tx.journal.append("ours", 1, [Fact(kind="FormSubmitted")], at=NOW, actor="me")
    with asks(actor(("town-2", "mediator"))):
        assert seen(walled, "cases", "id") == {"ours", "theirs"}


def test_an_actor_cannot_change_what_was_written_down(walled: Store) -> None:
    """The desk's own role has no right to change the audit, the journal or the words of a case."""
    with asks(actor(("county", "admin"))):
        for change in ("DELETE FROM audit", "UPDATE journal SET actor = 'x'", "DELETE FROM case_reach"):
            with pytest.raises(StoreFault, match="permission denied"), walled.write() as tx:
                tx._session.say(change)  # type: ignore[attr-defined]


def test_a_table_that_came_later_can_be_read_after_the_next_start(walled: Store) -> None:
    """A new table without rows of cases needs no policy, but rights; what may not be changed stays so."""
    with walled.write() as tx:
        tx._session.say("REVOKE ALL ON figure_sums FROM hewei_desk")  # type: ignore[attr-defined]
    with asks(actor(("county", "coordinator"))), pytest.raises(StoreFault):
        seen(walled, "figure_sums", "pack")
    walled.prepare()
    with asks(actor(("county", "coordinator"))):
        assert seen(walled, "figure_sums", "pack") == set()
        with pytest.raises(StoreFault), walled.write() as tx:
            tx._session.say("DELETE FROM journal")  # type: ignore[attr-defined]
