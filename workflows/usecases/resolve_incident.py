"""Resolve incidents: try again, skip, move the case to another step, or close with a note; all of it is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.outbox import ErrandStatus, Incident
from workflows.domain.paper import PaperStatus
from workflows.domain.permission import Action
from workflows.errors import CannotRetry, HeweiError, UnknownIncident
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.deliver_messages import deliver_messages
from workflows.usecases.doing import Doing, doing, reason_of
from workflows.usecases.move_case import moved
from workflows.usecases.tell_damage import DAMAGE, SET_ASIDE, damage_of

PAGE = 100
RESOLVED, RETRIED, SKIPPED, MOVED = "resolved", "retried", "skipped", "moved"


@dataclass(frozen=True)
class Retried:
    """What became of one of many: the incident as it is now, or why it could not be tried again."""

    incident_id: str
    incident: Incident | None = None
    why: str = ""
    why_zh: str = ""


def list_incidents(
    app: App, actor: Actor, *, status: str = "open", limit: int = PAGE, offset: int = 0
) -> Sequence[Incident]:
    """Return incidents, newest first; status "" means all.

    Raises:
        NotAllowed: the actor is no administrator.
    """
    demand(actor, Action.RESOLVE_INCIDENTS)
    with app.store.read() as tx:
        return tx.incidents.listed(status=status, limit=limit, offset=offset)


def count_incidents(app: App, actor: Actor, *, status: str = "open") -> int:
    """Return how many incidents there are; status "" means all.

    Raises:
        NotAllowed: the actor is no administrator.
    """
    demand(actor, Action.RESOLVE_INCIDENTS)
    with app.store.read() as tx:
        return tx.incidents.count(status=status)


def numbers_of(app: App, actor: Actor, found: Sequence[Incident]) -> Mapping[str, str]:
    """Return the numbers of the cases that these incidents are about, by the case's id.

    Raises:
        NotAllowed: the actor is no administrator.
    """
    demand(actor, Action.RESOLVE_INCIDENTS)
    with app.store.read() as tx:
        return tx.cases.numbers({each.case_id for each in found if each.case_id})


def resolve_incident(app: App, actor: Actor, incident_id: str, *, note: str = "", key: str = "") -> Incident:
    """Return the incident as resolved by *actor* with a note; what was stuck behind it is tried again at once.

    Raises:
        NotAllowed: the actor is no administrator.
        UnknownIncident: there is none with this id.
    """
    return _closing(app, actor, incident_id, RESOLVED, note.strip(), key, _release)


def retry_incident(app: App, actor: Actor, incident_id: str, *, key: str = "") -> Incident:
    """Return the incident, closed, what failed being under way again: its errand, paper, timer or message.

    Raises:
        NotAllowed: the actor is no administrator.
        UnknownIncident: there is none with this id.
        CannotRetry: only a person can do this again.
    """
    incident = _closing(app, actor, incident_id, RETRIED, "", key, _retry)
    deliver_messages(app)
    return incident


def retry_incidents(app: App, actor: Actor, incident_ids: Sequence[str]) -> list[Retried]:
    """Return what became of each; one that cannot be tried again does not stop the others.

    Raises:
        NotAllowed: the actor is no administrator.
    """
    demand(actor, Action.RESOLVE_INCIDENTS)
    told = []
    for incident_id in dict.fromkeys(incident_ids):
        try:
            told.append(Retried(incident_id, retry_incident(app, actor, incident_id)))
        except HeweiError as refused:
            told.append(Retried(incident_id, None, refused.message, refused.zh))
    return told


def skip_incident(app: App, actor: Actor, incident_id: str, *, note: str, key: str = "") -> Incident:
    """Return the incident, closed; what failed is given up, and the case goes on without it where it waited for it.

    Raises:
        NotAllowed: the actor is no administrator.
        UnknownIncident: there is none with this id.
        ReasonMissing: nobody could tell later why.
    """
    return _closing(app, actor, incident_id, SKIPPED, reason_of(note), key, _skip)


def move_incident(
    app: App, actor: Actor, incident_id: str, start: str, element: str, *, note: str, key: str = ""
) -> Incident:
    """Return the incident, closed; its case now stands at *element* instead of at *start*.

    Raises:
        NotAllowed: the actor is no administrator.
        UnknownIncident: there is none with this id.
        CannotMove: the element is no step of the same path.
        ReasonMissing: nobody could tell later why.
    """
    why = reason_of(note)

    def move(do: Doing, incident: Incident) -> None:
        case = do.case(incident.case_id, Action.MOVE_CASE)
        moved(do, case, start, element, why)

    return _closing(app, actor, incident_id, MOVED, f"{why} ({start} → {element})", key, move)


def _closing(
    app: App,
    actor: Actor,
    incident_id: str,
    outcome: str,
    note: str,
    key: str,
    work: Callable[[Doing, Incident], None],
) -> Incident:
    demand(actor, Action.RESOLVE_INCIDENTS)
    with app.store.read() as tx:
        case_id = _found(tx, incident_id).case_id
    with doing(app, actor, f"incident-{outcome}", incident_id, note, key=key, case_id=case_id) as do:
        incident = _found(do.tx, incident_id)
        if do.repeated or incident.status != "open":
            return incident
        work(do, incident)
        damaged = incident.kind == DAMAGE and outcome == RESOLVED and _still_damaged(do.tx, incident)
        outcome = SET_ASIDE if damaged else outcome
        closed = replace(
            incident,
            status="resolved",
            resolved_by=actor.account_id,
            resolved_at=do.now,
            outcome=outcome,
            note=note,
        )
        do.tx.incidents.put(closed)
        case = do.tx.cases.briefs([incident.case_id]).get(incident.case_id)
        if case is not None:
            do.note(case, _fact(incident, outcome))
        do.remember(incident_id)
        return closed


def _still_damaged(tx: Tx, incident: Incident) -> bool:
    """Return whether what this incident tells of could not be read a moment ago; of a row nobody else asks."""
    return incident.id != f"damaged-{incident.case_id}" or damage_of(tx, incident.case_id) is not None


def _fact(incident: Incident, outcome: str) -> Fact:
    return Fact(
        kind="IncidentResolved",
        element=incident.element,
        data={"incident": incident.id, "kind": incident.kind, "outcome": outcome},
    )


def _found(tx: Tx, incident_id: str) -> Incident:
    incident = tx.incidents.get(incident_id)
    if incident is None:
        raise UnknownIncident(zh="没有这张故障单。", incident=incident_id)
    return incident


def subject_of(incident: Incident) -> tuple[str, str]:
    """Return what an incident is about: timer, errand, paper, message, form or nothing, and its id."""
    if incident.subject:
        kind, _, ident = incident.subject.partition(":")
        return kind, ident
    known = {"errand-stuck": "errand", "timer-stuck": "timer"}
    if incident.kind == "paper-failed":
        return "paper", incident.id.removeprefix("paper-")
    return known.get(incident.kind, ""), incident.detail


def _release(do: Doing, incident: Incident) -> None:
    """Let go on what stood still, if anything did; a row that cannot be read stays set aside."""
    kind, ident = subject_of(incident)
    if incident.kind != DAMAGE and kind in ("timer", "errand"):
        _AGAIN[kind](do, ident)


def _retry(do: Doing, incident: Incident) -> None:
    kind, ident = subject_of(incident)
    if kind not in _AGAIN:
        raise CannotRetry(
            zh="这一步只能由人重新办理：请办理人再提交一次，或将案件转到其他步骤，或写明情况后关闭。",
            incident=incident.id,
        )
    _AGAIN[kind](do, ident)


def _again_timer(do: Doing, timer_id: str) -> None:
    do.tx.timers.set_back(timer_id, error="", retry_at=do.now, stuck=False)


def _again_errand(do: Doing, errand_id: str) -> None:
    do.tx.outbox.set_back(errand_id, error="", retry_at=do.now, stuck=False)


def _again_paper(do: Doing, paper_id: str) -> None:
    paper = do.tx.papers.get(paper_id)
    if paper is not None and paper.status is PaperStatus.FAILED:
        do.tx.papers.put(replace(paper, status=PaperStatus.WANTED, error=""))
        do.tx.outbox.again(f"paper:{paper_id}", at=do.now)


def _again_message(do: Doing, message_id: str) -> None:
    """Leave the message where it is, or bring it back: it is delivered as soon as the incident is closed."""
    do.tx.waits.bring_back(message_id)


_AGAIN: Mapping[str, Callable[[Doing, str], None]] = {
    "timer": _again_timer,
    "errand": _again_errand,
    "paper": _again_paper,
    "message": _again_message,
}


def _skip(do: Doing, incident: Incident) -> None:
    kind, ident = subject_of(incident)
    if kind == "message":
        do.tx.waits.mark_delivered(ident, case_id=":skipped", at=do.now)
    if kind == "paper":
        _skip_paper(do, ident, incident)
    if kind == "errand":
        _skip_errand(do, ident)


def _skip_paper(do: Doing, paper_id: str, incident: Incident) -> None:
    paper = do.tx.papers.get(paper_id)
    if paper is None or paper.status is PaperStatus.MADE:
        return
    do.tx.papers.put(replace(paper, status=PaperStatus.VOID, void_reason=incident.kind))
    do.tx.outbox.done(f"paper:{paper_id}")
    if paper.request_id:
        _answer(do, do.case(paper.case_id), paper.request_id)


def _skip_errand(do: Doing, errand_id: str) -> None:
    errand = do.tx.outbox.get(errand_id)
    if errand is None or errand.status is ErrandStatus.DONE:
        return
    do.tx.outbox.set_back(errand_id, error="", retry_at=do.now, stuck=False)
    do.tx.outbox.cancel(errand_id)
    request = str(errand.payload.get("request") or "")
    if request:
        _answer(do, do.case(errand.case_id), request)


def _answer(do: Doing, case: Case, request: str) -> None:
    """Let the diagram go on without what it waited for; its answer says so."""
    step = do.engine(case).answer(case.version, case.state, request, {"skipped": True}, **do.around(case))
    do.advance(case, step)
