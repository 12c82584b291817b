"""Tell administrators of cases whose records cannot be read: one open incident each, however often they are met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workflows.domain.case import Case
from workflows.domain.outbox import Incident
from workflows.errors import RecordSealBroken
from workflows.errors.kept import in_both
from workflows.errors.trace import where
from workflows.store import Tx
from workflows.usecases.app import App


def tell_damage(app: App, faults: Mapping[str, Exception]) -> None:
    """Open an incident for each of these cases (by id, with what is wrong), unless one is open."""
    with app.store.write() as tx:
        for case_id, fault in faults.items():
            if not _told(tx, case_id):
                tx.incidents.put(_incident(app, case_id, fault))


def tell_listed(app: App, cases: Iterable[Case]) -> None:
    """Open an incident for each damaged case among those that a list has just shown, unless one is open."""
    damaged = sorted({case.id for case in cases if case.damaged})
    if not damaged:
        return
    with app.store.read() as tx:
        faults = {case_id: _fault(tx, case_id) for case_id in damaged if not _told(tx, case_id)}
    found = {case_id: fault for case_id, fault in faults.items() if fault is not None}
    if found:
        tell_damage(app, found)


def _told(tx: Tx, case_id: str) -> bool:
    known = tx.incidents.get(_name(case_id))
    return known is not None and known.status == "open"


def _fault(tx: Tx, case_id: str) -> RecordSealBroken | None:
    """Return why the whole case cannot be had; nothing where its record was put back meanwhile."""
    try:
        tx.cases.get(case_id)
    except RecordSealBroken as fault:
        return fault
    return None


def _name(case_id: str) -> str:
    return f"damaged-{case_id}"


def _incident(app: App, case_id: str, fault: Exception) -> Incident:
    return Incident(
        id=_name(case_id),
        case_id=case_id,
        kind="record-damaged",
        error=in_both(fault),
        detail=where(fault)[-4000:],
        opened_at=app.clock.now(),
    )
