"""Facts, idempotency keys, numbers, papers and settings, on every store."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from tests.contract.samples import DAY, NOW, Mishap, a_case, a_paper, fail_after
from workflows.domain.journal import Fact
from workflows.domain.paper import PaperStatus
from workflows.errors import IdempotencyKeyReused, MissingReference, WriteInsideWrite
from workflows.store import Store, Tx


def _write_and_read(tx: Tx) -> None:
    tx.journal.append("c1", 1, [Fact(kind="Lost")], at=NOW, actor="m")
    assert [entry.seq for entry in tx.journal.since(0)] == [1, 2, 3]


def test_facts_stand_in_one_order_without_gaps(store: Store) -> None:
    """The facts of all cases have one order; a step that was undone leaves no gap in it."""
    with store.write() as tx:
        tx.journal.append(
            "c1", 0, [Fact(kind="CaseOpened"), Fact(kind="StepDone", element="a")], at=NOW, actor="m"
        )
    with pytest.raises(Mishap):
        fail_after(store, _write_and_read)
    with store.write() as tx:
        tx.journal.append(
            "c2", 0, [Fact(kind="CaseOpened", data={"z": 1, "a": [1, {"k": None}]})], at=NOW, actor="n"
        )
        tx.journal.append("c1", 1, [], at=NOW, actor="m")
    with store.read() as tx:
        seen = [(e.seq, e.case_id, e.rev, e.actor, e.fact.kind, e.fact.element) for e in tx.journal.since(0)]
        assert seen == [
            (1, "c1", 0, "m", "CaseOpened", ""),
            (2, "c1", 0, "m", "StepDone", "a"),
            (3, "c2", 0, "n", "CaseOpened", ""),
        ]
        assert [entry.seq for entry in tx.journal.since(1, limit=1)] == [2]
        assert [(entry.at, entry.fact.data) for entry in tx.journal.of_case("c2")] == [
            (NOW, {"z": 1, "a": [1, {"k": None}]})
        ]


def test_the_way_of_a_step_is_read_as_it_was_told(store: Store) -> None:
    """Each fact of the way has its own number and data, whatever was told before and after, and from any number on."""
    way = [
        Fact(kind="StepCompleted", element="a", data={"process": "p"}),
        Fact(kind="FlowsTaken", data={"flows": ["p/f1", "p/f2"]}),
        Fact(kind="DecisionMade", element="d", data={"table": "t", "outputs": {"why": "示例 13800000000"}}),
    ]
    told = [Fact(kind="FormSubmitted", element="a"), *way, Fact(kind="CaseClosed"), way[0]]
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.journal.append("c1", 1, told, at=NOW, actor="m")
        tx.journal.append("c1", 2, way, at=NOW + DAY, actor="n")
    with store.read() as tx:
        entries = tx.journal.of_case("c1")
        assert [entry.fact for entry in entries] == [*told, *way]
        assert [entry.seq for entry in entries] == list(range(1, 10))
        assert [(entry.rev, entry.actor) for entry in entries[5:7]] == [(1, "m"), (2, "n")]
        assert [[entry.seq for entry in tx.journal.since(seq, limit=3)] for seq in (0, 2, 7, 8, 9)] == [
            [1, 2, 3],
            [3, 4, 5],
            [8, 9],
            [9],
            [],
        ]
        assert tx.journal.newest() == 9


def test_a_key_is_answered_as_the_first_time(store: Store) -> None:
    """The answer that a key got is kept to the letter, its order included; the key cannot be taken twice."""
    answer = {"z": 1, "a": ["甲", 2.5, None, True]}
    with store.write() as tx:
        assert tx.keys.get("k") is None
        tx.keys.put("k", digest="d", answer=answer, at=NOW)
    with pytest.raises(IdempotencyKeyReused), store.write() as tx:
        tx.keys.put("k", digest="d", answer=None, at=NOW)
    with store.read() as tx:
        known = tx.keys.get("k")
        assert known == ("d", answer)
        assert isinstance(known[1], dict)
        assert list(known[1]) == ["z", "a"]


def test_old_answers_are_forgotten(store: Store) -> None:
    """What was answered before a day is forgotten, what came later is not; a forgotten key can be used anew."""
    with store.write() as tx:
        for key, on in (("old", NOW - 40 * DAY), ("edge", NOW - 30 * DAY), ("new", NOW)):
            tx.keys.put(key, digest=f"digest of {key}", answer=key, at=on)
    with store.write() as tx:
        assert tx.keys.forget(before=NOW - 30 * DAY) == 1
        assert tx.keys.get("old") is None
        assert tx.keys.get("edge") == ("digest of edge", "edge")
        assert tx.keys.get("new") == ("digest of new", "new")
        tx.keys.put("old", digest="another", answer=None, at=NOW)


def test_numbers_run_without_gaps(store: Store) -> None:
    """Each series counts from one for itself, and a step that fails uses up no number."""
    with store.write() as tx:
        assert [tx.numbers.next("a"), tx.numbers.next("a"), tx.numbers.next("b")] == [1, 2, 1]
    with pytest.raises(Mishap):
        fail_after(store, lambda tx: tx.numbers.next("a"))
    with store.write() as tx:
        assert tx.numbers.next("a") == 3


def test_papers_stand_in_the_order_they_were_wanted(store: Store) -> None:
    """The papers of a case are listed as they were wanted, also after one was made."""
    with store.write() as tx:
        tx.cases.add(a_case())
        for name in ("z", "a", "m"):
            tx.papers.put(a_paper(name))
    made = replace(
        a_paper("z"),
        status=PaperStatus.MADE,
        made_at=NOW + DAY,
        pdf_sha256="f" * 64,
        pages=2,
        number="示例〔2026〕1号",
        title="调解协议书",
        revision=4,
        attempts=1,
    )
    with store.write() as tx:
        tx.papers.put(made)
    with store.read() as tx:
        assert list(tx.papers.of_case("c1")) == [made, a_paper("a"), a_paper("m")]
        assert tx.papers.get("a") == a_paper("a")
        assert tx.papers.get("none") is None
    with pytest.raises(MissingReference), store.write() as tx:
        tx.papers.put(a_paper("p9", case_id="c9"))


def test_settings_are_kept(store: Store) -> None:
    """Small values of the installation survive, and the last one counts."""
    with store.write() as tx:
        tx.settings.put("pack", "yunyang")
        tx.settings.put("heartbeat", {"sweep": 1})
        tx.settings.put("heartbeat", MappingProxyType({"sweep": [2]}))  # type: ignore[arg-type]
    with store.read() as tx:
        assert (tx.settings.get("pack"), tx.settings.get("none")) == ("yunyang", None)
        assert tx.settings.get("heartbeat") == {"sweep": [2]}


def test_a_step_cannot_begin_inside_another(store: Store, request: pytest.FixtureRequest) -> None:
    """Opening a second write in the same thread is named at once instead of waiting for itself for ever."""
    if "postgresql" in request.node.name:
        pytest.skip("PostgreSQL has a connection for each transaction, so this cannot wait for itself")
    with store.write() as tx:
        with pytest.raises(WriteInsideWrite), store.write():
            raise AssertionError
        tx.settings.put("a", 1)
    with store.read() as tx:
        assert tx.settings.get("a") == 1
