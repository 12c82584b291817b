"""Finding cases: the same words find the same cases on every store, whichever index is asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract.samples import DAY, NOW, a_case, an_item
from workflows.domain.case import Case, CaseDocument, CaseStatus, Claim, Party
from workflows.domain.case_query import CaseQuery
from workflows.errors import MissingReference
from workflows.store import Store
from workflows.store.opening import open_store
from workflows.store.sql import case_search


def _told(number: int, name: str, summary: str = "", **changes: object) -> Case:
    document = CaseDocument(
        parties=(Party(id="p1", name=name),),
        claim=Claim(title="", summary=summary, type=f"type-{number % 2}"),
    )
    given = {"title": "", "document": document, "opened_at": NOW + number * DAY, **changes}
    return a_case(f"c{number}", number=f"No-{number}", **given)


def _found(store: Store, **query: object) -> list[str]:
    with store.read() as tx:
        return [case.id for case in tx.cases.find(CaseQuery(**query))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "finds"),
    [
        ("张", ["c2", "c1"]),
        ("张禾", ["c1"]),
        ("张禾苗", []),
        ("宅基地", ["c1"]),
        ("宅基地通行", []),
        ("张 通行", ["c2"]),
        ("邻里 张禾", ["c1"]),
        ("ＮＯ－２", ["c2"]),
        ('"张" OR *', []),
        ("苗", ["c3"]),
    ],
)
def test_words_of_every_length_find_their_cases(store: Store, text: str, finds: list[str]) -> None:
    """A single sign, a name of two and a long word are found; signs that a database would read as orders are words."""
    with store.write() as tx:
        tx.cases.add(_told(1, "张禾(示例)", "邻里因宅基地相争"))
        tx.cases.add(_told(2, "张田(示例)", "通行"))
        tx.cases.add(_told(3, "李苗(示例)", "水沟"))
    assert finds == _found(store, text=text)


def test_numbers_of_people_in_a_summary_are_not_found(store: Store) -> None:
    """A telephone number that somebody wrote into the summary cannot be searched for; the case's own number can."""
    with store.write() as tx:
        tx.cases.add(_told(1, "张禾(示例)", "电话 138 0000 5678,身份证50023519800101000X,三亩地"))
    assert [_found(store, text=text) for text in ("0000", "5002351980", "三亩", "no-1")] == [
        [],
        [],
        ["c1"],
        ["c1"],
    ]


def test_a_case_is_found_by_what_it_is_now(store: Store) -> None:
    """When a name or the body changes, the case is found by the new and no longer by the old."""
    with store.write() as tx:
        tx.cases.add(_told(1, "张禾(示例)"))
    with store.write() as tx:
        tx.cases.save(_told(1, "李苗(示例)", rev=1, org_id="town"), at=NOW, actor="a", command="x")
    assert _found(store, text="张禾") == []
    assert _found(store, text="李苗", orgs=frozenset({"town"})) == ["c1"]
    assert _found(store, text="李苗(示例)", orgs=frozenset({"village-1"})) == []


def test_filters_narrow_what_is_found(store: Store) -> None:
    """Type, procedure, day and earliest open date narrow a search, and the order can be turned."""
    with store.write() as tx:
        for number in range(4):
            tx.cases.add(_told(number, "张禾(示例)", procedure="dispute" if number else "oversight"))
            item = an_item(f"w{number}", f"c{number}", due_at=NOW + number * DAY)
            tx.work.replace_open(f"c{number}", [item] if number else [], at=NOW)
    assert _found(store, type="type-1", text="张禾") == ["c3", "c1"]
    assert _found(store, procedure="oversight") == ["c0"]
    assert _found(store, since=NOW + DAY, until=NOW + 3 * DAY, oldest_first=True) == ["c1", "c2"]
    assert _found(store, due_until=NOW + 2 * DAY) == ["c1"]
    assert _found(store, due_since=NOW + 2 * DAY, text="张禾", limit=1) == ["c3"]
    assert _found(store, only=frozenset({"c2", "x"})) == ["c2"]
    assert _found(store, text="张禾", limit=2, offset=1) == ["c2", "c1"]


def test_common_words_are_found_as_well(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where very many cases have a word, the newest of them are found just so."""
    monkeypatch.setattr(case_search, "MANY", 2)
    with store.write() as tx:
        for number in range(6):
            tx.cases.add(_told(number, "张禾(示例)", "水沟" if number % 2 else "田埂"))
    assert _found(store, text="张禾", limit=2) == ["c5", "c4"]
    assert _found(store, text="张禾 水沟", orgs=frozenset({"village-1"})) == ["c5", "c3", "c1"]


def test_a_case_that_is_unlisted_is_not_found(store: Store) -> None:
    """What was erased is found by no word, though the case is still there."""
    with store.write() as tx:
        tx.cases.add(_told(1, "张禾(示例)"))
        tx.cases.unlist("c1")
    assert _found(store, text="张禾") == _found(store) == []
    with store.read() as tx:
        assert tx.cases.get("c1") is not None


def test_a_case_can_be_removed_while_nothing_hangs_on_it(store: Store) -> None:
    """A case taken over by mistake goes with all its revisions; one with tasks stays."""
    with store.write() as tx:
        tx.cases.add(_told(1, "张禾(示例)"))
        tx.cases.add(_told(2, "张禾(示例)"))
        tx.work.replace_open("c2", [an_item("w", "c2")], at=NOW)
        tx.cases.remove("c1")
    assert _found(store) == ["c2"]
    with store.read() as tx:
        assert (tx.cases.get("c1"), tx.cases.history("c1")) == (None, [])
    with pytest.raises(MissingReference), store.write() as tx:
        tx.cases.remove("c2")
    assert _found(store) == ["c2"]


SIGNS = st.text(st.sampled_from('张禾李苗田 aB1%_\\"*〔〕😀\n'), min_size=1, max_size=8)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(names=st.lists(SIGNS, min_size=1, max_size=5), text=SIGNS)
def test_every_store_finds_the_same(
    names: list[str], text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever the names and whatever is looked for, SQLite finds exactly what the plain comparison finds."""
    path = tmp_path_factory.mktemp("search") / "h.db"
    found = []
    for address in ("memory:", f"sqlite:///{path}"):
        store = open_store(address)
        store.prepare()
        with store.write() as tx:
            for number, name in enumerate(names):
                tx.cases.add(_told(number, name, opened_at=datetime(2026, 1, 1 + number, tzinfo=UTC)))
        found.append(_found(store, text=text))
        store.close()
    assert found[0] == found[1]


def test_closed_cases_come_last_where_it_is_asked(store: Store) -> None:
    """With what is closed after all others, each half keeps the order that was asked for, page by page."""
    with store.write() as tx:
        for number in range(1, 6):
            tx.cases.add(
                _told(number, "示例", status=CaseStatus.CLOSED if number in (2, 5) else CaseStatus.OPEN)
            )
    assert _found(store, open_first=True) == ["c4", "c3", "c1", "c5", "c2"]
    assert _found(store, open_first=True, oldest_first=True) == ["c1", "c3", "c4", "c2", "c5"]
    assert _found(store, open_first=True, limit=2, offset=2) == ["c1", "c5"]
    assert _found(store, open_first=True, only=frozenset({"c1", "c5"})) == ["c1", "c5"]
