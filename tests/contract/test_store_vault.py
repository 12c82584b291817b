"""What is personal lies sealed, is found by its digest, can be wrapped anew and destroyed, on every store."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from tests.contract.samples import NOW, Mishap, a_case, a_paper, an_item, fail_after
from workflows.domain.audit import AuditNote, AuditQuery
from workflows.domain.case import Agent, CaseDocument, MediationSession, Party
from workflows.domain.journal import Fact
from workflows.domain.note import Note
from workflows.errors import KeyUnknown, UnknownCase
from workflows.store import Store
from workflows.store.opening import open_store
from workflows.vault import KeyFolder, Vault

NUMBER, PHONE, TALK = "50023519900307123X", "13811112222", "单方谈话示例内容"
PEOPLE = CaseDocument(
    parties=(
        Party(id="p1", name="示例甲", id_number=NUMBER, phone="+86 138-1111-2222"),
        Party(id="p2", name="示例乙", agent=Agent(name="示例丙", phone="13833334444")),
    ),
    sessions=(MediationSession(minutes=TALK, separate_talk=True),),
)


@pytest.mark.parametrize(
    ("kind", "typed", "found"),
    [
        ("id-number", NUMBER, {"c1"}),
        ("id-number", " 500235 19900307 123x ", {"c1"}),
        ("id-number", "500235199003071231", set()),
        ("phone", "138 1111 2222", {"c1"}),
        ("phone", "008613811112222", {"c1"}),
        ("phone", "13833334444", {"c1"}),
        ("phone", NUMBER, set()),
        ("phone", "", set()),
    ],
)
def test_a_person_is_found_by_number_or_telephone(
    store: Store, kind: str, typed: str, found: set[str]
) -> None:
    """However it is spelt, a number leads to the cases in which it stands, and to no others."""
    with store.write() as tx:
        tx.cases.add(a_case("c1", document=PEOPLE))
        tx.cases.add(a_case("c2"))
    with store.read() as tx:
        assert tx.cases.with_identity(kind, typed) == found


def test_a_corrected_number_is_found_and_the_wrong_one_no_longer(store: Store) -> None:
    """The index follows the newest revision."""
    with store.write() as tx:
        tx.cases.add(a_case("c1", document=PEOPLE))
        other = CaseDocument(parties=(Party(id="p1", name="示例甲", phone="13855556666"),))
        tx.cases.save(a_case("c1", rev=1, document=other), at=NOW, actor="m", command="x")
    with store.read() as tx:
        assert tx.cases.with_identity("phone", PHONE) == set()
        assert tx.cases.with_identity("phone", "13855556666") == {"c1"}


def test_the_file_of_the_database_holds_no_number_and_no_talk(tmp_path: Path) -> None:
    """Whoever takes the disk finds no number, no telephone and nothing said, not in a draft, message or fact."""
    store = open_store(f"sqlite:///{tmp_path}/hewei.db")
    store.prepare()
    with store.write() as tx:
        tx.cases.add(a_case("c1", document=PEOPLE, state=NUMBER.encode()))
        tx.work.replace_open("c1", [an_item("c1:w")], at=NOW)
        tx.drafts.put("c1:w", "m", {"parties": [{"id_number": NUMBER, "said": TALK}]}, at=NOW)
        tx.waits.put_message(
            "c1:1:0", kind="message", name="n", correlation="", payload={"phone": PHONE, "said": TALK}, at=NOW
        )
        tx.waits.put_message(
            "from-abroad", kind="message", name="n", correlation="", payload={"number": NUMBER}, at=NOW
        )
        tx.notes.add(Note(id="n", case_id="c1", author="m", at=NOW, text=f"{TALK} {PHONE}"))
        fact = Fact(kind="SentBack", data={"reason": f"{TALK} {PHONE}"})
        tx.journal.append("c1", 0, [fact, Fact(kind="X", data={"phone": PHONE})], at=NOW, actor="m")
    with store.read() as tx:
        assert tx.drafts.get("c1:w", "m") == {"parties": [{"id_number": NUMBER, "said": TALK}]}
        assert {row[4]["phone" if row[0] == "c1:1:0" else "number"] for row in tx.waits.undelivered()} == {  # type: ignore[call-overload,index]
            PHONE,
            NUMBER,
        }
        assert tx.journal.of_case("c1")[0].fact == fact
        assert [note.text for note in tx.notes.of_case("c1")] == [f"{TALK} {PHONE}"]
    store.close()
    raw = b"".join(path.read_bytes() for path in tmp_path.glob("hewei.db*"))
    found = [word for word in (NUMBER, PHONE, TALK) if word.encode() in raw]
    assert found == []


OPEN = (
    "decide",
    "2026-03-06T09:00:00+08:00",
    "a <b> [c] {d} (e) 'f'",
    "m@example.org",
    "123456",
    "12 34567",
)
CLOSED = ("1234567", "x123456789012y", "示", "é", "a|b", "a~b", "a#b", "\u0660" * 7, "a；b")


def test_only_codes_and_days_of_facts_lie_open(tmp_path: Path) -> None:
    """Of what a fact tells only plain signs lie in the file, and no number as long as a telephone's."""
    store = open_store(f"sqlite:///{tmp_path}/hewei.db")
    store.prepare()
    with store.write() as tx:
        tx.cases.add(a_case("c1"))
        for number, word in enumerate((*OPEN, *CLOSED), start=1):
            fact = Fact(kind=f"K{number}", data={"said": word})
            tx.journal.append("c1", number, [fact], at=NOW, actor="m")
    with store.read() as tx:
        assert [entry.fact.data["said"] for entry in tx.journal.of_case("c1")] == [*OPEN, *CLOSED]
    store.close()
    with sqlite3.connect(tmp_path / "hewei.db") as raw:
        kept = [json.loads(data) for (data,) in raw.execute("SELECT data FROM journal ORDER BY seq")]
    raw.close()
    assert [each.get("said") for each in kept] == [*OPEN, *(None for _ in CLOSED)]


def test_with_other_keys_nothing_opens(tmp_path: Path) -> None:
    """A database without its folder of keys is told as such, not as an empty case."""
    url = f"sqlite:///{tmp_path}/hewei.db"
    store = open_store(url)
    store.prepare()
    with store.write() as tx:
        tx.cases.add(a_case("c1", document=PEOPLE))
    store.close()
    other = open_store(url, Vault(KeyFolder(tmp_path / "other").ring))
    with pytest.raises(KeyUnknown), other.read() as tx:
        tx.cases.get("c1")
    other.close()


def test_a_body_moved_to_another_case_does_not_open(tmp_path: Path) -> None:
    """Swapping the rows of two cases in the file is found when they are read."""
    store = open_store(f"sqlite:///{tmp_path}/hewei.db")
    store.prepare()
    with store.write() as tx:
        tx.cases.add(a_case("c1"))
        tx.cases.add(a_case("c2"))
    store.close()
    with sqlite3.connect(tmp_path / "hewei.db") as raw:
        raw.execute(
            "UPDATE case_revisions SET body = (SELECT body FROM case_revisions WHERE case_id = 'c2') "
            "WHERE case_id = 'c1'"
        )
    raw.close()
    again = open_store(f"sqlite:///{tmp_path}/hewei.db")
    with pytest.raises(Exception, match="case with the id c1 was changed"), again.read() as tx:
        tx.cases.get("c1")
    again.close()


def test_a_new_master_key_opens_what_the_old_one_sealed(tmp_path: Path) -> None:
    """After a rotation every case opens with the new key alone, also in a process that had read the old one."""
    folder = KeyFolder(tmp_path / "keys")
    store, elsewhere = (open_store(f"sqlite:///{tmp_path}/hewei.db", Vault(folder.ring)) for _ in range(2))
    store.prepare()
    with store.write() as tx:
        for number in range(5):
            tx.cases.add(a_case(f"c{number}", document=PEOPLE))
    with elsewhere.read() as tx:
        tx.cases.get("c1")
    folder.put(folder.ring().with_fresh_master())
    fresh = open_store(f"sqlite:///{tmp_path}/hewei.db", Vault(folder.ring))
    with fresh.write() as tx:
        assert [tx.case_keys.rewrap(limit=3) for _ in range(3)] == [3, 2, 0]
        assert tx.case_keys.counts() == {folder.ring().current: 5}
    folder.put(folder.ring().with_current_only())
    for each in (elsewhere, fresh):
        with each.read() as tx:
            assert tx.cases.get("c3") == a_case("c3", document=PEOPLE)
            assert tx.cases.with_identity("phone", PHONE) == {f"c{number}" for number in range(5)}
        each.close()
    store.close()


def test_an_erased_case_keeps_number_and_status_alone(store: Store) -> None:
    """After erasure no search finds the case, its document is empty, its facts stand without what was written."""
    with store.write() as tx:
        tx.cases.add(a_case("c1", document=PEOPLE))
        tx.cases.add(a_case("c2", document=PEOPLE))
        tx.work.replace_open("c1", [an_item("c1:w")], at=NOW)
        tx.drafts.put("c1:w", "m", {"a": TALK}, at=NOW)
        tx.papers.put(a_paper("p1", pdf_sha256="a" * 64, docx_sha256="b" * 64))
        tx.papers.put(a_paper("p2", case_id="c2", pdf_sha256="b" * 64))
        tx.journal.append("c1", 0, [Fact(kind="SentBack", data={"reason": TALK})], at=NOW, actor="m")
    with store.write() as tx:
        assert tx.case_keys.erase("c1", at=NOW) == {"a" * 64}
    with store.read() as tx:
        left = tx.cases.get("c1")
        assert left is not None
        assert (left.number, left.erased_at, left.document, left.title) == (
            a_case("c1").number,
            NOW,
            CaseDocument(),
            "",
        )
        assert tx.cases.with_identity("phone", PHONE) == {"c2"}
        assert [case.id for case in tx.cases.search(text="示例甲")] == ["c2"]
        assert tx.drafts.get("c1:w", "m") is None
        assert tx.cases.count() == 2
        assert len(tx.journal.of_case("c1")) == 1
        revision = tx.cases.revision("c1", 0)
        assert revision is not None
        assert revision.document == CaseDocument()


def test_a_case_that_is_not_there_cannot_be_erased(store: Store) -> None:
    """Erasing an unknown case is refused."""
    with pytest.raises(UnknownCase), store.write() as tx:
        tx.case_keys.erase("none", at=NOW)


def test_each_change_leaves_one_row_in_the_audit(store: Store) -> None:
    """A step, a fact, a note of a reading: one row each, with whom, what and which case; a failed step leaves none."""
    with store.write() as tx:
        tx.cases.add(a_case("c1"))
        tx.journal.append("c1", 0, [Fact(kind="CaseOpened")], at=NOW, actor="clerk-1")
    with store.write() as tx:
        fact = Fact(kind="ContactShown", data={"party": "p1", "reason": "contact"})
        tx.journal.append("c1", 0, [fact], at=NOW, actor="m")
    with store.write() as tx:
        tx.audit.note(AuditNote(at=NOW, actor="m", action="read-case", case_id="c1", result="read"))
    with pytest.raises(Mishap):
        fail_after(store, lambda tx: tx.cases.save(a_case("c1", rev=1), at=NOW, actor="m", command="x"))
    with store.read() as tx:
        rows = sorted(tx.audit.rows(AuditQuery(case_id="c1")), key=lambda row: row.seq)
        assert [(row.actor, row.action, row.thing, row.reason, row.result) for row in rows] == [
            ("clerk-1", "open", "rev 0", "", "done"),
            ("m", "ContactShown", "p1", "contact", "done"),
            ("m", "read-case", "", "", "read"),
        ]
        assert [row.hash for row in rows] == [row.digest() for row in rows]
        assert [row.prev for row in rows[1:]] == [row.hash for row in rows[:-1]]


def test_the_audit_is_asked_by_person_case_action_and_time(store: Store) -> None:
    """The newest rows come first, narrowed by what was asked, a page at a time."""
    with store.write() as tx:
        for number in range(5):
            note = AuditNote(
                at=NOW.replace(hour=number), actor=f"a{number % 2}", action="read-case", case_id="c"
            )
            tx.audit.note(note)
    with store.read() as tx:
        assert [row.at.hour for row in tx.audit.rows(AuditQuery(actor="a0"))] == [4, 2, 0]
        assert [row.at.hour for row in tx.audit.rows(AuditQuery(limit=2, offset=1))] == [3, 2]
        since, until = NOW.replace(hour=1), NOW.replace(hour=3)
        assert [row.at.hour for row in tx.audit.rows(AuditQuery(since=since, until=until))] == [2, 1]
        assert tx.audit.rows(AuditQuery(action="erase-case")) == []


@pytest.mark.parametrize("change", ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"])
def test_the_audit_cannot_be_changed(database: Store, change: str) -> None:
    """Rows can be added, never changed or removed, not even past the program."""
    with database.write() as tx:
        tx.cases.add(a_case("c1"))
    with pytest.raises(Exception, match="append only"), database.write() as tx:
        tx._session.say(change)  # type: ignore[attr-defined]


def test_what_was_just_saved_is_what_others_read(tmp_path: Path) -> None:
    """A case that a program has at hand, because it saved it a moment ago, equals what another reads from the file."""
    one, other = (open_store(f"sqlite:///{tmp_path}/hewei.db") for _ in range(2))
    one.prepare()
    case = a_case("c1", document=PEOPLE)
    with one.write() as tx:
        tx.cases.add(case)
        tx.cases.save(case.model_copy(update={"rev": 1, "state": b"later"}), at=NOW, actor="a", command="b")
    with one.read() as here, other.read() as there:
        for rev in (0, 1):
            assert here.cases.revision("c1", rev) == there.cases.revision("c1", rev)
        assert here.cases.get("c1") == there.cases.get("c1")
    one.close()
    other.close()
