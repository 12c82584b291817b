"""Cases and their revisions in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, func, insert, literal_column, select, update

from workflows.domain.case import Case
from workflows.errors import CaseChangedMeanwhile, UnknownCase
from workflows.store.compression import compressed, decompressed
from workflows.store.encoding import instant_of, json_text, micros
from workflows.store.ports.casework import Revision
from workflows.store.search_text import search_text, search_words
from workflows.store.sql.record import Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, Statement, at, new, of
from workflows.store.sql.tables import case_revisions, cases

HEADING = ("number", "version", "org_id", "status", "search_text")

FEW = 12
CLOSED: ColumnElement[str] = literal_column("'closed'", Text)

_newest = (
    select(case_revisions.c.body, case_revisions.c.state)
    .select_from(cases)
    .join(case_revisions, (case_revisions.c.case_id == cases.c.id) & (case_revisions.c.rev == cases.c.rev))
)
ADD = Statement(insert(cases))
ADD_REVISION = Statement(insert(case_revisions))
_locked = select(cases.c.id, cases.c.rev).where(cases.c.id == of("case_id")).with_for_update().cte("locked")
LOCK_AND_GET = Statement(
    select(case_revisions.c.body, case_revisions.c.state)
    .select_from(_locked)
    .join(
        case_revisions, (case_revisions.c.case_id == _locked.c.id) & (case_revisions.c.rev == _locked.c.rev)
    )
)
GET = Statement(_newest.where(cases.c.id == of("case_id")))
BY_NUMBER = Statement(_newest.where(cases.c.number == of("number")))
MOVE = Statement(
    update(cases)
    .where(cases.c.id == of("case_id"), cases.c.rev == at("before"))
    .values(rev=at("after"))
    .returning(*(cases.c[name] for name in HEADING))
)
CHANGE = Statement(update(cases).where(cases.c.id == of("case_id")).values(new(cases, HEADING)))
REVISION = Statement(
    select(case_revisions.c.body, case_revisions.c.state).where(
        case_revisions.c.case_id == of("case_id"), case_revisions.c.rev == at("rev")
    )
)
HISTORY = Statement(
    select(case_revisions.c.rev, case_revisions.c.at, case_revisions.c.actor, case_revisions.c.command)
    .where(case_revisions.c.case_id == of("case_id"))
    .order_by(case_revisions.c.rev)
)
ON_VERSION = Statement(
    select(cases.c.id)
    .where(cases.c.version == of("digest"), cases.c.id > of("above"), cases.c.status != CLOSED)
    .order_by(cases.c.id)
    .limit(at("at_most"))
)
COUNT = Statement(select(func.count()).select_from(cases))
COUNT_STATUS = Statement(select(func.count()).select_from(cases).where(cases.c.status == of("status")))


@lru_cache(maxsize=64)
def _listing(*, by_orgs: bool, few: bool, by_status: bool, words: int) -> Statement:
    """Return the statement of a list; with *few* organisations it begins at these, else at the newest case."""
    of_newest = (case_revisions.c.case_id == cases.c.id) & (case_revisions.c.rev == cases.c.rev)
    listing: Select[Any] = select(case_revisions.c.body).select_from(cases).join(case_revisions, of_newest)
    if by_orgs:
        listing = listing.where(Among(cases.c.org_id, "orgs"))
    if by_status:
        listing = listing.where(cases.c.status == of("status"))
    for place in range(words):
        listing = listing.where(cases.c.search_text.like(of(f"word_{place}"), escape="\\"))
    opened = cases.c.opened_at + literal_column("0") if few else cases.c.opened_at
    return Statement(
        listing.order_by(opened.desc(), cases.c.id.desc()).limit(at("at_most")).offset(at("skipped"))
    )


class SqlCases:
    """Cases and their revisions."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, case: Case) -> None:
        """Keep a new case (rev 0)."""
        self._session.run(
            ADD,
            {
                **_head(case),
                "rev": case.rev,
                "pack": case.pack,
                "procedure": case.procedure,
                "id": case.id,
                "opened_at": micros(case.opened_at),
            },
        )
        self._keep(case, at=case.opened_at, actor=case.opened_by, command="open")

    def get(self, case_id: str, *, lock: bool = False) -> Case | None:
        """Return the case at its newest revision."""
        if lock:
            row = self._session.one(LOCK_AND_GET, case_id=case_id)
            if row is not None:
                return _case(row)
            # Not there; or the lock had to be waited for: then the newest revision is younger than the question.
        return _case(self._session.one(GET, case_id=case_id))

    def by_number(self, number: str) -> Case | None:
        """Return the case with this number."""
        return _case(self._session.one(BY_NUMBER, number=number))

    def save(self, case: Case, *, at: datetime, actor: str, command: str) -> None:
        """Keep *case* as its next revision, if the stored one is still `case.rev - 1`."""
        was = self._session.one(MOVE, case_id=case.id, before=case.rev - 1, after=case.rev)
        if was is None:
            if self._session.one(GET, case_id=case.id) is None:
                raise UnknownCase(case=case.id)
            raise CaseChangedMeanwhile(case=case.number, rev=case.rev)
        head = _head(case)
        if tuple(was) != tuple(head.values()):
            # Seldom; naming these columns in every update would write each of their indexes anew.
            self._session.run(CHANGE, {"case_id": case.id, **{f"new_{k}": v for k, v in head.items()}})
        self._keep(case, at=at, actor=actor, command=command)

    def revision(self, case_id: str, rev: int) -> Case | None:
        """Return the case as it was at revision *rev*."""
        return _case(self._session.one(REVISION, case_id=case_id, rev=rev))

    def history(self, case_id: str) -> Sequence[Revision]:
        """Return what was saved of a case, oldest first: number, instant, by whom, by which command."""
        rows = self._session.all(HISTORY, case_id=case_id)
        return [Revision(row[0], instant_of(row[1]), row[2], row[3]) for row in rows]

    def on_version(self, digest: str, *, limit: int = 100, after: str = "") -> Sequence[str]:
        """Return ids of cases that are not closed and run on the version *digest*, in order, those above *after*."""
        rows = self._session.all(ON_VERSION, digest=digest, above=after, at_most=limit)
        return [row[0] for row in rows]

    def search(
        self,
        *,
        orgs: Iterable[str] | None = None,
        status: str = "",
        text: str = "",
        limit: int = 50,
        offset: int = 0,
    ) -> Sequence[Case]:
        """Return cases (without engine state), newest first."""
        words = search_words(text)
        among = None if orgs is None else sorted(orgs)
        statement = _listing(
            by_orgs=among is not None,
            few=among is not None and len(among) <= FEW,
            by_status=bool(status),
            words=len(words),
        )
        values: dict[str, Any] = {"at_most": limit, "skipped": offset}
        if among is not None:
            values["orgs"] = json_text(among)
        if status:
            values["status"] = status
        values |= {f"word_{place}": f"%{_literally(word)}%" for place, word in enumerate(words)}
        return [_body(row[0]) for row in self._session.all(statement, **values)]

    def count(self, *, status: str = "") -> int:
        """Return how many cases there are."""
        row = self._session.one(COUNT_STATUS, status=status) if status else self._session.one(COUNT)
        return int(row[0]) if row else 0

    def _keep(self, case: Case, *, at: datetime, actor: str, command: str) -> None:
        body = case.model_dump_json(exclude={"state"}).encode()
        self._session.run(
            ADD_REVISION,
            {
                "case_id": case.id,
                "rev": case.rev,
                "at": micros(at),
                "actor": actor,
                "command": command,
                "body": compressed(body),
                "state": case.state,
            },
        )


def _head(case: Case) -> dict[str, Any]:
    """Return what lists are made of, in the order of HEADING."""
    return {
        "number": case.number,
        "version": case.version,
        "org_id": case.org_id,
        "status": case.status.value,
        "search_text": search_text(case),
    }


@lru_cache(maxsize=256)
def _body(body: bytes) -> Case:
    """Return the case in *body*; the one a person has just looked at is the one that is changed next."""
    return Case.model_validate_json(decompressed(body))


def _case(row: Row | None) -> Case | None:
    return _body(row[0]).model_copy(update={"state": row[1]}) if row else None


def _literally(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
