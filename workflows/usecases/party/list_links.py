"""List the ways of parties into a case, and what parties said by them, for staff."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.case import Case, Party
from workflows.domain.party_link import LinkState, PartyLink
from workflows.domain.permission import Action
from workflows.usecases.access import readable_case
from workflows.usecases.app import App
from workflows.usecases.party_wishes import Said, said_by_parties


@dataclass(frozen=True, kw_only=True)
class LinkView:
    """One link: how it stands, how many codes are left, and when it was last used."""

    link: PartyLink
    state: LinkState
    codes_left: int


@dataclass(frozen=True, kw_only=True)
class LinksView:
    """A case's parties with their links, and what they said."""

    case: Case
    parties: Sequence[tuple[Party, Sequence[LinkView]]]
    said: Sequence[Said]


def list_links(app: App, actor: Actor, case_id: str) -> LinksView:
    """Return the parties of a case with their links, the newest first.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to invite to.
    """
    now = app.clock.now()
    with app.store.read() as tx:
        case = readable_case(tx, actor, case_id, Action.INVITE_PARTY)
        links = [
            LinkView(link=each, state=each.state(now), codes_left=tx.links.codes_left(each.id, at=now))
            for each in tx.links.of_case(case.id)
        ]
        said = said_by_parties(case, tx.journal.of_case(case.id))
    return LinksView(
        case=case,
        parties=[
            (party, [each for each in links if each.link.party_id == party.id])
            for party in case.document.parties
        ],
        said=said[::-1],
    )
