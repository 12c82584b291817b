"""List the audit for those who check: by person, case, action and time, a page at a time, or as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workflows.clock import CHINA
from workflows.domain.actor import Actor
from workflows.domain.audit import AuditEntry, AuditNote, AuditQuery
from workflows.domain.permission import Action
from workflows.store import Tx
from workflows.store.asking import as_system
from workflows.usecases.access import demand
from workflows.usecases.app import App

PAGE = 50
MOST = 100_000
"""Rows of one export; more are taken by time."""
COLUMNS = (
    "lane",
    "seq",
    "at",
    "actor",
    "action",
    "case_id",
    "thing",
    "reason",
    "place",
    "result",
    "prev",
    "hash",
)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the auditor asks for, as typed: an account's id or login, a case's id or number, an action, two instants."""

    who: str = ""
    case: str = ""
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class AuditLine:
    """One row with the words that its ids stand for."""

    entry: AuditEntry
    who: str
    number: str


@dataclass(frozen=True, kw_only=True)
class AuditPage:
    """One page of the audit, newest first; `unknown` is what was asked for and stands nowhere: a number or a login."""

    lines: tuple[AuditLine, ...]
    page: int
    more: bool
    unknown: tuple[str, ...] = ()


def list_audit(app: App, actor: Actor, asked: Asked, *, page: int = 1) -> AuditPage:
    """Return one page.

    Raises:
        NotAllowed: the actor is no auditor.
    """
    demand(actor, Action.READ_AUDIT)
    with as_system(), app.store.read() as tx:
        query = replace(_query(tx, asked), limit=PAGE + 1, offset=(page - 1) * PAGE)
        rows = tx.audit.rows(query)
        lines = tuple(_lines(tx, rows[:PAGE]))
        unknown = () if lines else _unknown(tx, asked)
    return AuditPage(lines=lines, page=page, more=len(rows) > PAGE, unknown=unknown)


def rows_of(app: App, actor: Actor, asked: Asked) -> Sequence[AuditEntry]:
    """Return the newest MOST rows, for an export; the export itself is written down.

    Raises:
        NotAllowed: the actor is no auditor.
    """
    demand(actor, Action.READ_AUDIT)
    with as_system(), app.store.read() as tx:
        rows = tx.audit.rows(replace(_query(tx, asked), limit=MOST))
    note = AuditNote(
        at=app.clock.now(), actor=actor.account_id, action="export-audit", thing=f"{len(rows)} rows"
    )
    with app.store.write() as tx:
        tx.audit.note(note)
    return rows


def as_csv(rows: Sequence[AuditEntry]) -> str:
    """Return rows as CSV; times are China's."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for row in rows:
        cells = {**vars(row), "at": row.at.astimezone(CHINA).isoformat()}
        writer.writerow([cells[name] for name in COLUMNS])
    return sheet.getvalue()


def _query(tx: Tx, asked: Asked) -> AuditQuery:
    account = tx.directory.account_by_login(asked.who) if asked.who else None
    case_id = tx.cases.id_of(asked.case) if asked.case else None
    return AuditQuery(
        actor=account.id if account else asked.who,
        case_id=case_id or asked.case,
        action=asked.action,
        since=asked.since,
        until=asked.until,
    )


def _unknown(tx: Tx, asked: Asked) -> tuple[str, ...]:
    """Return the number and the login that were asked for and of which nothing is known, not even a row."""
    case = (
        asked.case
        and not tx.cases.id_of(asked.case)
        and not tx.audit.rows(AuditQuery(case_id=asked.case, limit=1))
    )
    who = asked.who and not tx.directory.account_by_login(asked.who) and not tx.directory.account(asked.who)
    return tuple(each for each, missing in ((asked.case, case), (asked.who, who)) if missing)


def _lines(tx: Tx, rows: Sequence[AuditEntry]) -> Iterator[AuditLine]:
    names: dict[str, str] = {}
    numbers = tx.cases.numbers({row.case_id for row in rows if row.case_id})
    for row in rows:
        if row.actor not in names:
            account = tx.directory.account(row.actor)
            names[row.actor] = account.name if account else row.actor
        yield AuditLine(entry=row, who=names[row.actor], number=numbers.get(row.case_id, ""))
