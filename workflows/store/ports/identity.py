"""What the store keeps of identity: logins, second factors, identities at providers, vouchers, separate talks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol

from pydantic import JsonValue

from workflows.domain.identity import ExternalIdentity, Login, SecondFactor, SeparateTalk, SignedIn


class Logins(Protocol):
    """Signed-in sessions; ids are stored hashed."""

    def open(self, login: Login) -> None:
        """Keep a new login."""
        ...

    def get(self, token_hash: str) -> Login | None:
        """Return a login that was not ended; whether it is still young enough is for the caller."""
        ...

    def who(self, token_hash: str, day: date) -> SignedIn | None:
        """Return who stands behind a login that was not ended, as they act on *day*, in one question."""
        ...

    def of_account(self, account_id: str) -> Sequence[Login]:
        """Return all logins of an account that are remembered, ended ones too, the newest first."""
        ...

    def touch(self, token_hash: str, *, at: datetime) -> None:
        """Note that it was used."""
        ...

    def close(self, token_hash: str, *, at: datetime) -> None:
        """End it."""
        ...

    def close_all(self, account_id: str, *, at: datetime, but: str = "") -> int:
        """End the logins of an account except *but*; returns how many were open."""
        ...

    def forget(self, *, before: datetime) -> None:
        """Drop what was last used before an instant."""
        ...

    def failed(self, key: str, *, at: datetime) -> int:
        """Count a failed sign-in for a login or network key; returns failures in a row."""
        ...

    def failures(self, key: str) -> tuple[int, datetime | None]:
        """Return how many failures in a row, and when the last was."""
        ...

    def succeeded(self, key: str) -> None:
        """Forget the failures of a key."""
        ...

    def forgiven(self, begin: str) -> None:
        """Forget the failures of all keys that begin with *begin*."""
        ...


class SecondFactors(Protocol):
    """One-time codes of accounts."""

    def put(self, factor: SecondFactor) -> None:
        """Add or replace that of an account."""
        ...

    def get(self, account_id: str) -> SecondFactor | None:
        """Return that of an account."""
        ...

    def use_step(self, account_id: str, step: int) -> bool:
        """Take a time step; returns False if it or a later one was taken before."""
        ...

    def use_code(self, account_id: str, code_hash: str) -> bool:
        """Take a recovery code; returns False if it is not there (any more)."""
        ...

    def drop(self, account_id: str) -> None:
        """Forget that of an account."""
        ...


class Identities(Protocol):
    """Who an account is at an identity provider."""

    def link(self, identity: ExternalIdentity) -> None:
        """Link it.

        Raises:
            AlreadyThere: this identity is linked already.
        """
        ...

    def get(self, issuer: str, subject: str) -> ExternalIdentity | None:
        """Return the link of an identity."""
        ...

    def of_account(self, account_id: str) -> Sequence[ExternalIdentity]:
        """Return the identities of an account, in order."""
        ...

    def unlink(self, issuer: str, subject: str) -> None:
        """Forget a link."""
        ...


class Vouchers(Protocol):
    """Short-lived things that somebody brings back: kept under the hash of a random word."""

    def put(self, hashed: str, kind: str, data: JsonValue, *, account_id: str, until: datetime) -> None:
        """Keep one."""
        ...

    def get(self, hashed: str, kind: str, *, at: datetime) -> tuple[str, JsonValue] | None:
        """Return (account id, data) of one that has not run out."""
        ...

    def take(self, hashed: str, kind: str, *, at: datetime) -> tuple[str, JsonValue] | None:
        """Return it once: of several who ask one gets it."""
        ...

    def forget(self, *, before: datetime) -> None:
        """Drop what ran out before an instant."""
        ...


class Talks(Protocol):
    """Separate talks, sealed."""

    def add(self, talk: SeparateTalk) -> None:
        """Keep one."""
        ...

    def of_mediator(self, case_id: str, account_id: str) -> Sequence[SeparateTalk]:
        """Return those that one mediator wrote in a case, oldest first."""
        ...

    def drop_of_case(self, case_id: str) -> int:
        """Forget all of a case, as when it is erased; returns how many there were."""
        ...
