"""Tell administrators of records that cannot be read: one open incident each, however often they are met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from workflows.domain.case import Case
from workflows.domain.journal import JournalEntry
from workflows.domain.outbox import Incident
from workflows.errors import RecordSealBroken
from workflows.errors.kept import in_both
from workflows.errors.trace import where
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.vault import broken_record

DAMAGE = "record-damaged"
SET_ASIDE = "set-aside"
"""How an incident ended that was closed while its record could still not be read: the same is not told again."""


def tell_damage(app: App, faults: Mapping[str, Exception]) -> None:
    """Open an incident for each of these cases (by id, with what is wrong), unless that was told."""
    with app.store.write() as tx:
        for case_id, fault in faults.items():
            _tell(tx, app.clock.now(), _name(case_id), case_id, fault)


def tell_listed(app: App, cases: Iterable[Case]) -> None:
    """Open an incident for each damaged case among those that a list has just shown, unless that was told."""
    damaged = sorted({case.id for case in cases if case.damaged})
    if not damaged:
        return
    with app.store.read() as tx:
        faults = {case_id: fault for case_id in damaged if (fault := damage_of(tx, case_id)) is not None}
        untold = {each: fault for each, fault in faults.items() if not _told(tx, _name(each), fault)}
    if untold:
        tell_damage(app, untold)


def tell_case(tx: Tx, now: datetime, case_id: str) -> None:
    """Open an incident for a case that cannot be read, unless that was told."""
    fault = damage_of(tx, case_id)
    if fault is not None:
        _tell(tx, now, _name(case_id), case_id, fault)


def tell_facts(tx: Tx, now: datetime, entries: Iterable[JournalEntry]) -> None:
    """Open an incident for each damaged fact among these, unless that was told."""
    for entry in entries:
        if entry.damaged:
            tell_row(tx, now, f"fact:{entry.seq}", entry.case_id)


def tell_row(tx: Tx, now: datetime, row: str, case_id: str, *, element: str = "", subject: str = "") -> None:
    """Open an incident for one row (kind and id) that cannot be read, unless that was told.

    *subject* names what can be tried again when the row was put back (see Incident).
    """
    fault = broken_record(case_id, row)
    _tell(tx, now, f"damaged-{row}".replace(":", "-"), case_id, fault, element=element, subject=subject)


def damage_of(tx: Tx, case_id: str) -> RecordSealBroken | None:
    """Return why the whole case cannot be had; nothing where its record is whole."""
    try:
        tx.cases.get(case_id)
    except RecordSealBroken as fault:
        return fault
    return None


def _tell(
    tx: Tx,
    now: datetime,
    name: str,
    case_id: str,
    fault: Exception,
    *,
    element: str = "",
    subject: str = "",
) -> None:
    if _told(tx, name, fault):
        return
    tx.incidents.put(
        Incident(
            id=name,
            case_id=case_id,
            kind=DAMAGE,
            element=element,
            error=in_both(fault),
            detail=where(fault)[-4000:],
            opened_at=now,
            subject=subject,
        )
    )


def _told(tx: Tx, name: str, fault: Exception) -> bool:
    """Return whether an incident is open, or was closed by somebody who knew that just this cannot be read."""
    known = tx.incidents.get(name)
    if known is None or known.status == "open":
        return known is not None
    return known.outcome == SET_ASIDE and known.error == in_both(fault)


def _name(case_id: str) -> str:
    return f"damaged-{case_id}"
