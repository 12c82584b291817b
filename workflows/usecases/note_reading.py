"""Note a reading: who saw the personal data of a case, in the audit, before it is shown."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.audit import AuditNote
from workflows.store.asking import Asking
from workflows.usecases.app import App


def note_readings(app: App, who: Asking, thing: str) -> None:
    """Write one row for each case that the request has opened; *thing* is the page or answer, without ids.

    Raises:
        StoreFault: it cannot be written; then the page must not be shown.
    """
    actor = who.actor.account_id if who.actor else "nobody"
    now, readings = app.clock.now(), sorted(who.readings)
    who.readings.clear()
    with app.store.write() as tx:
        for case_id, action in readings:
            tx.audit.note(
                AuditNote(
                    at=now,
                    actor=actor,
                    action=action,
                    case_id=case_id,
                    thing=thing,
                    place=who.place,
                    result="read",
                )
            )


def note_reading(app: App, actor: Actor, action: str, case_id: str, thing: str) -> None:
    """Write down one reading outside the web, such as an export from the command line."""
    who = Asking(actor=actor)
    who.readings.add((case_id, action))
    note_readings(app, who, thing)
