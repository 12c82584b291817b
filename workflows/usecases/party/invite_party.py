"""Give a party the way to their own case: a link in force for some weeks, and codes to print or send (当事人链接)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from workflows.domain.actor import Actor
from workflows.domain.case import Case, Party
from workflows.domain.journal import Fact
from workflows.domain.new_id import new_id
from workflows.domain.party_link import LinkState, PartyCode, PartyLink
from workflows.domain.permission import Action
from workflows.errors import UnknownParty, UnknownPartyLink
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.doing import ANY, Doing, doing
from workflows.usecases.once import must_be_new
from workflows.usecases.party.party_words import party_words
from workflows.usecases.party.secret_marks import code_digest, new_code, new_token, token_digest


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """A link that was just made; address and codes are shown this once and kept only as digests."""

    case: Case
    party: Party
    link: PartyLink
    address: str
    codes: tuple[str, ...]


def invite_party(app: App, actor: Actor, case_id: str, party_id: str, *, key: str = "") -> Invitation:
    """Return a new link of one party; the one they had before is taken back.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to invite to.
        UnknownParty: the case has no such party.
        SecretShownAlready: this key made a link before; its address and codes were shown then.
        IdempotencyKeyReused: the key was used for another command.
    """
    demand(actor, Action.INVITE_PARTY)
    with doing(app, actor, "invite-party", case_id, party_id, key=key) as do:
        case = do.case(case_id, Action.INVITE_PARTY, states=ANY)
        must_be_new(do.tx, key, do.digest)
        party = party_of(case, party_id)
        words = party_words(app.catalogue, case.pack)
        for old in do.tx.links.of_case(case.id):
            if old.party_id == party_id and old.state(do.now) is LinkState.OPEN:
                _revoke(do, case, old)
        token, codes = new_token(), tuple(new_code() for _ in range(words.letter_codes))
        link = PartyLink(
            id=new_id(do.now),
            case_id=case.id,
            party_id=party_id,
            token_hash=token_digest(token),
            made_at=do.now,
            made_by=actor.account_id,
            expires_at=do.now + timedelta(days=words.link_days),
        )
        do.tx.links.put(link)
        for code in codes:
            keep_code(app, do.tx, link, code, until=link.expires_at)
        data = {"link": link.id, "party": party_id, "until": link.expires_at.isoformat()}
        do.note(case, Fact(kind="PartyInvited", data=data))
        do.remember(link.id)
        return Invitation(
            case=case, party=party, link=link, address=f"{app.settings.address}/p/go/{token}", codes=codes
        )


def revoke_link(app: App, actor: Actor, case_id: str, link_id: str) -> PartyLink:
    """Return the link, taken back: it opens nothing any more and visits under way end.

    Raises:
        UnknownCase: there is no such case, or it is not theirs.
        UnknownPartyLink: the case has no such link.
    """
    demand(actor, Action.INVITE_PARTY)
    with doing(app, actor, "revoke-link", case_id, link_id) as do:
        case = do.case(case_id, Action.INVITE_PARTY, states=ANY)
        link = do.tx.links.get(link_id)
        if link is None or link.case_id != case.id:
            raise UnknownPartyLink(zh="这个案件没有这个链接；请重新查看链接列表。", link=link_id)
        return link if link.revoked_at is not None else _revoke(do, case, link)


def keep_code(app: App, tx: Tx, link: PartyLink, code: str, *, until: datetime) -> None:
    """Keep one more one-time code of *link* as its digest."""
    digest = code_digest(app.settings, link.id, code)
    tx.links.put_code(PartyCode(link_id=link.id, digest=digest, expires_at=until))


def party_of(case: Case, party_id: str) -> Party:
    """Return the party of *case*.

    Raises:
        UnknownParty: there is none with this id.
    """
    found = next((each for each in case.document.parties if each.id == party_id), None)
    if found is None:
        raise UnknownParty(zh="这个案件没有这位当事人。", party=party_id)
    return found


def _revoke(do: Doing, case: Case, link: PartyLink) -> PartyLink:
    link = replace(link, revoked_at=do.now, revoked_by=do.actor.account_id)
    do.tx.links.put(link)
    do.tx.links.close_visits(link.id)
    do.note(case, Fact(kind="PartyLinkRevoked", data={"link": link.id, "party": link.party_id}))
    return link
