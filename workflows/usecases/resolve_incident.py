"""Resolve an incident: a person has looked, and what stood still is tried again."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.outbox import Incident
from workflows.domain.permission import Action
from workflows.errors import UnknownIncident
from workflows.usecases.access import demand
from workflows.usecases.advance import resolved
from workflows.usecases.app import App


def resolve_incident(app: App, actor: Actor, incident_id: str) -> Incident:
    """Return the incident as resolved by *actor*; the errand that was stuck behind it is tried again at once.

    Raises:
        NotAllowed: the actor is no administrator.
        UnknownIncident: there is none with this id.
    """
    demand(actor, Action.RESOLVE_INCIDENTS)
    now = app.clock.now()
    with app.store.write() as tx:
        incident = tx.incidents.get(incident_id)
        if incident is None:
            raise UnknownIncident(zh="没有这张故障单。", incident=incident_id)
        if incident.status != "open":
            return incident
        closed = resolved(incident, by=actor.account_id, at=now)
        tx.incidents.put(closed)
        if incident.kind == "errand-stuck":
            tx.outbox.set_back(incident.detail, error="", retry_at=now, stuck=False)
        if incident.kind == "timer-stuck":
            tx.timers.set_back(incident.detail, error="", retry_at=now, stuck=False)
    return closed
