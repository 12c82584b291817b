"""Let a party in: a link's token and a right one-time code open a visit; every wrong try gets the same answer."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.domain.actor import Actor, OwnCase
from workflows.domain.journal import Fact
from workflows.domain.party_link import LinkState, PartyLink, PartyVisit
from workflows.errors import PartyCodeRefused, PartyNotIn, TooManyAttempts
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.party.secret_marks import code_as_typed, code_digest, new_token, token_digest

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=4)
SEEN_EVERY = timedelta(minutes=1)
FREE_TRIES = 5
NETWORK_TRIES = 50
LONGEST_WAIT = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """An open visit: its token stays in the browser; the actor is the party, who reaches their own case alone."""

    token: str
    csrf: str
    link: PartyLink
    actor: Actor


def enter_by_code(app: App, token: str, code: str, *, network: str) -> str:
    """Return the token of the visit that a right code opens.

    Raises:
        TooManyAttempts: the waiting time after wrong codes is not over; `where["seconds"]` says how long.
        PartyCodeRefused: link or code is wrong, over, used or taken back, or the person is no party any more; which of
            them is not told.
    """
    now = app.clock.now()
    hashed = token_digest(token)
    keys = {f"party:{hashed[:32]}": FREE_TRIES, f"party-network:{network}": NETWORK_TRIES}
    with app.store.write() as tx:
        _wait_is_over(tx, keys, now)
        link = tx.links.by_token(hashed)
        # A link that is not there is tried with a code that nobody has, so that both cost the same.
        digest = code_digest(app.settings, link.id if link else "", code_as_typed(code))
        stands = link is not None and link.state(now) is LinkState.OPEN and _still_party(tx, link)
        if link is not None and stands and tx.links.use_code(link.id, digest, at=now):
            for key in keys:
                tx.logins.succeeded(key)
            return _open(tx, link, now)
        for key in keys:
            tx.logins.failed(key, at=now)
    raise PartyCodeRefused(
        zh="链接或者验证码不对，或者已经用过、已经到期。请核对后再试，或者请调解中心重新发一个。"
    )


def who_visits(app: App, token: str) -> Visit:
    """Return the visit that *token* opens.

    Raises:
        PartyNotIn: there is none, it has ended, or the link was taken back.
    """
    now = app.clock.now()
    hashed = token_digest(token)
    with app.store.read() as tx:
        visit = tx.links.visit(hashed) if token else None
        link = tx.links.get(visit.link_id) if visit else None
        case = tx.cases.get(link.case_id) if link else None
    if visit is None or link is None or case is None:
        raise _not_in()
    party = next((each for each in case.document.parties if each.id == link.party_id), None)
    ended = now >= min(visit.opened_at + ABSOLUTE, visit.seen_at + IDLE)
    if party is None or ended or link.state(now) is not LinkState.OPEN:
        raise _not_in()
    if now - visit.seen_at >= SEEN_EVERY:
        with app.store.write() as tx:
            tx.links.touch_visit(hashed, at=now)
    actor = Actor(
        account_id=f"party:{link.party_id}",
        name=party.name,
        party=OwnCase(case_id=link.case_id, party_id=link.party_id),
    )
    return Visit(token=token, csrf=visit.csrf, link=link, actor=actor)


def leave(app: App, visit: Visit) -> None:
    """End the visits of this link."""
    with app.store.write() as tx:
        tx.links.close_visits(visit.link.id)


def _still_party(tx: Tx, link: PartyLink) -> bool:
    """Tell whether the case still has the party: who died or was registered by mistake is taken out of it."""
    case = tx.cases.get(link.case_id)
    return case is not None and any(each.id == link.party_id for each in case.document.parties)


def _open(tx: Tx, link: PartyLink, now: datetime) -> str:
    token = new_token()
    tx.links.open_visit(
        PartyVisit(
            token_hash=token_digest(token),
            link_id=link.id,
            csrf=secrets.token_urlsafe(24),
            opened_at=now,
            seen_at=now,
        )
    )
    case = tx.cases.get(link.case_id)
    if case is not None:
        fact = Fact(kind="PartyCameIn", data={"link": link.id, "party": link.party_id})
        tx.journal.append(case.id, case.rev, [fact], at=now, actor=f"party:{link.party_id}")
    return token


def _wait_is_over(tx: Tx, keys: dict[str, int], now: datetime) -> None:
    for key, free in keys.items():
        count, last = tx.logins.failures(key)
        if count < free or last is None:
            continue
        wait = min(timedelta(seconds=2 ** min(count - free + 1, 20)), LONGEST_WAIT)
        if now < last + wait:
            seconds = int((last + wait - now).total_seconds()) + 1
            raise TooManyAttempts(
                f"Too many wrong codes; try again in {seconds} seconds.",
                zh=f"错误次数较多；请在 {seconds} 秒后再试。",
                seconds=seconds,
            )


def _not_in() -> PartyNotIn:
    return PartyNotIn(zh="本次访问已经结束。请重新打开信上或者短信里的链接，再输入一个新的验证码。")
