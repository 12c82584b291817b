"""Waits, messages, errands and incidents, on every store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.contract.samples import DAY, MINUTE, NOW, a_case, an_errand
from workflows.domain.letter import Letter
from workflows.domain.outbox import ErrandStatus, Incident
from workflows.errors import UnstorableValue
from workflows.store import Store


@pytest.fixture
def kept(store: Store) -> Store:
    """A store with two cases."""
    with store.write() as tx:
        tx.cases.add(a_case("c1"))
        tx.cases.add(a_case("c2"))
    return store


def _take(store: Store, at: object, *, limit: int = 10, kinds: tuple[str, ...] = ("send",)) -> list[str]:
    with store.write() as tx:
        taken = tx.outbox.take(at, kinds=kinds, owner="o", lease_until=at + MINUTE, limit=limit)  # type: ignore[arg-type, operator]
        return [errand.id for errand in taken]


def test_an_errand_is_kept_once(kept: Store) -> None:
    """The same errand asked for twice is done once."""
    with kept.write() as tx:
        assert tx.outbox.put(an_errand())
        assert not tx.outbox.put(an_errand(kind="other"))
    with kept.read() as tx:
        assert tx.outbox.get("e1") == an_errand()
        assert tx.outbox.get("e2") is None
        assert tx.outbox.waiting() == {"send": 1}


def test_errands_are_taken_by_kind_when_due_and_by_one_only(kept: Store) -> None:
    """A worker takes due errands of its kinds; others skip them until the lease ends."""
    with kept.write() as tx:
        for errand in (
            an_errand("late", run_at=NOW + DAY),
            an_errand("b", run_at=NOW),
            an_errand("a", run_at=NOW - DAY),
            an_errand("render", kind="render-document"),
        ):
            tx.outbox.put(errand)
    assert _take(kept, NOW, kinds=()) == []
    assert _take(kept, NOW, limit=1) == ["a"]
    assert _take(kept, NOW) == ["b"]
    assert _take(kept, NOW) == []
    assert _take(kept, NOW, kinds=("send", "render-document")) == ["render"]
    assert _take(kept, NOW + MINUTE) == ["a", "b"]


def test_a_failed_errand_is_tried_later_and_at_last_needs_a_person(kept: Store) -> None:
    """Failures are counted and spaced; a stuck errand is not taken until somebody releases it."""
    with kept.write() as tx:
        tx.outbox.put(an_errand())
        tx.outbox.set_back("e1", error="printer", retry_at=NOW + DAY, stuck=False)
    assert _take(kept, NOW + MINUTE) == []
    assert _take(kept, NOW + DAY) == ["e1"]
    with kept.write() as tx:
        tx.outbox.set_back("e1", error="paper", retry_at=NOW + DAY, stuck=True)
        assert tx.outbox.waiting() == {}
        assert not tx.outbox.done("e1")
    assert _take(kept, NOW + 9 * DAY) == []
    with kept.read() as tx:
        stuck = replace(an_errand(), status=ErrandStatus.STUCK, attempts=2, error="paper")
        assert tx.outbox.get("e1") == replace(stuck, lease_until=NOW + DAY)
    with kept.write() as tx:
        tx.outbox.set_back("e1", error="", retry_at=NOW, stuck=False)
    assert _take(kept, NOW) == ["e1"]


def test_an_errand_is_done_once(kept: Store) -> None:
    """What is done is not done again and not set back."""
    with kept.write() as tx:
        tx.outbox.put(an_errand())
        assert tx.outbox.done("e1")
        assert not tx.outbox.done("e1")
        tx.outbox.set_back("e1", error="late", retry_at=NOW, stuck=False)
        assert tx.outbox.get("e1") == an_errand(status=ErrandStatus.DONE)
    assert _take(kept, NOW + DAY) == []


def test_a_case_waits_for_a_message_by_name_and_correlation(kept: Store) -> None:
    """A message finds the cases that wait for it; a wait without correlation takes any."""
    with kept.write() as tx:
        tx.waits.replace("c1", [("w1", "message", "ruling", '{"case":"c1"}'), ("w2", "signal", "close", "")])
        tx.waits.replace("c2", [("w1", "message", "ruling", "{}"), ("w2", "message", "ruling", "")])
    with kept.read() as tx:
        assert list(tx.waits.find("message", "ruling", '{"case":"c1"}')) == ["c1", "c2"]
        assert list(tx.waits.find("message", "ruling", '{"case":"c9"}')) == ["c2"]
        assert list(tx.waits.find("signal", "ruling", "")) == []
    with kept.write() as tx:
        tx.waits.replace("c1", [("w1", "message", "other", ""), ("w3", "message", "ruling", "")])
        tx.waits.replace("c2", [])
    with kept.read() as tx:
        assert list(tx.waits.find("message", "ruling", "x")) == ["c1"]
        assert list(tx.waits.find("signal", "close", "")) == []


def test_a_message_is_kept_until_it_is_received_once(kept: Store) -> None:
    """A message that came early is not lost, and one that came twice counts once."""
    given = {"kind": "message", "name": "ruling", "correlation": "", "at": NOW}
    with kept.write() as tx:
        assert tx.waits.put_message("m1", payload={"b": [1, None], "a": "甲"}, **given)
        assert not tx.waits.put_message("m1", payload=None, **given)
        assert tx.waits.put_message("m2", payload=None, **{**given, "name": "other", "at": NOW - DAY})
    with kept.read() as tx:
        first = Letter("m1", "message", "ruling", "", {"b": [1, None], "a": "甲"})
        assert list(tx.waits.undelivered()) == [Letter("m2", "message", "other", "", None), first]
        assert list(tx.waits.undelivered(name="ruling")) == [first]
        assert len(tx.waits.undelivered(limit=1)) == 1
    with kept.write() as tx:
        assert tx.waits.mark_delivered("m1", case_id="c1", at=NOW)
        assert not tx.waits.mark_delivered("m1", case_id="c2", at=NOW)
        assert not tx.waits.mark_delivered("unknown", case_id="c2", at=NOW)
        assert [message[0] for message in tx.waits.undelivered()] == ["m2"]


def test_a_number_too_large_for_any_database_is_refused_by_name(kept: Store) -> None:
    """A payload with a number beyond 64 bits is refused and changes nothing."""
    with pytest.raises(UnstorableValue), kept.write() as tx:
        tx.waits.put_message("m1", kind="message", name="x", correlation="", payload=2**70, at=NOW)
    with kept.read() as tx:
        assert list(tx.waits.undelivered()) == []


def test_incidents_are_listed_newest_first_and_resolved(kept: Store) -> None:
    """What waits for a person is listed until somebody has resolved it."""
    old = Incident(id="i1", case_id="c1", kind="stuck", error="no way on", opened_at=NOW)
    new = Incident(id="i2", case_id="", kind="clock", opened_at=NOW + DAY)
    with kept.write() as tx:
        tx.incidents.put(old)
        tx.incidents.put(new)
        assert list(tx.incidents.listed()) == [new, old]
        assert list(tx.incidents.listed(limit=1)) == [new]
        assert list(tx.incidents.listed(limit=1, offset=1)) == [old]
        assert list(tx.incidents.marks()) == [(new.id, new.opened_at), (old.id, old.opened_at)]
        assert list(tx.incidents.listed(case_id="c1")) == list(tx.incidents.of_case("c1")) == [old]
    resolved = replace(old, status="resolved", resolved_at=NOW + DAY, resolved_by="admin")
    with kept.write() as tx:
        tx.incidents.put(resolved)
    with kept.read() as tx:
        assert tx.incidents.get("i1") == resolved
        assert tx.incidents.get("i9") is None
        assert list(tx.incidents.listed()) == [new]
        assert list(tx.incidents.listed(status="")) == [new, resolved]
        assert (tx.incidents.count(), tx.incidents.count(status="")) == (1, 2)
        assert [ident for ident, _ in tx.incidents.marks()] == [new.id]
