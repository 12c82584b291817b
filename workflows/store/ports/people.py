"""What the store keeps of people: organisations, accounts, posts, mediators, sign-ins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from workflows.domain.organisation import Account, Mediator, Membership, Organisation


class Directory(Protocol):
    """Organisations, accounts, posts, mediators."""

    def put_organisations(self, organisations: Sequence[Organisation]) -> None:
        """Add or replace organisations."""
        ...

    def organisation(self, org_id: str) -> Organisation | None:
        """Return one organisation."""
        ...

    def organisations(
        self, *, pack: str = "", kind: str = "", parent_id: str = "", under: str = ""
    ) -> Sequence[Organisation]:
        """Return organisations; *under* is a path prefix."""
        ...

    def put_account(self, account: Account, posts: Sequence[Membership]) -> None:
        """Add or replace an account with all its posts."""
        ...

    def account(self, account_id: str) -> Account | None:
        """Return one account."""
        ...

    def account_by_login(self, login: str) -> Account | None:
        """Return the account with this login."""
        ...

    def accounts(self, *, org_id: str = "", role: str = "") -> Sequence[Account]:
        """Return accounts that hold a post, by name."""
        ...

    def staffed(self, org_id: str, role: str) -> bool:
        """Return whether an active account holds *role* in the body."""
        ...

    def posts(self, account_id: str) -> Sequence[Membership]:
        """Return the posts of an account."""
        ...

    def put_mediators(self, mediators: Sequence[Mediator]) -> None:
        """Add or replace registry entries."""
        ...

    def mediators(self, *, org_id: str = "", under: str = "") -> Sequence[Mediator]:
        """Return registry entries of one organisation, or of all under a path prefix."""
        ...


class Logins(Protocol):
    """Signed-in sessions; ids are stored hashed."""

    def open(self, token_hash: str, *, account_id: str, csrf: str, at: datetime) -> None:
        """Keep a new login."""
        ...

    def get(self, token_hash: str) -> tuple[str, str, datetime, datetime] | None:
        """Return (account id, csrf token, opened at, seen at)."""
        ...

    def touch(self, token_hash: str, *, at: datetime) -> None:
        """Note that it was used."""
        ...

    def close(self, token_hash: str) -> None:
        """End it."""
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
