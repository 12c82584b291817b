"""Show the status: is the machine whole, does Prefect keep up, what waits for a person to mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.domain.actor import Actor
from workflows.domain.outbox import Incident
from workflows.domain.permission import Action
from workflows.usecases.access import demand
from workflows.usecases.app import App

HEARTBEAT = "heartbeat:runner"
ALIVE = timedelta(minutes=2)
NEWEST = 20


@dataclass(frozen=True, kw_only=True)
class Health:
    """Whether the store can be read, when the runner last gave a sign, and whether Prefect answered it then."""

    store: bool
    runner_seen: datetime | None
    runner: bool
    prefect: bool
    now: datetime


@dataclass(frozen=True, kw_only=True)
class Status:
    """The health with what stands in line; `incidents` are the newest of the `incidents_open`."""

    health: Health
    open_cases: int
    next_due: datetime | None
    waiting: Mapping[str, int]
    incidents: Sequence[Incident]
    incidents_open: int


def health(app: App) -> Health:
    """Return how the machine feels; open to everybody, it names nothing of any case."""
    now = app.clock.now()
    with app.store.read() as tx:
        beat = tx.settings.get(HEARTBEAT)
    told = beat if isinstance(beat, dict) else {}
    seen = _instant(told.get("at"))
    alive = seen is not None and now - seen < ALIVE
    return Health(
        store=True, runner_seen=seen, runner=alive, prefect=alive and told.get("prefect") is True, now=now
    )


def show_status(app: App, actor: Actor) -> Status:
    """Return health, queues and open incidents.

    Raises:
        NotAllowed: the actor is no administrator, auditor or security officer.
    """
    demand(actor, Action.READ_STATUS)
    felt = health(app)
    with app.store.read() as tx:
        return Status(
            health=felt,
            open_cases=tx.cases.count(status="open"),
            next_due=tx.timers.next_due(),
            waiting=dict(tx.outbox.waiting()),
            incidents=tuple(tx.incidents.listed(limit=NEWEST)),
            incidents_open=tx.incidents.count(),
        )


def _instant(value: object) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
