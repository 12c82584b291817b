"""Copy a case to colleagues (抄送): they may read it and find it on their list, and have nothing to do."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.errors import UnknownAccount
from workflows.usecases.access import demand, readable_case
from workflows.usecases.app import App
from workflows.usecases.doing import ANY, Doing, doing


def copy_case(app: App, actor: Actor, case_id: str, to: Sequence[str], *, key: str = "") -> Case:
    """Return the case, which the accounts *to* watch from now on.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to copy.
        UnknownAccount: one of them is no active account.
    """
    demand(actor, Action.COPY_CASE)
    with doing(app, actor, "copy-case", case_id, list[JsonValue](sorted(to)), key=key) as do:
        case = do.case(case_id, Action.COPY_CASE, states=ANY)
        if do.repeated:
            return case
        added = [each for each in dict.fromkeys(to) if _added(do, case, each)]
        if added:
            do.note(case, Fact(kind="CaseCopied", data={"to": list[JsonValue](added)}))
        do.remember(case.id)
        return case


def stop_watching(app: App, actor: Actor, case_id: str) -> bool:
    """Return whether the actor watched the case; they do not any more, and the case notes it.

    Whoever reads the case in no other way cannot read it any more; a new copy opens it again.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to read.
    """
    demand(actor, Action.READ_CASE)
    with app.store.write() as tx:
        case = readable_case(tx, actor, case_id, Action.READ_CASE)
        if actor.account_id not in tx.watchers.of_case(case_id):
            return False
        fact = Fact(kind="WatchingStopped", data={})
        tx.journal.append(case.id, case.rev, [fact], at=app.clock.now(), actor=actor.account_id)
        return tx.watchers.drop(case_id, actor.account_id)


def _added(do: Doing, case: Case, account_id: str) -> bool:
    account = do.tx.directory.account(account_id)
    if account is None or not account.active:
        raise UnknownAccount(zh="没有这个在岗账号；请从列表中选择。", account=account_id)
    return do.tx.watchers.put(case.id, account_id, by=do.actor.account_id, at=do.now)
