"""Absences, notes, saved filters and what was looked at, in SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import orjson
from sqlalchemy import delete, func, insert, select, update

from workflows.domain.absence import Absence
from workflows.domain.note import Mention, Note
from workflows.errors import RecordSealBroken
from workflows.store.encoding import instant_of, json_text, micros
from workflows.store.sql.case_seals import CaseSeals
from workflows.store.sql.desk_tables import absences, items_seen, note_mentions, notes, saved_filters
from workflows.store.sql.record import Record, Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, Statement, add_if_new, at, of, put

ABSENCE = Record(absences, Absence)
PUT_ABSENCE = put(absences)
ABSENCE_OF_ID = Statement(select(*ABSENCE.columns).where(absences.c.id == of("absence")))
ABSENCES_OF = Statement(
    select(*ABSENCE.columns)
    .where(absences.c.account_id == of("account"))
    .order_by(absences.c.since.desc(), absences.c.id)
)
STOOD_FOR = Statement(
    select(absences.c.account_id)
    .where(
        absences.c.substitute_id == of("substitute"),
        absences.c.until >= of("on_day"),
        absences.c.since <= of("on_day"),
        absences.c.ended_at.is_(None),
    )
    .distinct()
    .order_by(absences.c.account_id)
)
NOTE = Record(notes, Note)
ADD_NOTE = Statement(insert(notes))
ADD_MENTION = Statement(insert(note_mentions))
NOTES_OF = Statement(
    select(*NOTE.columns).where(notes.c.case_id == of("case")).order_by(notes.c.at, notes.c.id)
)
MENTIONS_OF = Statement(
    select(*NOTE.columns, note_mentions.c.seen_at)
    .select_from(note_mentions)
    .join(notes, notes.c.id == note_mentions.c.note_id)
    .where(note_mentions.c.account_id == of("account"))
    .order_by(note_mentions.c.seen_at.is_not(None), note_mentions.c.at.desc(), notes.c.id)
    .limit(at("at_most"))
    .offset(at("skipped"))
)
_unread = (note_mentions.c.account_id == of("account"), note_mentions.c.seen_at.is_(None))
UNREAD = Statement(select(func.count()).select_from(note_mentions).where(*_unread))
SEEN = Statement(
    update(note_mentions)
    .where(*_unread, note_mentions.c.note_id.in_(select(notes.c.id).where(notes.c.case_id == of("case"))))
    .values(seen_at=at("on"))
)
PUT_FILTER = put(saved_filters)
DROP_FILTER = Statement(
    delete(saved_filters).where(
        saved_filters.c.account_id == of("account"), saved_filters.c.name == of("called")
    )
)
FILTERS_OF = Statement(
    select(saved_filters.c.name, saved_filters.c.asked)
    .where(saved_filters.c.account_id == of("account"))
    .order_by(saved_filters.c.name)
)
LOOKED = add_if_new(items_seen)
LOOKED_AT = Statement(
    select(items_seen.c.item_id).where(
        items_seen.c.account_id == of("account"), Among(items_seen.c.item_id, "items")
    )
)


class SqlAbsences:
    """Who is away from which day to which, and who acts in their place."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, absence: Absence) -> None:
        """Add or replace an absence."""
        self._session.run(PUT_ABSENCE, ABSENCE.row(absence))

    def get(self, absence_id: str) -> Absence | None:
        """Return one absence."""
        row = self._session.one(ABSENCE_OF_ID, absence=absence_id)
        return ABSENCE.value(row) if row else None

    def of_account(self, account_id: str) -> Sequence[Absence]:
        """Return the absences of somebody, the last one first."""
        return ABSENCE.values(self._session.all(ABSENCES_OF, account=account_id))

    def stood_for(self, substitute_id: str, day: date) -> Sequence[str]:
        """Return the accounts in whose place *substitute_id* acts on *day*, in order."""
        rows = self._session.all(STOOD_FOR, substitute=substitute_id, on_day=day.isoformat())
        return [row[0] for row in rows]


class SqlNotes:
    """What colleagues write beside cases, sealed with the key of the case."""

    def __init__(self, session: Session, seals: CaseSeals) -> None:
        self._session = session
        self._seals = seals

    def add(self, note: Note) -> None:
        """Keep a note; each account in its mentions finds it unread."""
        sealed = self._seals.text(note.case_id, note.text, f"note {note.id}")
        self._session.run(ADD_NOTE, {**NOTE.row(note), "text": sealed})
        when = micros(note.at)
        self._session.run_each(
            ADD_MENTION,
            [
                {"note_id": note.id, "account_id": account_id, "at": when, "seen_at": None}
                for account_id in note.mentions
            ],
        )

    def of_case(self, case_id: str) -> Sequence[Note]:
        """Return the notes of a case, oldest first."""
        return [self._note(row) for row in self._session.all(NOTES_OF, case=case_id)]

    def _note(self, row: Row) -> Note:
        note = NOTE.value(row)
        plain = self._seals.untext(note.case_id, note.text, f"note {note.id}")
        return replace(note, text=plain or "")

    def mentions_of(self, account_id: str, *, limit: int = 50, offset: int = 0) -> Sequence[Mention]:
        """Return the notes that mention somebody: unread ones first, then the newest."""
        rows = self._session.all(MENTIONS_OF, account=account_id, at_most=limit, skipped=offset)
        return [self._mention(row[:-1], None if row[-1] is None else instant_of(row[-1])) for row in rows]

    def _mention(self, row: Row, seen_at: datetime | None) -> Mention:
        """Return a note in a list: one that cannot be opened keeps nobody from the others."""
        try:
            return Mention(note=self._note(row), seen_at=seen_at)
        except RecordSealBroken:
            return Mention(note=replace(NOTE.value(row), text=""), seen_at=seen_at, damaged=True)

    def unread(self, account_id: str) -> int:
        """Return how many notes that mention somebody they have not read."""
        row = self._session.one(UNREAD, account=account_id)
        return int(row[0]) if row else 0

    def seen(self, case_id: str, account_id: str, *, at: datetime) -> int:
        """Note that somebody read the notes of a case; returns how many were unread."""
        return self._session.run(SEEN, {"case": case_id, "account": account_id, "on": micros(at)})


class SqlSavedFilters:
    """Views of work lists that people gave a name."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, account_id: str, name: str, asked: Mapping[str, str], *, at: datetime) -> None:
        """Keep a view under a name, or replace the one that has it."""
        row = {"account_id": account_id, "name": name, "asked": json_text(asked), "at": micros(at)}
        self._session.run(PUT_FILTER, row)

    def drop(self, account_id: str, name: str) -> bool:
        """Forget one; False if there was none."""
        return self._session.run(DROP_FILTER, {"account": account_id, "called": name}) == 1

    def of_account(self, account_id: str) -> Mapping[str, Mapping[str, str]]:
        """Return the views of somebody by name, in the order of the names."""
        return {row[0]: orjson.loads(row[1]) for row in self._session.all(FILTERS_OF, account=account_id)}


class SqlItemsSeen:
    """Which work items somebody has opened."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, account_id: str, item_ids: Collection[str], *, at: datetime) -> None:
        """Note that somebody opened these."""
        rows = [{"account_id": account_id, "item_id": each, "at": micros(at)} for each in item_ids]
        self._session.run_each(LOOKED, rows)

    def among(self, account_id: str, item_ids: Collection[str]) -> frozenset[str]:
        """Return which of these somebody has opened."""
        wanted = json_text(sorted(item_ids))
        return frozenset(row[0] for row in self._session.all(LOOKED_AT, account=account_id, items=wanted))
