"""Finding cases in SQL: pieces of words lead to candidates, every word is then looked for in these.

Words of three signs or more are asked of SQLite's trigram index; where one is shorter, all are asked of pairs and
single signs (most Chinese names have two, and beside a common word the name alone tells cases apart). PostgreSQL has
one index of pairs and single signs, made by a function of our own. Where more than MANY cases have the pieces, the
newest are read one after the other instead: among so many the first page is soon full, and an index would have to
fetch and sort them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    BigInteger,
    ColumnElement,
    Dialect,
    Select,
    Text,
    bindparam,
    case,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)
from sqlalchemy import text as plain

from workflows.domain.case import Case
from workflows.domain.case_query import CaseQuery
from workflows.store.encoding import json_text, micros
from workflows.store.search_text import grams, search_text, search_words
from workflows.store.sql.intake_tables import case_search as t
from workflows.store.sql.record import Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, Statement, at, new, of
from workflows.store.sql.tables import case_revisions, cases, work_items
from workflows.store.sql.vault_tables import case_keys
from workflows.store.sql.work_lists import CLOSED

MANY = 2000
FEW = 12
"""With so few bodies a list begins at these, else at the newest case."""
LONG = 3
PIECES = 24
"""Pieces of a long word that lead to it; the rest is compared with the text itself."""
HEAD = ("org_id", "status", "procedure", "type", "words")
DATABASES = ("sqlite", "postgresql")

KNOWN = Statement(select(t.c.place, *(t.c[name] for name in HEAD)).where(t.c.case_id == of("case_id")))
ADD = Statement(
    insert(t)
    .values(case_id=of("new_case_id"), opened_at=at("new_opened_at"), **new(t, HEAD))
    .returning(t.c.place)
)
CHANGE = Statement(update(t).where(t.c.place == at("where")).values(new(t, HEAD)))
DROP = Statement(delete(t).where(t.c.case_id == of("case_id")))
INDEX = {
    name: Statement(plain(f"INSERT INTO {name} (rowid, words) VALUES (:at_place, :pieces)"))  # noqa: S608 - our own
    for name in ("case_trigrams", "case_bigrams")
}
UNINDEX = {
    name: Statement(
        plain(f"INSERT INTO {name} ({name}, rowid, words) VALUES ('delete', :at_place, :pieces)")  # noqa: S608 - our own
    )
    for name in ("case_trigrams", "case_bigrams")
}
CANDIDATES = {
    "case_trigrams": "SELECT rowid AS place FROM case_trigrams WHERE case_trigrams MATCH :pieces LIMIT :many",
    "case_bigrams": "SELECT rowid AS place FROM case_bigrams WHERE case_bigrams MATCH :pieces LIMIT :many",
    "case_search": (
        "SELECT place FROM case_search WHERE case_grams(words) @> "
        "ARRAY(SELECT json_array_elements_text(CAST(:pieces AS JSON))) LIMIT :many"
    ),
}


class Pieces(NamedTuple):
    """Which table is asked, and for what."""

    table: str
    wanted: str


class Shape(NamedTuple):
    """What makes one listing statement differ from another."""

    table: str = ""
    words: int = 0
    orgs: bool = False
    few: bool = False
    only: bool = False
    status: bool = False
    procedure: bool = False
    type: bool = False
    since: bool = False
    until: bool = False
    due_since: bool = False
    due_until: bool = False
    oldest_first: bool = False
    open_first: bool = False


class SqlCaseSearch:
    """What cases are found by, and finding them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, case: Case) -> None:
        """Let a new case be found."""
        head = _head(case)
        values = {f"new_{name}": cell for name, cell in head.items()}
        row = self._session.one(ADD, new_case_id=case.id, new_opened_at=micros(case.opened_at), **values)
        self._index(INDEX, row[0] if row else 0, head["words"])

    def change(self, case: Case) -> None:
        """Let a case be found by what it is now; seldom anything has changed."""
        was = self._session.one(KNOWN, case_id=case.id)
        head = _head(case)
        if was is None:
            self.keep(case)
        elif tuple(was)[1:] != tuple(head.values()):
            self._session.run(
                CHANGE, {"where": was[0], **{f"new_{name}": cell for name, cell in head.items()}}
            )
            if was[-1] != head["words"]:
                self._index(UNINDEX, was[0], was[-1])
                self._index(INDEX, was[0], head["words"])

    def drop(self, case_id: str) -> None:
        """Let a case be found no longer."""
        was = self._session.one(KNOWN, case_id=case_id)
        if was is not None:
            self._index(UNINDEX, was[0], was[-1])
            self._session.run(DROP, {"case_id": case_id})

    def find(self, query: CaseQuery) -> Sequence[Row]:
        """Return (case id, wrapped key, revision, sealed body) of the newest revisions of what is found."""
        words = search_words(query.text)
        asked = _pieces(words, self._session.dialect) if words else None
        values = _values(query, words)
        if asked is not None:
            values["pieces"] = asked.wanted
            few = self._session.one(_count(asked.table), pieces=asked.wanted, many=MANY + 1)
            if few is not None and few[0] > MANY:
                asked = None
                del values["pieces"]
            else:
                values["many"] = MANY
        shape = _shape(query, words, asked)
        return self._session.all(_listing(shape), **values)

    def _index(self, statements: dict[str, Statement], place: int, words: str) -> None:
        if self._session.dialect.name == "sqlite":
            self._session.run(statements["case_trigrams"], {"at_place": place, "pieces": words})
            self._session.run(
                statements["case_bigrams"], {"at_place": place, "pieces": _spelt(grams(words, 1, 2))}
            )


def _head(case: Case) -> dict[str, str]:
    """Return what a case is found by, in the order of HEAD."""
    return {
        "org_id": case.org_id,
        "status": case.status.value,
        "procedure": case.procedure,
        "type": case.document.claim.type,
        "words": search_text(case),
    }


def _pieces(words: Sequence[str], dialect: Dialect) -> Pieces:
    """Return the pieces that all must be there, of the words that the index knows."""
    if dialect.name == "postgresql":
        return Pieces("case_search", json_text([piece for word in words for piece in _short(word)]))
    if all(len(word) >= LONG for word in words):
        wanted = " ".join(_quoted(piece) for word in words for piece in grams(word, LONG)[:PIECES])
        return Pieces("case_trigrams", wanted)
    return Pieces("case_bigrams", " ".join(_quoted(_hex(piece)) for word in words for piece in _short(word)))


def _short(word: str) -> list[str]:
    return grams(word, min(len(word), 2))[:PIECES]


def _quoted(piece: str) -> str:
    return '"' + piece.replace('"', '""') + '"'


def _hex(piece: str) -> str:
    # The index takes only letters and digits as parts of a word; spelt so, every sign is one.
    return piece.encode().hex()


def _spelt(pieces: Sequence[str]) -> str:
    """Return all of them in hexadecimal, spelt at once: no piece holds the end of a line, so that parts them."""
    return "\n".join(pieces).encode().hex(",").replace(",0a,", " ").replace(",", "")


def _shape(query: CaseQuery, words: Sequence[str], asked: Pieces | None) -> Shape:
    return Shape(
        table=asked.table if asked else "",
        words=len(words),
        orgs=query.orgs is not None,
        few=query.orgs is not None and len(query.orgs) <= FEW,
        only=query.only is not None,
        status=bool(query.status),
        procedure=bool(query.procedure),
        type=bool(query.type),
        since=query.since is not None,
        until=query.until is not None,
        due_since=query.due_since is not None,
        due_until=query.due_until is not None,
        oldest_first=query.oldest_first,
        open_first=query.open_first,
    )


def _values(query: CaseQuery, words: Sequence[str]) -> dict[str, Any]:
    values: dict[str, Any] = {"at_most": query.limit, "skipped": query.offset}
    for name in ("orgs", "only"):
        if (among := getattr(query, name)) is not None:
            values[name] = json_text(sorted(among))
    for name in ("status", "procedure", "type"):
        if getattr(query, name):
            values[name] = getattr(query, name)
    for name in ("since", "until", "due_since", "due_until"):
        if (instant := getattr(query, name)) is not None:
            values[name] = micros(instant)
    return values | {f"word_{place}": f"%{_literally(word)}%" for place, word in enumerate(words)}


def _literally(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


@lru_cache(maxsize=8)
def _count(table: str) -> Statement:
    return Statement(select(func.count()).select_from(_candidates(table)))


def _candidates(table: str) -> CTE:
    """Return the places of the candidates, found before anything else: a planner would look for them row by row."""
    asked = plain(CANDIDATES[table]).bindparams(
        bindparam("pieces", required=True), bindparam("many", type_=BigInteger, required=True)
    )
    found = asked.columns(literal_column("place", BigInteger)).cte("candidates")
    return found.prefix_with("MATERIALIZED", dialect="postgresql")


@lru_cache(maxsize=256)
def _listing(shape: Shape) -> Statement:
    """Return the statement of a list: first which cases and in which order, then what stands in them."""
    order = t.c.opened_at + literal_column("0") if shape.few or shape.table else t.c.opened_at
    found: Select[Any] = select(t.c.case_id, t.c.opened_at, t.c.place, t.c.status)
    if shape.table:
        candidates = _candidates(shape.table)
        found = found.select_from(candidates).join(t, t.c.place == candidates.c.place)
    for condition in _conditions(shape):
        found = found.where(condition)
    ways = _ways(shape, t.c.status, order, t.c.place)
    page = found.order_by(*ways).limit(at("at_most")).offset(at("skipped")).subquery("page")
    again = _ways(shape, page.c.status, page.c.opened_at, page.c.place)
    return Statement(
        select(cases.c.id, case_keys.c.wrapped, case_revisions.c.rev, case_revisions.c.body)
        .select_from(page)
        .join(cases, cases.c.id == page.c.case_id)
        .join(
            case_revisions, (case_revisions.c.case_id == cases.c.id) & (case_revisions.c.rev == cases.c.rev)
        )
        .join(case_keys, case_keys.c.case_id == cases.c.id)
        .order_by(*again)
    )


def _ways(
    shape: Shape, status: ColumnElement[str], opened: ColumnElement[int], place: ColumnElement[int]
) -> list[ColumnElement[Any]]:
    closed = (case((status == CLOSED, 1), else_=0).asc(),) if shape.open_first else ()
    last = (opened.asc(), place.asc()) if shape.oldest_first else (opened.desc(), place.desc())
    return [*closed, *last]


def _conditions(shape: Shape) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if shape.orgs:
        # Spelt as a sum where other things lead: an index of many bodies would fetch and sort nearly every case.
        leads = shape.few and not shape.table
        lies = t.c.org_id if leads else t.c.org_id.concat(literal_column("''", Text))
        found.append(Among(lies, "orgs", leads=leads))
    if shape.only:
        found.append(Among(t.c.case_id, "only"))
    found += [t.c[name] == of(name) for name in ("status", "procedure", "type") if getattr(shape, name)]
    if shape.since:
        found.append(t.c.opened_at >= at("since"))
    if shape.until:
        found.append(t.c.opened_at < at("until"))
    if shape.due_since:
        found.append(_earliest() >= at("due_since"))
    if shape.due_until:
        found.append(_earliest() < at("due_until"))
    return found + [t.c.words.like(of(f"word_{place}"), escape="\\") for place in range(shape.words)]


def _earliest() -> ColumnElement[int]:
    waits = (work_items.c.case_id == t.c.case_id) & (work_items.c.status == literal_column("'open'"))
    return select(func.min(work_items.c.binds_at)).where(waits).correlate(t).scalar_subquery()
