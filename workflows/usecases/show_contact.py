"""Show a party's contact data in full, for a reason that is written down."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.errors import UnknownReason
from workflows.usecases.access import readable_case
from workflows.usecases.app import App
from workflows.usecases.case_view import CaseView
from workflows.usecases.show_case import show_case

REASONS = ("contact", "identity", "paper", "correction")


def show_contact(app: App, actor: Actor, case_id: str, party_id: str, reason: str) -> CaseView:
    """Return the case with this party's contact data in full; who asked and why is a fact of the case.

    Raises:
        UnknownCase: there is no such case, or its contact data is not theirs to see.
        UnknownReason: the reason is none of REASONS.
    """
    if reason not in REASONS:
        raise UnknownReason(zh="请选择查看联系方式的理由。", reason=reason)
    with app.store.write() as tx:
        case = readable_case(tx, actor, case_id, Action.READ_CONTACT)
        fact = Fact(kind="ContactShown", data={"party": party_id, "reason": reason})
        tx.journal.append(case.id, case.rev, [fact], at=app.clock.now(), actor=actor.account_id)
    return show_case(app, actor, case_id, unmask=party_id)
