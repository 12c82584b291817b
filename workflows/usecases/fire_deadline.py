"""Fire a deadline: an instant has come, the procedure moves or a light changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from workflows.domain.actor import CLOCKWORK
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.outbox import Errand
from workflows.domain.plain_document import plain
from workflows.domain.step import Step
from workflows.domain.timer import Timer, TimerKind
from workflows.store import Tx
from workflows.usecases.advance import Change, advance
from workflows.usecases.app import App
from workflows.usecases.due import foresee
from workflows.usecases.engine_at import engine_of
from workflows.usecases.guard import incidents

NOTICE = "send"


def fire_deadline(app: App, timer: Timer) -> bool:
    """Return whether *timer* fired now; False if it was moved, disarmed or fired by another sweeper.

    The step runs at the legal instant `timer.due_at`, not at the time of the sweep, so a deadline missed while
    everything was down gives the same dates as one fired at once.

    Raises:
        StepFailed: the engine could not go on; an incident was opened and the timer stays armed.
    """
    with (
        incidents(app, timer.case_id, timer.element, key=incident_of(timer), subject=f"timer:{timer.id}"),
        app.store.write() as tx,
    ):
        case = tx.cases.get(timer.case_id, lock=True)
        return case is not None and bool(fire_together(app, tx, [timer], {case.id: case}))


def fire_together(app: App, tx: Tx, due: Sequence[Timer], held: Mapping[str, Case]) -> Mapping[str, Case]:
    """Return by id the cases of which one of the timers *due* fired, at most one of each case.

    *held* are the cases as this very transaction locked or left them: a case is always locked before its timers, so
    that two sweepers never wait for each other crosswise. What is read of all of them is read at once.
    """
    now = app.clock.now()
    fired = tx.timers.flip_each(due, at=now)
    firing = [timer for timer in due if timer.id in fired]
    steps = {
        timer.case_id: _step(app, tx, held[timer.case_id], timer)
        for timer in firing
        if timer.kind is TimerKind.ENGINE
    }
    if steps:
        foresee(tx, steps)
    return {timer.case_id: _told(app, tx, held[timer.case_id], timer, steps, now) for timer in firing}


def _told(app: App, tx: Tx, case: Case, timer: Timer, steps: Mapping[str, Step], now: datetime) -> Case:
    if case.id in steps:
        return _move(app, tx, case, timer, steps[case.id])
    _warn(tx, case, timer, now)
    return case


def incident_of(timer: Timer) -> str:
    """Return the id of the one incident that all failures of this timer share."""
    return f"timer-{timer.id}".replace(":", "-")


def _step(app: App, tx: Tx, case: Case, timer: Timer) -> Step:
    return engine_of(app, tx, case).fire(
        case.version, case.state, case_id=case.id, case=plain(case.document), now=timer.due_at
    )


def _move(app: App, tx: Tx, case: Case, timer: Timer, step: Step) -> Case:
    fact = Fact(
        kind="DeadlineReached",
        element=timer.element,
        data={"rule": timer.rule, "due": timer.due_at.isoformat()},
    )
    change = Change(
        actor=CLOCKWORK,
        command="fire-deadline",
        now=timer.due_at,
        document=case.document,
        step=step,
        facts=(fact,),
    )
    return advance(app, tx, case, change)


def _warn(tx: Tx, case: Case, timer: Timer, now: datetime) -> None:
    kind = "DeadlineNear" if timer.kind is TimerKind.WARNING else "DeadlinePassed"
    fact = Fact(kind=kind, element=timer.element, data={"rule": timer.rule, "due": timer.due_at.isoformat()})
    tx.journal.append(case.id, case.rev, [fact], at=now, actor=CLOCKWORK.account_id)
    tx.outbox.put(
        Errand(
            id=f"notice:{timer.id}:{timer.gen}",
            case_id=case.id,
            kind=NOTICE,
            payload={"notice": kind, "item": timer.id.rsplit(":", 1)[0]},
            created_at=now,
            run_at=now,
        )
    )
