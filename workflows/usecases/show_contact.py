"""Show a party's contact data in full, for a reason that is written down."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.errors import UnknownParty, UnknownReason
from workflows.usecases.access import readable_case
from workflows.usecases.app import App
from workflows.usecases.case_view import CaseView
from workflows.usecases.once import answered, digest_of, remember
from workflows.usecases.show_case import show_case

REASONS = ("contact", "identity", "paper", "correction")


def show_contact(
    app: App, actor: Actor, case_id: str, party_id: str, reason: str, *, key: str = ""
) -> CaseView:
    """Return the case with this party's contact data in full; who asked and why is a fact of the case.

    Raises:
        UnknownCase: there is no such case, or its contact data is not theirs to see.
        UnknownParty: the case has no such party.
        UnknownReason: the reason is none of REASONS.
    """
    if reason not in REASONS:
        raise UnknownReason(zh="请选择查看联系方式的理由。", reason=reason)
    now = app.clock.now()
    digest = digest_of("show-contact", actor.account_id, case_id, party_id, reason)
    with app.store.write() as tx:
        case = readable_case(tx, actor, case_id, Action.READ_CONTACT)
        if party_id not in {party.id for party in case.document.parties}:
            raise UnknownParty(zh="这个案件没有这位当事人。", party=party_id)
        fact = Fact(kind="ContactShown", data={"party": party_id, "reason": reason})
        tx.journal.append(case.id, case.rev, [fact], at=now, actor=actor.account_id)
        if answered(tx, key, digest) is None:  # a key that is repeated is another look all the same
            remember(tx, key, digest, case.id, at=now)
    return show_case(app, actor, case_id, unmask=party_id)
