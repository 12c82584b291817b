"""What the verbs keep: ledgers, watchers, delegation, calls off, messages that end, on every store."""

from __future__ import annotations

from datetime import date

import pytest

from tests.contract.samples import DAY, MINUTE, NOW, a_case, an_errand, an_item
from workflows.domain.case import CaseStatus
from workflows.domain.case_ledger import CaseLedger
from workflows.domain.ledger import Resumed, Set, Suspended
from workflows.domain.outbox import ErrandStatus
from workflows.domain.period_rule import Exclusion
from workflows.store import Revision, Store


@pytest.fixture
def kept(store: Store) -> Store:
    """A store with two cases."""
    with store.write() as tx:
        tx.cases.add(a_case("c1"))
        tx.cases.add(a_case("c2"))
    return store


def test_a_ledger_comes_back_as_it_was_kept(kept: Store) -> None:
    """Every entry of a stopped date is read as it was written, and only with its own case."""
    ledger = CaseLedger(
        id="c1:t1",
        case_id="c1",
        element="limit",
        rule="D05",
        entries=(
            Set(at=date(2026, 3, 2), due=date(2026, 4, 13)),
            Suspended(at=NOW, reason=Exclusion.APPRAISAL, paper="p1"),
            Resumed(at=NOW + DAY, by="med", due=date(2026, 4, 14)),
        ),
    )
    plain = CaseLedger(id="c2:t1", case_id="c2", element="wait", left_micros=5)
    with kept.write() as tx:
        tx.ledgers.put(ledger)
        tx.ledgers.put(plain)
        tx.ledgers.put(plain)
    with kept.read() as tx:
        assert (tx.ledgers.of_case("c1"), tx.ledgers.of_case("c2")) == ({"c1:t1": ledger}, {"c2:t1": plain})


def test_a_copy_of_a_case_is_given_once(kept: Store) -> None:
    """Somebody watches a case once, is found by the case and by themselves, and can stop."""
    with kept.write() as tx:
        assert tx.watchers.put("c1", "a", by="chair", at=NOW)
        assert not tx.watchers.put("c1", "a", by="chair", at=NOW + DAY)
        assert tx.watchers.put("c2", "a", by="chair", at=NOW + DAY)
        assert tx.watchers.put("c1", "b", by="chair", at=NOW)
    with kept.write() as tx:
        assert (list(tx.watchers.of_case("c1")), list(tx.watchers.cases_of("a"))) == (
            ["a", "b"],
            ["c2", "c1"],
        )
        assert tx.watchers.drop("c1", "a")
        assert not tx.watchers.drop("c1", "a")
        assert (list(tx.watchers.of_case("c1")), list(tx.watchers.cases_of("a", limit=1))) == (["b"], ["c2"])


def test_a_delegated_step_remembers_its_owner(kept: Store) -> None:
    """Who lent a step out is kept beside who works on it, through later steps of the case."""
    with kept.write() as tx:
        tx.work.replace_open("c1", [an_item()], at=NOW)
        assert tx.work.assign("w1", "lender")
        assert tx.work.assign("w1", "helper", owner="lender")
        tx.work.replace_open("c1", [an_item(name="新名")], at=NOW)
        item = tx.work.get("w1")
    assert item == an_item(name="新名", assignee="helper", owner="lender")


def test_the_date_of_an_open_step_can_be_moved(kept: Store) -> None:
    """A moved date takes its reasons along; a step that is done keeps the date it had."""
    with kept.write() as tx:
        tx.work.replace_open("c1", [an_item()], at=NOW)
        assert tx.work.reschedule("w1", NOW + DAY, explanation="延长", explanation_en="longer")
        assert tx.work.get("w1") == an_item(due_at=NOW + DAY, explanation="延长", explanation_en="longer")
        assert tx.work.reschedule("w1", None, explanation="", explanation_en="")
        assert tx.work.get("w1") == an_item()
        tx.work.claim_done("w1", by="a", at=NOW)
        assert not tx.work.reschedule("w1", NOW, explanation="", explanation_en="")


def test_an_errand_is_called_off_only_while_nobody_ran_it(kept: Store) -> None:
    """Called off, an errand is neither taken nor set back again; one that was run stays run."""
    with kept.write() as tx:
        for name in ("gone", "ran", "waits"):
            tx.outbox.put(an_errand(name))
        tx.outbox.put(an_errand("other", case_id="c2"))
        tx.outbox.done("ran")
        assert tx.outbox.cancel("gone")
        assert not tx.outbox.cancel("gone")
        assert not tx.outbox.cancel("ran")
        tx.outbox.set_back("gone", error="", retry_at=NOW, stuck=False)
        assert [each.id for each in tx.outbox.of_case("c1")] == ["waits"]
        gone = tx.outbox.get("gone")
    assert gone == an_errand("gone", status=ErrandStatus.CANCELLED)


@pytest.mark.parametrize("end", ["done", "cancelled", "stuck"])
def test_an_errand_can_be_run_again(kept: Store, end: str) -> None:
    """An errand of a step that was restored is ready once more, however it had ended."""
    with kept.write() as tx:
        tx.outbox.put(an_errand("e"))
        if end == "done":
            tx.outbox.done("e")
        elif end == "cancelled":
            tx.outbox.cancel("e")
        else:
            tx.outbox.set_back("e", error="no", retry_at=NOW, stuck=True)
        assert tx.outbox.again("e", at=NOW + DAY)
        assert not tx.outbox.again("nowhere", at=NOW)
        assert tx.outbox.get("e") == an_errand("e", run_at=NOW + DAY)
        assert list(tx.outbox.take(NOW, kinds=["send"], owner="o", lease_until=NOW + DAY, limit=1)) == []


def test_a_message_is_kept_until_its_time_is_over(kept: Store) -> None:
    """A message that nobody received in its time is given up once, by name; others wait for ever."""
    with kept.write() as tx:
        for name, until in (("short", NOW + DAY), ("long", None), ("taken", NOW + DAY)):
            tx.waits.put_message(
                name, kind="message", name=f"m-{name}", correlation="", payload=1, at=NOW, keep_until=until
            )
        tx.waits.mark_delivered("taken", case_id="c1", at=NOW)
        assert (tx.waits.ending(NOW), tx.waits.ending(NOW + DAY)) == (False, True)
        assert list(tx.waits.expire(NOW + DAY - MINUTE)) == []
        assert list(tx.waits.expire(NOW + DAY)) == [("short", "m-short")]
        assert list(tx.waits.expire(NOW + DAY)) == []
        fates = [tx.waits.fate(name) for name in ("short", "long", "taken", "nowhere")]
    assert fates == [":expired", "", "c1", None]


@pytest.mark.parametrize("said", ["", "{}"])
@pytest.mark.parametrize("wanted", ["", "{}", '{"case":1}'])
def test_nothing_in_particular_is_spelt_in_two_ways(kept: Store, said: str, wanted: str) -> None:
    """A message without correlation reaches whoever waits for its name, however "nothing" is written."""
    with kept.write() as tx:
        tx.waits.replace("c1", [("w", "message", "hello", wanted)])
        tx.waits.put_message("m", kind="message", name="hello", correlation=said, payload=None, at=NOW)
        assert list(tx.waits.find("message", "hello", said)) == ["c1"]
        assert [each[0] for each in tx.waits.deliverable()] == ["m"]


def test_the_revisions_of_a_case_are_told(kept: Store) -> None:
    """Who saved which revision when and by which command is known, oldest first."""
    with kept.write() as tx:
        tx.cases.save(a_case("c1", rev=1), at=NOW + DAY, actor="med", command="submit-form")
    with kept.read() as tx:
        assert list(tx.cases.history("c1")) == [
            Revision(0, NOW, "clerk-1", "open"),
            Revision(1, NOW + DAY, "med", "submit-form"),
        ]


def test_the_running_cases_of_a_version_are_found_page_by_page(kept: Store) -> None:
    """Cases that are closed or run on another version are left out; the rest come in order, in pages."""
    with kept.write() as tx:
        tx.cases.add(a_case("c3", version="v2"))
        tx.cases.add(a_case("c4", status=CaseStatus.CLOSED))
        tx.cases.add(a_case("c5", status=CaseStatus.SUSPENDED))
    with kept.read() as tx:
        assert list(tx.cases.on_version("v1", limit=2)) == ["c1", "c2"]
        assert list(tx.cases.on_version("v1", after="c2")) == ["c5"]
