"""Record that an errand was run: a letter went out, a package was handed over; the diagram that waits goes on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import JsonValue

from workflows.domain.actor import PRESS
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.outbox import DamagedErrand, Errand, ErrandStatus, Incident
from workflows.domain.plain_document import plain
from workflows.errors import UnknownErrand
from workflows.errors.kept import in_both
from workflows.store import Tx
from workflows.usecases.advance import Change, advance
from workflows.usecases.app import App
from workflows.usecases.engine_at import engine_of
from workflows.usecases.guard import incidents
from workflows.usecases.order_papers import RENDER
from workflows.usecases.tell_damage import tell_row
from workflows.vault import broken_record

FACTS = {
    "send": "LetterSent",
    "file-with-court": "FiledWithCourt",
    "assign-mediator": "MediatorAssigned",
    "open-linked-case": "LinkedCaseOpened",
    "bind-dossier": "DossierBound",
    "scan-attachment": "AttachmentScanned",
}


def record_delivery(app: App, errand_id: str, result: Mapping[str, JsonValue]) -> bool:
    """Return whether the errand was recorded now; False if it was done before.

    Raises:
        UnknownErrand: there is no such errand.
        StepFailed: the diagram waited for it and could not go on.
    """
    now = app.clock.now()
    with app.store.read() as tx:
        errand = find_errand(tx, errand_id)
    with (
        incidents(app, errand.case_id, errand.kind, key=stuck_id(errand), subject=f"errand:{errand_id}"),
        app.store.write() as tx,
    ):
        if errand.status is not ErrandStatus.READY or not tx.outbox.done(errand_id):
            return False
        case = tx.cases.get(errand.case_id, lock=True)
        if case is None:
            return True
        fact = Fact(kind=FACTS.get(errand.kind, "ErrandDone"), element=_element(errand), data=dict(result))
        request = str(errand.payload.get("request") or "")
        if request:
            _answer(app, tx, case, request, dict(result), fact)
        else:
            tx.journal.append(case.id, case.rev, [fact], at=now, actor=PRESS.account_id)
        return True


def record_failed_errand(app: App, errand: Errand, error: str, *, retry_at: datetime) -> bool:
    """Count a failed try and return whether the errand is stuck now; a stuck one opens an incident."""
    stuck = errand.attempts + 1 >= errand.max_attempts
    with app.store.write() as tx:
        tx.outbox.set_back(errand.id, error=error, retry_at=retry_at, stuck=stuck)
        if stuck and errand.kind != RENDER:  # of a paper that fails its own incident tells
            tx.incidents.put(
                Incident(
                    id=stuck_id(errand),
                    case_id=errand.case_id,
                    kind="errand-stuck",
                    element=_element(errand),
                    error=error,
                    detail=errand.id,
                    subject=f"errand:{errand.id}",
                    opened_at=app.clock.now(),
                )
            )
    return stuck


def record_damaged_errand(app: App, errand: DamagedErrand) -> str:
    """Let nobody take an errand that cannot be read before an administrator says so; returns what is wrong."""
    now, row = app.clock.now(), f"errand:{errand.id}"
    error = in_both(broken_record(errand.case_id, row))
    with app.store.write() as tx:
        tx.outbox.set_back(errand.id, error=error, retry_at=now, stuck=True)
        tell_row(tx, now, row, errand.case_id, element=errand.kind, subject=row)
    return error


def stuck_id(errand: Errand) -> str:
    """Return the id of the one incident that all failures of this errand share."""
    return f"errand-{errand.id}".replace(":", "-")


def find_errand(tx: Tx, errand_id: str) -> Errand:
    """Return the errand.

    Raises:
        UnknownErrand: there is none with this id.
    """
    errand = tx.outbox.get(errand_id)
    if errand is None:
        raise UnknownErrand(zh="没有这项外办事务。", errand=errand_id)
    return errand


def _element(errand: Errand) -> str:
    return str(errand.payload.get("element") or errand.payload.get("notice") or errand.kind)


def _answer(app: App, tx: Tx, case: Case, request: str, result: dict[str, JsonValue], fact: Fact) -> None:
    now = app.clock.now()
    step = engine_of(app, tx, case).answer(
        case.version, case.state, request, result, case_id=case.id, case=plain(case.document), now=now
    )
    change = Change(
        actor=PRESS, command="record-delivery", now=now, document=case.document, step=step, facts=(fact,)
    )
    advance(app, tx, case, change)
