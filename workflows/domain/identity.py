"""How somebody is known to be who they say: logins, a second factor, identities at a provider, and vouchers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflows.domain.actor import Actor
from workflows.domain.organisation import Account


class Way(StrEnum):
    """How a login was opened."""

    PASSWORD = "password"  # noqa: S105 - the name of a way
    CODE = "code"
    RECOVERY = "recovery"
    PROVIDER = "provider"


@dataclass(frozen=True, kw_only=True)
class Login:
    """One signed-in browser or program; `token_hash` is all that is kept of its token.

    `agent` and `network` are what it said of itself, for the list of one's own logins.
    """

    token_hash: str
    account_id: str
    csrf: str
    opened_at: datetime
    seen_at: datetime
    way: str = ""
    agent: str = ""
    network: str = ""
    ended_at: datetime | None = None

    @property
    def handle(self) -> str:
        """The name of this login on pages; it opens nothing."""
        return self.token_hash[:16]


@dataclass(frozen=True, kw_only=True)
class SignedIn:
    """Who stands behind a login on one day: its account, and the one who acts with the account's posts."""

    login: Login
    account: Account
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class SecondFactor:
    """The one-time codes of an account (TOTP, RFC 6238).

    `secret` is sealed, `codes` are the hashes of recovery codes not used yet, `last_step` is the time step of the
    last code that was taken: neither it nor an earlier one is taken again.
    """

    account_id: str
    secret: str
    confirmed_at: datetime | None = None
    last_step: int = 0
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ExternalIdentity:
    """A person at an identity provider, linked to an account by somebody: never by an equal name or address."""

    issuer: str
    subject: str
    account_id: str
    linked_at: datetime
    linked_by: str


@dataclass(frozen=True, kw_only=True)
class SeparateTalk:
    """A talk with one side alone (背对背调解): its mediator reads it and nobody else.

    It is no part of the case document: no expression, paper, search or package can reach it. `party` names whom the
    talk was with, `held_at` when it was, `at` when it was written down.
    """

    id: str
    case_id: str
    mediator: str
    at: datetime
    held_at: datetime
    party: str
    notes: str
