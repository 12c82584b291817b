"""Resume a suspended case (恢复): its clocks go on with what was left of them."""

from __future__ import annotations

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseDocument, CaseStatus
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.errors import CaseNotSuspended
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.clocks import go_on
from workflows.usecases.doing import ANY, Doing, doing


def resume_case(app: App, actor: Actor, case_id: str, *, key: str = "") -> Case:
    """Return the case as open again; today counts again.

    Raises:
        UnknownCase: there is no such case, or it is not theirs.
        CaseNotSuspended: it is not suspended.
    """
    demand(actor, Action.SUSPEND_CASE)
    with doing(app, actor, "resume-case", case_id, key=key) as do:
        case = do.case(case_id, Action.SUSPEND_CASE, states=ANY)
        if do.repeated:
            return case
        if case.status is not CaseStatus.SUSPENDED:
            raise CaseNotSuspended(zh="案件没有中止，无须恢复；请重新查看案件。", case=case.number)
        step = do.engine(case).look(case.version, case.state, **do.around(case))
        step = go_on(do, case, step)
        app.bell.ring()
        do.remember(case.id)
        return do.advance(
            case,
            step,
            Fact(kind="CaseResumed"),
            document=_resumed(do, case.document),
            status=CaseStatus.OPEN,
        )


def _resumed(do: Doing, document: CaseDocument) -> CaseDocument:
    """Close the pause that the suspension opened: periods that start later over the same days leave it out too."""
    today = legal_day(do.now)
    pauses = tuple(
        each if each.resumed_on is not None else each.model_copy(update={"resumed_on": today})
        for each in document.pauses
    )
    return document.model_copy(update={"pauses": pauses})
