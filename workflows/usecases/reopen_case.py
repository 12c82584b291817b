"""Reopen a closed case: a new, linked case takes over what is known; the closed one stays closed."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseStatus
from workflows.domain.permission import Action
from workflows.errors import CaseNotClosed
from workflows.usecases.access import demand, readable_case
from workflows.usecases.app import App
from workflows.usecases.doing import reason_of
from workflows.usecases.open_linked_case import SECTIONS, copy_of, linked, open_linked


def reopen_case(app: App, actor: Actor, case_id: str, *, reason: str, key: str = "") -> Case:
    """Return the new case, opened at the body that had the closed one, by today's version of the same procedure.

    Raises:
        UnknownCase: there is no such case, or it is not theirs.
        CaseNotClosed: it is still open.
        ReasonMissing: there is no reason.
    """
    demand(actor, Action.REOPEN_CASE)
    why = reason_of(reason)
    with app.store.read() as tx:
        case = readable_case(tx, actor, case_id, Action.REOPEN_CASE)
    if case.status is not CaseStatus.CLOSED:
        raise CaseNotClosed(zh="案件尚未结案，不需要另立新案。", case=case.number)
    given = {**copy_of(case, sorted(SECTIONS)), "intake.remark": why}
    opened = open_linked(app, actor, case, case.org_id, given, procedure=case.procedure, key=key)
    _tell(app, actor, case, opened)
    return opened


def _tell(app: App, actor: Actor, case: Case, opened: Case) -> None:
    """Write into the closed case, once, which case took over."""
    fact = linked(opened)
    with app.store.write() as tx:
        known = [each.fact for each in tx.journal.of_case(case.id) if each.fact.kind == fact.kind]
        if all(each.data.get("case") != opened.id for each in known):
            tx.journal.append(case.id, case.rev, [fact], at=app.clock.now(), actor=actor.account_id)
