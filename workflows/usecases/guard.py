"""Turn an inner fault of a case into an incident that a person can resolve; the case itself stays as it was."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from workflows.domain.outbox import Incident
from workflows.errors import HeweiError, Refused, StepFailed
from workflows.usecases.app import App


@contextmanager
def incidents(app: App, case_id: str, element: str, *, key: str = "") -> Iterator[None]:
    """Run the block; a refusal passes through, any other fault opens an incident and comes out as StepFailed.

    What is tried again by itself names a *key*: its failures then share one incident.

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
            error=fault.message if isinstance(fault, HeweiError) else type(fault).__name__,
            detail=traceback.format_exc(limit=-6)[-4000:],
            opened_at=app.clock.now(),
        )
        with app.store.write() as tx:
            tx.incidents.put(incident)
        raise StepFailed(
            f"This step could not be carried out ({incident.error}); nothing was changed and incident "
            f"{incident.id[:8]} was opened. Try again, or tell your administrator the number.",
            zh=f"这一步没有办成({incident.error});没有任何改动,已登记故障单 {incident.id[:8]}。"
            "可以再试一次,或者把编号告诉管理员。",
            incident=incident.id,
        ) from fault
