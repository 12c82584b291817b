"""One record that cannot be opened keeps nobody from the others, on every store."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.contract.conftest import DATABASES, EVERY_STORE, prepared_url
from tests.contract.samples import NOW, a_case
from workflows.domain.case import Case, CaseDocument, Party
from workflows.domain.case_query import CaseQuery
from workflows.domain.note import Note
from workflows.errors import KeyUnknown, RecordSealBroken
from workflows.store import Store, Tx
from workflows.store.memory.transaction import MemoryStore
from workflows.store.opening import open_store

CASES = ("c1", "c2", "c3", "c4")
PEOPLE = CaseDocument(parties=(Party(id="p1", name="示例甲", phone="13811112222"),))
BODY = "UPDATE case_revisions SET body = {} WHERE case_id = '{}'"
KEY = "UPDATE case_keys SET wrapped = {} WHERE case_id = '{}'"
OF_ZEROS = {"sqlite": "zeroblob(60)", "postgresql": r"'\x" + "00" * 60 + "'"}
EMPTY = {"sqlite": "zeroblob(0)", "postgresql": r"'\x'"}
STRANGE = {"sqlite": "x'" + "ff" * 60 + "'", "postgresql": r"'\x" + "ff" * 60 + "'"}
HARM = {
    "changed": (BODY, OF_ZEROS),
    "cut off": (BODY, EMPTY),
    "key changed": (KEY, OF_ZEROS),
    "key no text": (KEY, STRANGE),
    "key lost": (KEY, EMPTY),
}

Damage = Callable[[str, str], None]


@pytest.fixture(params=EVERY_STORE)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, Damage]]:
    """A store of every kind that holds four cases, and what damages the record of one."""
    yield from _filled(request, tmp_path)


@pytest.fixture(params=DATABASES)
def on_disk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Store, Damage]]:
    """The same on a database."""
    yield from _filled(request, tmp_path)


def _filled(request: pytest.FixtureRequest, folder: Path) -> Iterator[tuple[Store, Damage]]:
    url = prepared_url(request.param, folder, request)
    store = open_store(url)
    store.prepare()
    with store.write() as tx:
        for case_id in CASES:
            tx.cases.add(a_case(case_id, document=PEOPLE))

    def damage(case_id: str, how: str) -> None:
        if isinstance(store, MemoryStore):
            store.damage(case_id)
            return
        statement, by = HARM[how]
        if request.param == "sqlite":
            with sqlite3.connect(url.removeprefix("sqlite:///")) as file:
                file.execute(statement.format(by["sqlite"], case_id))
        else:
            with psycopg.connect(url) as owner:
                owner.execute(statement.format(by["postgresql"], case_id).encode())

    yield store, damage
    store.close()


def _listed(tx: Tx) -> dict[str, Case]:
    found = {case.id: case for case in tx.cases.find(CaseQuery(orgs=frozenset({"village-1"})))}
    assert found == tx.cases.briefs(CASES)
    assert list(found.values()) == tx.cases.search(text="示例甲")
    return found


def _frame(case: Case) -> Case:
    kept = ("id", "number", "pack", "procedure", "version", "org_id", "rev", "status", "opened_at")
    return Case(**{name: getattr(case, name) for name in kept}, damaged=True)


def test_whichever_record_is_damaged_the_others_are_listed_as_before(place: tuple[Store, Damage]) -> None:
    """记录逐件损坏：其余案件照旧列出；损坏的只列案号、机构、状态与日期，不含人员与纠纷内容。"""
    store, damage = place
    with store.read() as tx:
        whole = _listed(tx)
    assert set(whole) == set(CASES)
    for place_of, case_id in enumerate(CASES, start=1):
        damage(case_id, "changed")
        broken = set(CASES[:place_of])
        with store.read() as tx:
            assert _listed(tx) == {
                each: _frame(case) if each in broken else case for each, case in whole.items()
            }


@pytest.mark.parametrize("how", HARM)
def test_however_a_record_is_damaged_a_list_says_so(on_disk: tuple[Store, Damage], how: str) -> None:
    """Whether the content or the key of a case was changed, cut off or emptied, the list names it as damaged."""
    store, damage = on_disk
    damage("c2", how)
    with store.read() as tx:
        assert {case.id for case in _listed(tx).values() if case.damaged} == {"c2"}


@pytest.mark.parametrize(
    "asked",
    [
        lambda tx: tx.cases.get("c2"),
        lambda tx: tx.cases.by_number("示例〔2026〕c2"),
        lambda tx: tx.cases.revision("c2", 0),
        lambda tx: tx.cases.get("c2", lock=True),
        lambda tx: tx.cases.held(["c1", "c2"]),
    ],
)
@pytest.mark.parametrize("how", ["changed", "key changed", "key lost"])
def test_who_would_change_or_print_a_damaged_case_is_refused(
    place: tuple[Store, Damage], asked: Callable[[Tx], object], how: str
) -> None:
    """A step, a paper or an erasure asks for the whole case, and gets the named error, never half a case."""
    store, damage = place
    damage("c2", how)
    with store.write() as tx, pytest.raises(RecordSealBroken, match="c2"):
        asked(tx)


def test_a_damaged_case_is_known_by_its_number_and_can_be_put_back(place: tuple[Store, Damage]) -> None:
    """Its number still leads to it without opening it; once a revision is saved again, it is listed as before."""
    store, damage = place
    damage("c2", "changed")
    with store.write() as tx:
        assert [tx.cases.id_of(f"示例〔2026〕{each}") for each in ("c2", "c9")] == ["c2", None]
        tx.cases.save(a_case("c2", rev=1, document=PEOPLE), at=NOW, actor="m", command="x")
    with store.read() as tx:
        assert [case.id for case in _listed(tx).values() if case.damaged] == []
        assert tx.cases.get("c2") == a_case("c2", rev=1, document=PEOPLE)


def test_a_missing_master_key_is_no_damage_of_single_cases(tmp_path: Path, prepared_file: Path) -> None:
    """Where the keys of the installation are gone, a list says so, instead of calling every case damaged."""
    file = tmp_path / "hewei.db"
    file.write_bytes(prepared_file.read_bytes())
    store = open_store(f"sqlite:///{file}")
    with store.write() as tx:
        tx.cases.add(a_case("c1"))
    with sqlite3.connect(file) as rows:
        rows.execute("UPDATE case_keys SET wrapped = CAST('gonegone' || substr(wrapped, 9) AS BLOB)")
        rows.execute("UPDATE case_keys SET master = 'gonegone'")
    with store.read() as tx, pytest.raises(KeyUnknown):
        tx.cases.briefs(["c1"])
    store.close()


@pytest.mark.parametrize("sealed", ["cAAAA", "c?", ""])
def test_a_damaged_note_keeps_nobody_from_the_other_notes(
    tmp_path: Path, prepared_file: Path, sealed: str
) -> None:
    """备注逐条密封：损坏的一条在列表中注明，其余照常；要读该案全部备注时仍报出错误。"""
    file = tmp_path / "hewei.db"
    file.write_bytes(prepared_file.read_bytes())
    store = open_store(f"sqlite:///{file}")
    with store.write() as tx:
        tx.cases.add(a_case("c1"))
        for name in ("n1", "n2"):
            note = Note(id=name, case_id="c1", at=NOW, author="m", text=f"示例 {name}", mentions=("med-2",))
            tx.notes.add(note)
    with sqlite3.connect(file) as rows:
        rows.execute("UPDATE notes SET text = ? WHERE id = 'n1'", [sealed])
    with store.read() as tx:
        found = {each.note.id: (each.note.text, each.damaged) for each in tx.notes.mentions_of("med-2")}
        assert found == {"n1": ("", True), "n2": ("示例 n2", False)}
        with pytest.raises(RecordSealBroken, match="note n1"):
            tx.notes.of_case("c1")
    store.close()
