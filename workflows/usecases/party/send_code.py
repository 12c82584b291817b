"""Send a party a one-time code: asked for without a word about whether the link is right, made only when it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from workflows.clock import legal_day
from workflows.domain.case import Case, Party
from workflows.domain.journal import Fact
from workflows.domain.outbox import Errand
from workflows.domain.party_link import LinkState, PartyLink
from workflows.errors import NoWayToParty, UnknownPartyLink
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.party.invite_party import keep_code, party_of
from workflows.usecases.party.party_words import party_words
from workflows.usecases.party.secret_marks import new_code, token_digest

KIND = "send-party-code"
MOST_A_DAY = 10


@dataclass(frozen=True, kw_only=True)
class CodeToSend:
    """A fresh code for a party; it is nowhere kept but as a digest."""

    case: Case
    party: Party
    code: str
    minutes: int


def request_code(app: App, token: str) -> None:
    """Order a code for the party of a link, at most one a minute and ten a day; says nothing of what was found."""
    now = app.clock.now()
    with app.store.write() as tx:
        link = tx.links.by_token(token_digest(token))
        if link is None or link.state(now) is not LinkState.OPEN or not app.settings.party_channels:
            return
        order_code(app, tx, link)


def order_code(app: App, tx: Tx, link: PartyLink) -> bool:
    """Return whether a code was ordered for *link* in the open transaction."""
    now = app.clock.now()
    if tx.logins.failed(f"party-send:{link.id}:{legal_day(now)}", at=now) > MOST_A_DAY:
        return False
    minute = int(now.timestamp() // 60)
    return tx.outbox.put(
        Errand(
            id=f"party-code:{link.id}:{minute}",
            case_id=link.case_id,
            kind=KIND,
            payload={"link": link.id},
            created_at=now,
            run_at=now,
            max_attempts=4,
        )
    )


def issue_code(app: App, link_id: str) -> CodeToSend:
    """Return a fresh code of a link, which is in force from now for some minutes.

    Raises:
        UnknownPartyLink: the link is not there, over, or taken back.
        NoWayToParty: the party has no number or address to send to.
    """
    now = app.clock.now()
    with app.store.write() as tx:
        link = tx.links.get(link_id)
        case = tx.cases.get(link.case_id) if link else None
        if link is None or case is None or link.state(now) is not LinkState.OPEN:
            raise UnknownPartyLink(zh="这个链接已经失效。", link=link_id)
        party = party_of(case, link.party_id)
        if not party.phone and not party.email:
            raise NoWayToParty(
                zh="没有登记这位当事人的手机号或者邮箱；请把打印的信交给当事人。", party=party.id
            )
        words = party_words(app.catalogue, case.pack)
        code = new_code()
        keep_code(app, tx, link, code, until=now + timedelta(minutes=words.code_minutes))
        fact = Fact(kind="PartyCodeSent", data={"link": link.id, "party": party.id})
        tx.journal.append(case.id, case.rev, [fact], at=now, actor="system:press")
        return CodeToSend(case=case, party=party, code=code, minutes=words.code_minutes)
