"""Cases and their revisions in SQL."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Text, delete, func, insert, literal_column, select, update

from workflows.domain.case import Case, CaseStatus
from workflows.domain.case_query import CaseQuery
from workflows.errors import CaseChangedMeanwhile, RecordSealBroken, UnknownCase
from workflows.store.audit_notes import AuditNotes
from workflows.store.case_words import blind, marks, reach, told
from workflows.store.encoding import instant_of, json_text, micros
from workflows.store.ports.casework import Revision
from workflows.store.sql.case_seals import CaseSeals
from workflows.store.sql.case_search import SqlCaseSearch
from workflows.store.sql.figures import UNCOUNTED, drop_figure
from workflows.store.sql.record import Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, Statement, add, at, change_each, new, of
from workflows.store.sql.tables import case_revisions, cases, figures, measures
from workflows.store.sql.vault_tables import blind_index, case_reach
from workflows.store.sql.vault_tables import case_keys as k
from workflows.vault import broken_record

HEADING = ("number", "version", "org_id", "status", "identities", "reach")

CLOSED: ColumnElement[str] = literal_column("'closed'", Text)

WHOLE = (k.c.case_id, k.c.wrapped, case_revisions.c.rev, case_revisions.c.body, case_revisions.c.state)
_newest = (
    select(*WHOLE)
    .select_from(cases)
    .join(case_revisions, (case_revisions.c.case_id == cases.c.id) & (case_revisions.c.rev == cases.c.rev))
    .join(k, k.c.case_id == cases.c.id)
)
ADD = Statement(insert(cases))
ADD_REVISION = add(case_revisions)


def _lock_and_get(which: ColumnElement[bool]) -> Statement:
    locked = select(cases.c.id, cases.c.rev).where(which).order_by(cases.c.id).with_for_update().cte("locked")
    newest = (case_revisions.c.case_id == locked.c.id) & (case_revisions.c.rev == locked.c.rev)
    joined = select(*WHOLE).select_from(locked).join(case_revisions, newest)
    return Statement(joined.join(k, k.c.case_id == locked.c.id))


LOCK_AND_GET = _lock_and_get(cases.c.id == of("case_id"))
LOCK_AND_GET_ALL = _lock_and_get(Among(cases.c.id, "ids"))
GET = Statement(_newest.where(cases.c.id == of("case_id")))
BRIEFS = Statement(_newest.with_only_columns(*WHOLE[:4]).where(Among(cases.c.id, "ids")))
ID_OF = Statement(select(cases.c.id).where(cases.c.number == of("number")))
BY_NUMBER = Statement(_newest.where(cases.c.number == of("number")))
MOVE = Statement(
    update(cases)
    .where(cases.c.id == of("case_id"), cases.c.rev == at("before"))
    .values(rev=at("after"), counted=UNCOUNTED)
    .returning(*(cases.c[name] for name in HEADING))
)
MOVE_HELD = change_each(
    lambda row: (
        update(cases)
        .where(cases.c.id == row("case_id"), cases.c.rev == row("before"))
        .values(rev=row("after"), counted=UNCOUNTED)
    ),
    texts=["case_id"],
    numbers=["before", "after"],
)
CHANGE = Statement(update(cases).where(cases.c.id == of("case_id")).values(new(cases, HEADING)))
REVISION = Statement(
    select(*WHOLE)
    .join(k, k.c.case_id == case_revisions.c.case_id)
    .where(case_revisions.c.case_id == of("case_id"), case_revisions.c.rev == at("rev"))
)
FRAME = Statement(
    select(cases, k.c.destroyed_at).join(k, k.c.case_id == cases.c.id).where(cases.c.id == of("case_id"))
)
WITH_MARK = Statement(
    select(blind_index.c.case_id)
    .where(blind_index.c.digest == of("mark"), blind_index.c.kind == of("of_kind"))
    .order_by(blind_index.c.case_id)
)
NUMBERS = Statement(select(cases.c.id, cases.c.number).where(Among(cases.c.id, "ids")))
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
BESIDE = (measures, figures, blind_index, case_reach, k)
REMOVE = (
    *(Statement(delete(table).where(table.c.case_id == of("case_id"))) for table in BESIDE),
    Statement(delete(case_revisions).where(case_revisions.c.case_id == of("case_id"))),
    Statement(delete(cases).where(cases.c.id == of("case_id"))),
)
COUNT = Statement(select(func.count()).select_from(cases))
COUNT_STATUS = Statement(select(func.count()).select_from(cases).where(cases.c.status == of("status")))


class SqlCases:
    """Cases and their revisions."""

    def __init__(self, session: Session, seals: CaseSeals, notes: AuditNotes) -> None:
        self._session = session
        self._seals = seals
        self._notes = notes
        self._search = SqlCaseSearch(session)
        self._locked: set[str] = set()
        """Those that nobody else can move before this transaction ends."""
        self._seen: dict[str, Case] = {}
        """The cases as this transaction read or saved them last."""

    def add(self, case: Case) -> None:
        """Keep a new case (rev 0)."""
        head = self._head(case)
        self._session.run(
            ADD,
            {
                **head,
                "rev": case.rev,
                "counted": 0,
                "pack": case.pack,
                "procedure": case.procedure,
                "id": case.id,
                "opened_at": micros(case.opened_at),
            },
        )
        self._seals.make(case.id)
        if head["identities"]:
            self._seals.mark(case.id, head["identities"])
        self._search.keep(case)
        self._keep(case, at=case.opened_at, actor=case.opened_by, command="open")

    def get(self, case_id: str, *, lock: bool = False) -> Case | None:
        """Return the case at its newest revision."""
        if lock:
            row = self._session.one(LOCK_AND_GET, case_id=case_id)
            if row is not None:
                self._locked.add(case_id)
                return self._newest(row)
            # Not there; or the lock had to be waited for: then the newest revision is younger than the question.
        return self._newest(self._session.one(GET, case_id=case_id))

    def held(self, case_ids: Collection[str]) -> Mapping[str, Case]:
        """Return these cases by id at their newest revisions, each locked until the transaction ends."""
        rows = self._session.all(LOCK_AND_GET_ALL, ids=json_text(sorted(case_ids)))
        self._locked.update(row[0] for row in rows)
        found = {case.id: case for row in rows if (case := self._newest(row)) is not None}
        waited_for = (self.get(case_id, lock=True) for case_id in sorted(set(case_ids) - found.keys()))
        return found | {case.id: case for case in waited_for if case is not None}

    def briefs(self, case_ids: Collection[str]) -> Mapping[str, Case]:
        """Return these cases by id, without engine state, in one question."""
        rows = self._session.all(BRIEFS, ids=json_text(sorted(case_ids)))
        return {row[0]: self._listed(row) for row in rows}

    def by_number(self, number: str) -> Case | None:
        """Return the case with this number."""
        return self._case(self._session.one(BY_NUMBER, number=number))

    def id_of(self, number: str) -> str | None:
        """Return the id of the case with this number, without opening it."""
        row = self._session.one(ID_OF, number=number)
        return str(row[0]) if row else None

    def save(self, case: Case, *, at: datetime, actor: str, command: str) -> None:
        """Keep *case* as its next revision, if the stored one is still `case.rev - 1`."""
        step = {"case_id": case.id, "before": case.rev - 1, "after": case.rev}
        seen = self._seen.get(case.id)
        same = seen is not None and told(seen) == told(case)
        if same and case.id in self._locked:
            refused = partial(CaseChangedMeanwhile, case=case.number, rev=case.rev)
            self._session.later(MOVE_HELD, [step], key=["case_id"], refused=refused)
        else:
            self._move(case, step, same=same)
        self._keep(case, at=at, actor=actor, command=command)

    def _move(self, case: Case, step: Mapping[str, Any], *, same: bool) -> None:
        was = self._session.one(MOVE, **step)
        if was is None:
            if self._session.one(GET, case_id=case.id) is None:
                raise UnknownCase(case=case.id)
            raise CaseChangedMeanwhile(case=case.number, rev=case.rev)
        if not same:
            self._tell(case, was)

    def _tell(self, case: Case, was: Row) -> None:
        """Let lists and searches say what has changed of a case; its heading *was* another, or the same."""
        head = self._head(case)
        if tuple(was) != tuple(head.values()):
            # Seldom; naming these columns in every update would write each of their indexes anew.
            self._session.run(
                CHANGE, {"case_id": case.id, **{f"new_{name}": cell for name, cell in head.items()}}
            )
            if was[HEADING.index("identities")] != head["identities"]:
                self._seals.mark(case.id, head["identities"])
        self._search.change(case)

    def revision(self, case_id: str, rev: int) -> Case | None:
        """Return the case as it was at revision *rev*."""
        return self._case(self._session.one(REVISION, case_id=case_id, rev=rev))

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
        return [self._listed(row) for row in self._search.find(query)]

    def numbers(self, case_ids: Iterable[str]) -> Mapping[str, str]:
        """Return the case numbers by id, without opening a case."""
        return {row[0]: row[1] for row in self._session.all(NUMBERS, ids=json_text(sorted(case_ids)))}

    def with_identity(self, kind: str, text: str) -> frozenset[str]:
        """Return the ids of the cases in which this identity number or telephone stands."""
        mark = blind(self._seals.vault, kind, text)
        rows = self._session.all(WITH_MARK, mark=mark, of_kind=kind) if mark else ()
        return frozenset(row[0] for row in rows)

    def unlist(self, case_id: str) -> None:
        """Let a case be found no longer."""
        self._search.drop(case_id)

    def remove(self, case_id: str) -> None:
        """Forget a case with its revisions."""
        drop_figure(self._session, case_id)
        self._search.drop(case_id)
        for statement in REMOVE:
            self._session.run(statement, {"case_id": case_id})

    def count(self, *, status: str = "") -> int:
        """Return how many cases there are."""
        row = self._session.one(COUNT_STATUS, status=status) if status else self._session.one(COUNT)
        return int(row[0]) if row else 0

    def _keep(self, case: Case, *, at: datetime, actor: str, command: str) -> None:
        self._notes.moved(case.id, case.rev, at=at, actor=actor, command=command)
        self._seen[case.id] = case
        row = {
            "case_id": case.id,
            "rev": case.rev,
            "at": micros(at),
            "actor": actor,
            "command": command,
            "body": self._seals.body(case),
            "state": self._seals.seal(case.id, case.state, f"state {case.rev}"),
        }
        self._session.later(ADD_REVISION, [row], key=["case_id", "rev"])

    def _head(self, case: Case) -> dict[str, Any]:
        """Return what lists are made of, in the order of HEADING."""
        return {
            "number": case.number,
            "version": case.version,
            "org_id": case.org_id,
            "status": case.status.value,
            "identities": marks(self._seals.vault, case),
            "reach": reach(case),
        }

    def _listed(self, row: Row) -> Case:
        """Return the case as lists show it: one row that cannot be opened keeps nobody from the others."""
        try:
            return self._bare(row)
        except RecordSealBroken:
            return self._frame(row[0]).model_copy(update={"damaged": True})

    def _bare(self, row: Row) -> Case:
        """Return the case of a row of WHOLE without engine state; of an erased one its frame."""
        case_id, wrapped, rev, body = row[0], bytes(row[1]), row[2], bytes(row[3])
        self._seals.know(case_id, wrapped)
        if wrapped:
            return self._seals.case(case_id, rev, body)
        frame = self._frame(case_id)
        if frame.erased_at is None:
            raise broken_record(case_id, "key")
        return frame

    def _case(self, row: Row | None) -> Case | None:
        if row is None:
            return None
        case = self._bare(row)
        if case.erased_at is not None:
            return case
        state = self._seals.open(case.id, bytes(row[4]), f"state {row[2]}")
        return case.model_copy(update={"state": state})

    def _newest(self, row: Row | None) -> Case | None:
        case = self._case(row)
        if case is not None:
            self._seen[case.id] = case
        return case

    def _frame(self, case_id: str) -> Case:
        row = self._session.one(FRAME, case_id=case_id)
        if row is None:
            raise UnknownCase(case=case_id)
        frame = dict(zip((*(c.name for c in cases.c), "erased_at"), row, strict=True))
        return Case(
            **{
                name: frame[name]
                for name in ("id", "number", "pack", "procedure", "version", "org_id", "rev")
            },
            status=CaseStatus(frame["status"]),
            opened_at=instant_of(frame["opened_at"]),
            erased_at=instant_of(frame["erased_at"]) if frame["erased_at"] is not None else None,
        )
