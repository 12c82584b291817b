"""What every store keeps for desks: absences, notes and mentions, saved filters, what was looked at."""

from __future__ import annotations

from datetime import date

import pytest

from tests.contract.samples import DAY, MINUTE, NOW, a_case
from workflows.domain.absence import Absence
from workflows.domain.note import Note
from workflows.errors import MissingReference
from workflows.store import Store

MONDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 6)


def an_absence(ident: str = "a1", **changes: object) -> Absence:
    """Return an absence from Monday to Friday."""
    given = {
        "account_id": "med-1",
        "substitute_id": "med-2",
        "since": MONDAY,
        "until": FRIDAY,
        "set_by": "med-1",
    }
    return Absence(id=ident, at=NOW, **{**given, **changes})  # type: ignore[arg-type]


def a_note(ident: str, at_minute: int = 0, **changes: object) -> Note:
    """Return a note of the case c1."""
    given = {"case_id": "c1", "author": "med-1", "text": "请看田界照片。", "mentions": ()}
    return Note(id=ident, at=NOW + at_minute * MINUTE, **{**given, **changes})  # type: ignore[arg-type]


def test_a_substitute_stands_in_from_the_first_day_to_the_last(store: Store) -> None:
    """On both end days the substitute acts; a day before or after, or once it was ended, nobody does."""
    with store.write() as tx:
        tx.absences.put(an_absence())
        tx.absences.put(an_absence("a2", account_id="med-3", ended_at=NOW))
    with store.read() as tx:
        days = [date(2026, 3, day) for day in (1, 2, 6, 7)]
        assert [tx.absences.stood_for("med-2", day) for day in days] == [[], ["med-1"], ["med-1"], []]
        assert tx.absences.stood_for("med-1", MONDAY) == []
        assert tx.absences.get("a1") == an_absence()
        assert tx.absences.get("nothing") is None


def test_the_last_absence_of_a_person_stands_first(store: Store) -> None:
    """Absences are listed from the last to the first; one that is changed stays one."""
    later = an_absence("a0", since=date(2026, 5, 1), until=date(2026, 5, 3))
    with store.write() as tx:
        tx.absences.put(an_absence())
        tx.absences.put(later)
        tx.absences.put(an_absence(ended_at=NOW))
    with store.read() as tx:
        assert tx.absences.of_account("med-1") == [later, an_absence(ended_at=NOW)]
        assert tx.absences.of_account("med-2") == []


def test_a_note_is_unread_for_those_it_mentions_until_they_read_it(store: Store) -> None:
    """Whoever is named finds the note unread; reading the case's notes settles all of that case at once."""
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.cases.add(a_case("c2"))
        tx.notes.add(a_note("n1", mentions=("med-2", "med-3")))
        tx.notes.add(a_note("n2", 1, mentions=("med-2",)))
        tx.notes.add(a_note("n3", 2, case_id="c2", mentions=("med-2",)))
        assert tx.notes.unread("med-2") == 3
        assert tx.notes.seen("c1", "med-2", at=NOW + DAY) == 2
        assert tx.notes.seen("c1", "med-2", at=NOW + DAY) == 0
    with store.read() as tx:
        assert [each.id for each in tx.notes.of_case("c1")] == ["n1", "n2"]
        assert [tx.notes.unread(who) for who in ("med-1", "med-2", "med-3")] == [0, 1, 1]
        found = tx.notes.mentions_of("med-2")
        assert [(each.note.id, each.seen_at) for each in found] == [
            ("n3", None),
            ("n2", NOW + DAY),
            ("n1", NOW + DAY),
        ]
        assert [each.note.id for each in tx.notes.mentions_of("med-2", limit=1, offset=1)] == ["n2"]
        assert found[0].note == a_note("n3", 2, case_id="c2", mentions=("med-2",))


def test_a_note_belongs_to_a_case(store: Store) -> None:
    """A note of a case that is not there is refused."""
    with pytest.raises(MissingReference), store.write() as tx:
        tx.notes.add(a_note("n1", case_id="nowhere"))


def test_views_are_kept_by_person_and_name(store: Store) -> None:
    """A view kept again under its name replaces the old one; nobody sees another's."""
    with store.write() as tx:
        tx.filters.put("med-1", "急件", {"light": "red"}, at=NOW)
        tx.filters.put("med-1", "A", {}, at=NOW)
        tx.filters.put("med-1", "急件", {"light": "overdue", "scope": "team"}, at=NOW)
        tx.filters.put("med-2", "急件", {}, at=NOW)
    with store.write() as tx:
        assert tx.filters.of_account("med-1") == {"A": {}, "急件": {"light": "overdue", "scope": "team"}}
        assert tx.filters.drop("med-1", "A")
        assert not tx.filters.drop("med-1", "A")
        assert list(tx.filters.of_account("med-1")) == ["急件"]
        assert list(tx.filters.of_account("med-2")) == ["急件"]


def test_what_was_opened_is_known_by_person(store: Store) -> None:
    """Steps that somebody opened are known as opened for them, twice changes nothing, and for nobody else."""
    with store.write() as tx:
        tx.items_seen.put("med-1", ["w1", "w2"], at=NOW)
        tx.items_seen.put("med-1", ["w1"], at=NOW + DAY)
        tx.items_seen.put("med-1", [], at=NOW)
    with store.read() as tx:
        assert tx.items_seen.among("med-1", ["w1", "w3"]) == {"w1"}
        assert tx.items_seen.among("med-1", []) == frozenset()
        assert tx.items_seen.among("med-2", ["w1"]) == frozenset()
