"""Turn an inner fault of a case into an incident that a person can resolve; the case itself stays as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import uuid4

from workflows.domain.outbox import Incident
from workflows.errors import HeweiError, Refused, StepFailed
from workflows.errors.kept import in_both
from workflows.errors.trace import where
from workflows.store.asking import as_system
from workflows.usecases.app import App

ROUNDS = 100
"""Cases that answer one another for ever are left to the next look of the runner after so many rounds."""


@contextmanager
def incidents(app: App, case_id: str, element: str, *, key: str = "", subject: str = "") -> Iterator[None]:
    """Run the block; a refusal passes through, any other fault opens an incident and comes out as StepFailed.

    What is tried again by itself names a *key*: its failures then share one incident. *subject* names what a person
    can have tried again (see Incident). When the block has kept a step that threw something or began to wait, what
    can be delivered is delivered.

    Raises:
        StepFailed: something inside broke; `where["incident"]` names the incident.
    """
    try:
        yield
    except Refused:
        raise
    except Exception as fault:
        incident = Incident(
            id=key or uuid4().hex,
            case_id=case_id,
            kind="step-failed",
            element=element,
            error=in_both(fault),
            detail=where(fault)[-4000:],
            opened_at=app.clock.now(),
            subject=subject,
        )
        with app.store.write() as tx:
            tx.incidents.put(incident)
        raise StepFailed(
            f"This step could not be carried out ({incident.error_en}); nothing was changed and incident "
            f"{incident.number} was opened. Try again, or tell your administrator the number.",
            zh=f"这一步没有办成（{incident.error_zh}）；没有任何改动，已登记故障单 {incident.number}。"
            "可以再试一次，或者把编号告诉管理员。",
            incident=incident.id,
        ) from fault
    hear(app)


def hear(app: App) -> None:
    """Deliver what can be delivered if the bell was rung; what fails there is told by an incident of its own."""
    bell = app.bell
    if app.deliver is None or bell.busy:
        return
    bell.busy = True
    try:
        for _ in range(ROUNDS):
            if not bell.rung:
                break
            bell.rung = False
            with suppress(HeweiError), as_system():
                app.deliver(app)
    finally:
        bell.busy = False
