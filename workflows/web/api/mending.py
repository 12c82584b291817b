"""Mending: what broke, and running cases that go to a newer version; for administrators."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field

from workflows.domain.permission import Action
from workflows.usecases.migrate_cases import migrate_cases, report_migration, unmigrate_case
from workflows.usecases.resolve_incident import (
    PAGE,
    list_incidents,
    move_incident,
    resolve_incident,
    retry_incidents,
    skip_incident,
)
from workflows.web.api.ground import under_api
from workflows.web.api.models import Id, In
from workflows.web.api.verb_models import (
    DoneOut,
    IncidentOut,
    MigrationOut,
    MoveIncidentIn,
    NoteIn,
    RetriedOut,
    RetryIn,
)
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me

router = under_api("mending")
Page = Annotated[int, Query(ge=1, le=1000)]
RESOLVE = [Depends(ProgramDoor(Action.RESOLVE_INCIDENTS))]
MIGRATE = [Depends(ProgramDoor(Action.MIGRATE_CASES))]


class MigrateIn(In):
    """Which procedure of which place, and how many cases at most."""

    procedure: Id
    pack: str = ""
    batch: int = Field(default=100, ge=1, le=10_000)


@router.get("/incidents", dependencies=RESOLVE)
def listed(machine: Machine, me: Me, status: str = "open", page: Page = 1) -> list[IncidentOut]:
    """Return incidents, newest first, a hundred a page."""
    found = list_incidents(machine, me, status=status, offset=(page - 1) * PAGE)
    return [IncidentOut.model_validate(each) for each in found]


@router.post("/incidents/retry", dependencies=RESOLVE)
def retry(machine: Machine, me: Me, body: RetryIn, _: Key) -> list[RetriedOut]:
    """Try one or many again; each says what became of it."""
    return [RetriedOut.model_validate(each) for each in retry_incidents(machine, me, body.ids)]


@router.post("/incidents/{incident_id}/skip", dependencies=RESOLVE)
def skip(machine: Machine, me: Me, incident_id: str, body: NoteIn, key: Key) -> IncidentOut:
    """Give up what failed; the case goes on without it."""
    return IncidentOut.model_validate(skip_incident(machine, me, incident_id, note=body.note, key=key))


@router.post("/incidents/{incident_id}/move", dependencies=RESOLVE)
def move(machine: Machine, me: Me, incident_id: str, body: MoveIncidentIn, key: Key) -> IncidentOut:
    """Move the case to another step."""
    return IncidentOut.model_validate(
        move_incident(machine, me, incident_id, body.start, body.element, note=body.note, key=key)
    )


@router.post("/incidents/{incident_id}/resolve", dependencies=RESOLVE)
def resolve(machine: Machine, me: Me, incident_id: str, body: NoteIn, key: Key) -> IncidentOut:
    """Close an incident with a note."""
    return IncidentOut.model_validate(resolve_incident(machine, me, incident_id, note=body.note, key=key))


@router.get("/migrations", dependencies=MIGRATE)
def report(machine: Machine, me: Me, procedure: str, pack: str = "") -> list[MigrationOut]:
    """Return what would become of each running case of older versions; nothing is changed."""
    return [MigrationOut.model_validate(each) for each in report_migration(machine, me, procedure, pack=pack)]


@router.post("/migrations", dependencies=MIGRATE)
def migrate(machine: Machine, me: Me, body: MigrateIn, _: Key) -> list[MigrationOut]:
    """Take one batch of running cases to the newest version; call again until nothing moves."""
    batch = max(1, min(body.batch, 1000))
    went = migrate_cases(machine, me, body.procedure, pack=body.pack, batch=batch)
    return [MigrationOut.model_validate(each) for each in went]


@router.post("/cases/{case_id}/unmigrate", dependencies=MIGRATE)
def unmigrate(machine: Machine, me: Me, case_id: str, key: Key) -> DoneOut:
    """Take a case back to the version it came from, while nothing happened since."""
    return DoneOut.of(unmigrate_case(machine, me, case_id, key=key))
