"""Write the letter that hands a party link and codes; it is printed at once and kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.clock import legal_day
from workflows.documents import Body, PaperContext
from workflows.domain.actor import Actor
from workflows.domain.case import CaseDocument
from workflows.domain.party_link import LinkState
from workflows.domain.permission import Action
from workflows.errors import UnknownPartyLink
from workflows.usecases.access import readable_case
from workflows.usecases.app import App
from workflows.usecases.party.invite_party import party_of
from workflows.usecases.party.secret_marks import code_in_groups, token_digest
from workflows.usecases.templates_in_force import templates_in_force

TEMPLATE = "party-letter"


def write_letter(app: App, actor: Actor, case_id: str, address: str, codes: Sequence[str]) -> str:
    """Return the letter as HTML with its style; *address* and *codes* are those that were shown when the link was made.

    Raises:
        UnknownCase: there is no such case, or it is not theirs.
        UnknownPartyLink: the address opens no link of this case.
    """
    now = app.clock.now()
    with app.store.read() as tx:
        case = readable_case(tx, actor, case_id, Action.INVITE_PARTY)
        link = tx.links.by_token(token_digest(address.rpartition("/")[2]))
        if link is None or link.case_id != case.id or link.state(now) is not LinkState.OPEN:
            raise UnknownPartyLink(zh="这个链接已经失效；请重新生成。")
        body = tx.directory.organisation(case.document.handling.org_id or case.org_id)
        templates = templates_in_force(app, tx, case.pack)
    data = body.data if body else {}
    context = PaperContext(
        organisation=Body(
            name=body.name if body else "", address=data.get("address", ""), phone=data.get("phone", "")
        ),
        case_number=case.number,
        subject=party_of(case, link.party_id).name,
        link=address,
        codes=tuple(code_in_groups(each) for each in codes),
        due_on=legal_day(link.expires_at),
        made_on=legal_day(now),
        sample=case.sample,
    )
    return templates.render(TEMPLATE, CaseDocument(), context).standalone()
