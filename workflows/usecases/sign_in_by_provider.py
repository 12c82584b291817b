"""Sign in at an identity provider: an account is found by its link to issuer and subject, and never made on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from workflows.domain.actor import Actor
from workflows.domain.identity import ExternalIdentity, Way
from workflows.domain.permission import Action
from workflows.errors import AlreadyThere, IdentityNotLinked, ProviderRefused
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.identity.own_account import own
from workflows.usecases.identity.second_factor import note
from workflows.usecases.identity.vouchers import VoucherKind, digest, hand_out
from workflows.usecases.sign_in import Caller, Ticket, open_login

FLIGHT_LASTS = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Flight:
    """One way to the provider and back: what was asked there, which browser asked, and where it goes afterwards.

    With `account_id` the person was signed in here already and wants to link the two.
    """

    visit: str
    nonce: str
    verifier: str
    onward: str = "/"
    account_id: str = ""


def begin_flight(app: App, flight: Flight) -> str:
    """Return the `state` of a new flight: random, good once and for ten minutes."""
    data = {"nonce": flight.nonce, "verifier": flight.verifier, "onward": flight.onward}
    with app.store.write() as tx:
        return hand_out(
            tx,
            VoucherKind.PROVIDER,
            {**data, "visit": digest(flight.visit)},
            account_id=flight.account_id,
            at=app.clock.now(),
            lasts=FLIGHT_LASTS,
        )


def end_flight(app: App, state: str, visit: str) -> Flight:
    """Return the flight that *state* belongs to; it is used up.

    Raises:
        ProviderRefused: there is none, it was used, it took too long, or another browser began it.
    """
    with app.store.write() as tx:
        held = tx.vouchers.take(digest(state), VoucherKind.PROVIDER, at=app.clock.now())
    data = held[1] if held else None
    if held is None or not isinstance(data, Mapping) or data["visit"] != digest(visit):
        raise ProviderRefused(zh="这次登录已经用过、超时，或不是在这个浏览器里开始的；请从登录页重新开始。")
    return Flight(
        visit=visit,
        nonce=str(data["nonce"]),
        verifier=str(data["verifier"]),
        onward=str(data["onward"]),
        account_id=held[0],
    )


def sign_in_by_provider(app: App, issuer: str, subject: str, caller: Caller) -> Ticket:
    """Return a new login of the account that is linked to this person.

    Raises:
        IdentityNotLinked: no account is, or it is closed.
    """
    with app.store.write() as tx:
        link = tx.identities.get(issuer, subject)
        account = tx.directory.account(link.account_id) if link else None
        if account is None or not account.active:
            raise IdentityNotLinked(
                zh="这个身份尚未与本系统的账号关联；请联系管理员关联，或先用登录名登录后在“我的账号”中关联。"
            )
        return open_login(app, tx, account, Way.PROVIDER, caller)


def link_own_identity(app: App, actor: Actor, issuer: str, subject: str) -> None:
    """Link the actor's account to this person, who has just proved to be there as well as here.

    Raises:
        AlreadyThere: this person is linked to another account.
    """
    demand(actor, Action.USE_ACCOUNT)
    now = app.clock.now()
    with app.store.write() as tx:
        account = own(tx, actor)
        known = tx.identities.get(issuer, subject)
        if known is not None and known.account_id != account.id:
            raise AlreadyThere(
                "This identity is linked to another account already; ask your administrator.",
                zh="这个身份已与另一个账号关联；请联系管理员。",
            )
        if known is None:
            tx.identities.link(
                ExternalIdentity(
                    issuer=issuer,
                    subject=subject,
                    account_id=account.id,
                    linked_at=now,
                    linked_by=account.id,
                )
            )
            note(tx, account.id, "IdentityLinked", at=now, by=account.id)


def unlink_own_identities(app: App, actor: Actor) -> int:
    """Forget the links of the actor's account; returns how many there were."""
    demand(actor, Action.USE_ACCOUNT)
    with app.store.write() as tx:
        links = tx.identities.of_account(actor.account_id)
        for link in links:
            tx.identities.unlink(link.issuer, link.subject)
        note(tx, actor.account_id, "IdentityUnlinked", at=app.clock.now(), by=actor.account_id)
    return len(links)
