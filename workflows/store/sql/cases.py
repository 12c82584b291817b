"""Cases and their revisions in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Text, delete, func, insert, literal_column, select, update

from workflows.domain.case import Case
from workflows.domain.case_query import CaseQuery
from workflows.errors import CaseChangedMeanwhile, UnknownCase
from workflows.store.compression import compressed, decompressed
from workflows.store.encoding import instant_of, micros
from workflows.store.ports.casework import Revision
from workflows.store.sql.case_search import SqlCaseSearch
from workflows.store.sql.record import Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, at, new, of
from workflows.store.sql.tables import case_revisions, cases, figures, measures

HEADING = ("number", "version", "org_id", "status")

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
REMOVE = (
    *(Statement(delete(table).where(table.c.case_id == of("case_id"))) for table in (measures, figures)),
    Statement(delete(case_revisions).where(case_revisions.c.case_id == of("case_id"))),
    Statement(delete(cases).where(cases.c.id == of("case_id"))),
)
COUNT = Statement(select(func.count()).select_from(cases))
COUNT_STATUS = Statement(select(func.count()).select_from(cases).where(cases.c.status == of("status")))


class SqlCases:
    """Cases and their revisions."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._search = SqlCaseSearch(session)

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
        self._search.keep(case)
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
        self._search.change(case)
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
        among = None if orgs is None else frozenset(orgs)
        return self.find(CaseQuery(orgs=among, status=status, text=text, limit=limit, offset=offset))

    def find(self, query: CaseQuery) -> Sequence[Case]:
        """Return the cases that *query* asks for, without engine state."""
        return [_body(body) for body in self._search.find(query)]

    def unlist(self, case_id: str) -> None:
        """Let a case be found no longer."""
        self._search.drop(case_id)

    def remove(self, case_id: str) -> None:
        """Forget a case with its revisions."""
        self._search.drop(case_id)
        for statement in REMOVE:
            self._session.run(statement, {"case_id": case_id})

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
    }


@lru_cache(maxsize=256)
def _body(body: bytes) -> Case:
    """Return the case in *body*; the one a person has just looked at is the one that is changed next."""
    return Case.model_validate_json(decompressed(body))


def _case(row: Row | None) -> Case | None:
    return _body(row[0]).model_copy(update={"state": row[1]}) if row else None
