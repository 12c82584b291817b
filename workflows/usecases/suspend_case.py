"""Suspend a case (挂起、中止): its clock stands still and nothing can be done in it until it is resumed."""

from __future__ import annotations

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseStatus
from workflows.domain.journal import Fact
from workflows.domain.pause import Pause
from workflows.domain.permission import Action
from workflows.errors import UnknownReason
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.clocks import WHY, stop
from workflows.usecases.doing import doing, reason_of


def suspend_case(
    app: App, actor: Actor, case_id: str, reason: str, *, note: str, paper: str = "", key: str = ""
) -> Case:
    """Return the case as suspended for *reason* (appraisal, hearing, other), from today.

    The day of the suspension is not counted, the day of the resumption is. A statutory period that the law does not
    stop for this reason runs on; the case's dates say which.

    Raises:
        UnknownCase: there is no such case, or it is not theirs.
        UnknownReason: the reason is none of the three.
        CaseNotOpen: it is suspended already.
        CaseAlreadyClosed: it is closed.
        DeadlineBeingFired: a date is due this moment.
        ReasonMissing: there is no note that says why.
    """
    demand(actor, Action.SUSPEND_CASE)
    if reason not in WHY:
        raise UnknownReason(
            f"A case is suspended for one of {', '.join(WHY)}; choose one.",
            zh="中止的事由只有：鉴定、听证、其他；请选择一项。",
            reason=reason,
        )
    why = reason_of(note)
    with doing(app, actor, "suspend-case", case_id, reason, why, paper, key=key) as do:
        case = do.case(case_id, Action.SUSPEND_CASE)
        if do.repeated:
            return case
        step = do.engine(case).look(case.version, case.state, **do.around(case))
        step = stop(do, case, step, reason, paper)
        pause = Pause(stopped_on=legal_day(do.now), reason=reason)
        document = case.document.model_copy(update={"pauses": (*case.document.pauses, pause)})
        fact = Fact(kind="CaseSuspended", data={"why": reason, "reason": why, "paper": paper})
        do.remember(case.id)
        return do.advance(case, step, fact, document=document, status=CaseStatus.SUSPENDED, has_ledgers=True)
