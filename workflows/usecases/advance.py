"""Save one step of one case: revision, work items, timers, waits, papers, errands and facts, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import uuid4

from pydantic import JsonValue

from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseDocument, CaseStatus
from workflows.domain.journal import Fact
from workflows.domain.letter import Letter
from workflows.domain.outbox import Errand, Incident
from workflows.domain.patch import patch
from workflows.domain.step import Step
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.carry_over import carry_over
from workflows.usecases.due import engine_timers, limit_of, warnings_of, work_of
from workflows.usecases.order_papers import order_papers
from workflows.usecases.post import canonical, post
from workflows.usecases.void_signings import void_changed

VISITED = {"entered": "StepEntered", "completed": "StepCompleted", "cancelled": "StepCancelled"}
"""The fact that each outcome of a visit becomes."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """What one command does to a case: the new document, the engine's step, the facts, and by whom and when.

    `status` is set by what suspends or resumes; `restored` is the earlier revision whose state and version are taken.
    """

    actor: Actor
    command: str
    now: datetime
    document: CaseDocument
    step: Step
    facts: tuple[Fact, ...] = ()
    status: CaseStatus | None = None
    restored: Case | None = None
    has_ledgers: bool = False


def advance(app: App, tx: Tx, case: Case, change: Change) -> Case:
    """Return the case as it is after *change*, saved as its next revision in the open transaction *tx*.

    Raises:
        CaseChangedMeanwhile: another revision was saved first.
    """
    step, now = change.step, change.now
    document = patch(change.document, step.changes) if step.changes else change.document
    if case.has_ledgers:
        known = (change.restored or case).model_copy(update={"document": document})
        step = carry_over(app, tx, known, step, now)
    done = step.status == "completed"
    closes = done and case.status is not CaseStatus.CLOSED
    after = _after(case, change, step, document, closes=closes)
    after = order_papers(app, tx, after, step, actor=change.actor, now=now)
    tx.cases.save(after, at=now, actor=change.actor.account_id, command=change.command)
    ledgers = tx.ledgers.of_case(case.id) if after.has_ledgers else {}
    own = engine_timers(app, after, step, ledgers)
    limit = limit_of(own)
    work = tx.work.replace_open(case.id, work_of(app, tx, after, step, now, limit), at=now)
    tx.timers.replace_armed(case.id, [*own, *warnings_of(app, after, work, limit)])
    waits = tx.waits.replace(case.id, [(w.id, w.kind, w.name, canonical(w.correlation)) for w in step.waits])
    _send_out(tx, after, step, now)
    tx.journal.append(
        case.id, after.rev, [*change.facts, *_facts(step, closes)], at=now, actor=change.actor.account_id
    )
    voided = list(void_changed(tx, case.id, case.document, after.document, now))
    tx.journal.append(case.id, after.rev, voided, at=now, actor=change.actor.account_id)
    if waits or step.thrown:
        app.bell.ring()
    if step.status == "stuck":
        _report_stuck(tx, after, step, now)
    return after


def _after(case: Case, change: Change, step: Step, document: CaseDocument, *, closes: bool) -> Case:
    base = change.restored or case
    return base.model_copy(
        update={
            "rev": case.rev + 1,
            "document": document,
            "state": step.state,
            "phase": _phase(step) or base.phase,
            "status": CaseStatus.CLOSED if closes else change.status or base.status,
            "closed_at": change.now if closes else base.closed_at,
            "org_id": document.handling.org_id or base.org_id,
            "title": document.claim.title or base.title,
            "has_ledgers": case.has_ledgers or change.has_ledgers,
        }
    )


def _phase(step: Step) -> str:
    entered = [
        v.properties["phase"] for v in step.visits if v.outcome == "entered" and "phase" in v.properties
    ]
    return entered[-1] if entered else ""


def _facts(step: Step, closes: bool) -> Sequence[Fact]:  # noqa: FBT001 - one word of what became of the case
    decisions = [
        Fact(
            kind="DecisionMade",
            element=d.element,
            data={"table": d.table, "rows": list(d.rows), "outputs": d.outputs},
        )
        for d in step.decisions
    ]
    nodes = [v for v in step.visits if v.kind == "node"]
    visits = [_visited(v.outcome, v.element, v.process) for v in nodes]
    flows = [f"{v.process}/{v.element}" for v in step.visits if v.kind == "flow"]
    taken = [Fact(kind="FlowsTaken", data={"flows": list[JsonValue](flows)})] if flows else []
    return [*visits, *taken, *decisions, *([Fact(kind="CaseClosed")] if closes else [])]


@lru_cache(maxsize=4096)
def _visited(outcome: str, element: str, process: str) -> Fact:
    """Return the fact of a visit: every case that comes by leaves the same."""
    return Fact(kind=VISITED[outcome], element=element, data={"process": process})


def _send_out(tx: Tx, case: Case, step: Step, now: datetime) -> None:
    for request in step.requests:
        if request.operation != "render-document":
            tx.outbox.put(
                Errand(
                    id=f"{case.id}:{request.id}",
                    case_id=case.id,
                    kind=request.operation,
                    payload={
                        "request": request.id if request.waits else "",
                        "rev": case.rev,
                        **request.parameters,
                    },
                    created_at=now,
                    run_at=now,
                )
            )
    for number, thrown in enumerate(step.thrown):
        if thrown.kind in ("message", "signal"):
            post(
                tx,
                Letter(
                    f"{case.id}:{case.rev}:{number}",
                    thrown.kind,
                    thrown.name,
                    canonical(thrown.correlation),
                    thrown.payload,
                ),
                at=now,
            )


def _report_stuck(tx: Tx, case: Case, step: Step, now: datetime) -> None:
    codes = ", ".join(code or element for element, code in step.uncaught.items())
    tx.incidents.put(
        Incident(
            id=uuid4().hex,
            case_id=case.id,
            kind="stuck",
            element=",".join(step.stuck_at),
            error=(f"没有环节处理错误 {codes}，" if codes else "")
            + "案件已无法继续往下走；请把它转到其他步骤，或者修改程序。\n"
            + (f"Nothing catches the error {codes}. " if codes else "")
            + "Nothing can move this case any more; send it to another step or mend the procedure.",
            detail="/".join(step.stuck_at),
            opened_at=now,
        )
    )
