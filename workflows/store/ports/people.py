"""What the store keeps of people: organisations, accounts, posts, mediators."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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

    def bodies(self, org_ids: Collection[str]) -> Mapping[str, Organisation]:
        """Return these organisations by id, in one question; unknown ids are left out."""
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

    def people(self, account_ids: Collection[str]) -> Mapping[str, Account]:
        """Return these accounts by id, in one question; unknown ids are left out."""
        ...

    def account_by_login(self, login: str) -> Account | None:
        """Return the account with this login."""
        ...

    def accounts(self, *, org_id: str = "", role: str = "") -> Sequence[Account]:
        """Return accounts that hold a post, by name."""
        ...

    def find_accounts(
        self, *, text: str = "", under: Sequence[str] = (), limit: int = 50, offset: int = 0
    ) -> Sequence[Account]:
        """Return accounts whose login or name holds *text*, by name.

        With *under* (tree paths) only those with a post below one of them, or without a post and of their pack.
        """
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

    def registered(self, account_id: str) -> Sequence[Mediator]:
        """Return the registry entries of one account, by organisation."""
        ...
