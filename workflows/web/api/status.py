"""Status: for whoever runs the machine, and a health answer for whoever watches it."""

from __future__ import annotations

from fastapi import Depends

from workflows.domain.permission import Action
from workflows.usecases.show_status import health, show_status
from workflows.web.api.ground import under_api
from workflows.web.api.models import HealthOut, StatusOut
from workflows.web.doors import ProgramDoor
from workflows.web.identity import Machine, Me

router = under_api("status")


@router.get("/health", dependencies=[Depends(ProgramDoor(Action.KNOCK))])
def feels(machine: Machine) -> HealthOut:
    """Return how the machine feels; names nothing of any case."""
    return HealthOut.model_validate(health(machine))


@router.get("/status", dependencies=[Depends(ProgramDoor(Action.READ_STATUS))])
def status(machine: Machine, me: Me) -> StatusOut:
    """Return health, queues and open incidents."""
    return StatusOut.model_validate(show_status(machine, me))
