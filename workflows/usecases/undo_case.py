"""Undo a case to one of its revisions, exactly: for an administrator, when nothing else mends it."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.doing import ANY, doing, reason_of
from workflows.usecases.restore import restore


def undo_case(app: App, actor: Actor, case_id: str, rev: int, *, reason: str, key: str = "") -> Case:
    """Return the case, now exactly what it was at revision *rev*; the revisions between stay readable.

    Raises:
        NotAllowed: the actor is no administrator.
        UnknownCase: there is no such case.
        UnknownRevision: there is no such earlier revision.
        ReasonMissing: there is no reason.
    """
    demand(actor, Action.UNDO_CASE)
    why = reason_of(reason)
    with doing(app, actor, "undo-case", case_id, rev, why, key=key) as do:
        case = do.case(case_id, Action.UNDO_CASE, states=ANY)
        if do.repeated:
            return case
        do.remember(case.id)
        return restore(do, case, rev, Fact(kind="CaseUndone", data={"from_rev": case.rev, "reason": why}))
