"""Take back one's own step while nobody acted on it (撤回): the case is exactly what it was before."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact, JournalEntry
from workflows.domain.permission import Action
from workflows.errors import AlreadyActedOn, NothingToWithdraw
from workflows.store import Tx
from workflows.usecases.access import demand, readable_case
from workflows.usecases.app import App
from workflows.usecases.doing import ANY, Doing, doing, reason_of
from workflows.usecases.restore import restore, thrown_since
from workflows.usecases.written_before import keep_written

MACHINES = frozenset({"DocumentMade", "StepEntered", "StepCompleted", "StepCancelled", "FlowsTaken"})
"""What the machine alone did after a step is no reason to refuse."""


def withdraw_step(app: App, actor: Actor, case_id: str, *, reason: str, key: str = "") -> Case:
    """Return the case as it was before the actor's step; papers ordered by the step are void, their numbers used.

    What was written in the step lies in its form again, as the actor's draft.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
        NothingToWithdraw: the newest step is not theirs.
        AlreadyActedOn: somebody took, did, sent or received something because of it.
        ReasonMissing: there is no reason.
    """
    demand(actor, Action.WITHDRAW_STEP)
    why = reason_of(reason)
    with doing(app, actor, "withdraw-step", case_id, why, key=key) as do:
        readable_case(do.tx, actor, case_id)
        case = do.case(case_id, states=ANY)
        if do.repeated:
            return case
        element = _own_step(do, case)
        do.remember(case.id)
        fact = Fact(kind="StepWithdrawn", element=element, data={"reason": why})
        back = restore(do, case, case.rev - 1, fact)
        keep_written(do, case, element)
        return back


def may_withdraw(tx: Tx, actor: Actor, case: Case) -> bool:
    """Return whether the newest step is the actor's own and nobody acted on it."""
    return _mine(tx, actor, case) and not _acted(tx, actor, case)


def _own_step(do: Doing, case: Case) -> str:
    if not _mine(do.tx, do.actor, case):
        raise NothingToWithdraw(
            zh="本案最近一步不是您办理的，不能撤回；只有办理人本人可以在他人处理之前撤回。", case=case.number
        )
    if _acted(do.tx, do.actor, case):
        raise AlreadyActedOn(
            zh="已有人根据您这一步办理，不能撤回；可以请现在的办理人退回。", case=case.number
        )
    facts = [entry.fact for entry in do.tx.journal.of_case(case.id) if entry.rev == case.rev]
    return next((fact.element for fact in facts if fact.kind == "FormSubmitted"), "")


def _mine(tx: Tx, actor: Actor, case: Case) -> bool:
    newest = tx.cases.history(case.id)[-1]
    return newest.command == "submit-form" and newest.actor == actor.account_id


def _acted(tx: Tx, actor: Actor, case: Case) -> bool:
    later = (entry for entry in tx.journal.of_case(case.id) if entry.rev == case.rev)
    received = any(each.receiver for each in thrown_since(tx, case, case.rev - 1))
    return received or any(_by_another(entry, actor) for entry in later)


def _by_another(entry: JournalEntry, actor: Actor) -> bool:
    return entry.actor != actor.account_id and entry.fact.kind not in MACHINES
