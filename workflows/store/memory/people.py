"""Organisations, accounts, posts and mediators in memory."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence

from workflows.domain.organisation import Account, Mediator, Membership, Organisation
from workflows.errors import AlreadyThere, MissingReference
from workflows.store.memory.shelves import Shelves, as_stored

LAST = "\U0010ffff"


class MemoryDirectory:
    """Organisations, accounts, posts, mediators."""

    def __init__(self, shelves: Shelves) -> None:
        self._organisations = shelves.organisations
        self._accounts = shelves.accounts
        self._posts = shelves.posts
        self._mediators = shelves.mediators
        self._logins: dict[str, str] | None = None

    def put_organisations(self, organisations: Sequence[Organisation]) -> None:
        """Add or replace organisations."""
        self._organisations.change().update({each.id: as_stored(each) for each in organisations})

    def organisation(self, org_id: str) -> Organisation | None:
        """Return one organisation."""
        return self._organisations.rows.get(org_id)

    def bodies(self, org_ids: Collection[str]) -> Mapping[str, Organisation]:
        """Return these organisations by id."""
        rows = self._organisations.rows
        return {org_id: rows[org_id] for org_id in org_ids if org_id in rows}

    def organisations(
        self, *, pack: str = "", kind: str = "", parent_id: str = "", under: str = ""
    ) -> Sequence[Organisation]:
        """Return organisations; *under* is a path prefix."""
        rows = self._organisations.rows
        kinds = self._organisations.index("kind", lambda ids: _by_kind(rows[each] for each in ids))
        places = kinds.get(kind, [])
        first, last = bisect_left(places, (under, "")), bisect_left(places, (under + LAST, ""))
        return [
            each
            for each in (rows[org_id] for _, org_id in places[first:last])
            if pack in ("", each.pack) and parent_id in ("", each.parent_id)
        ]

    def put_account(self, account: Account, posts: Sequence[Membership]) -> None:
        """Add or replace an account with all its posts."""
        ids, rows = self._ids_by_login(), self._accounts.change()
        if ids.get(account.login, account.id) != account.id:
            raise AlreadyThere(login=account.login)
        new = account.id not in rows
        if not new:
            ids.pop(rows[account.id].login)
        rows[account.id] = as_stored(account)
        ids[account.login] = account.id
        for post in posts:
            if post.account_id not in rows:
                raise MissingReference(account=post.account_id)
        held = self._posts.change()
        for post in [] if new else [post for post in held if post.account_id == account.id]:
            del held[post]
        held.update(dict.fromkeys(posts))

    def account(self, account_id: str) -> Account | None:
        """Return one account."""
        return self._accounts.rows.get(account_id)

    def people(self, account_ids: Collection[str]) -> Mapping[str, Account]:
        """Return these accounts by id."""
        rows = self._accounts.rows
        return {account_id: rows[account_id] for account_id in account_ids if account_id in rows}

    def account_by_login(self, login: str) -> Account | None:
        """Return the account with this login."""
        account_id = self._ids_by_login().get(login)
        return None if account_id is None else self._accounts.rows[account_id]

    def _ids_by_login(self) -> dict[str, str]:
        """Return who has which login; what this transaction changes is written into it."""
        if self._logins is None:
            rows = self._accounts.rows
            self._logins = dict(
                self._accounts.index("login", lambda ids: {rows[each].login: each for each in ids})
            )
        return self._logins

    def accounts(self, *, org_id: str = "", role: str = "") -> Sequence[Account]:
        """Return accounts that hold a post, by name."""
        held = self._posts.index("org and role", _by_org_and_role)
        posts = held if not (org_id and role) else [(org_id, role)]
        named = (post for post in posts if org_id in ("", post[0]) and role in ("", post[1]))
        holders = {account_id for post in named for account_id in held.get(post, ())}
        found = (self._accounts.rows[each] for each in holders)
        return sorted(found, key=lambda each: (each.name, each.id))

    def find_accounts(
        self, *, text: str = "", under: Sequence[str] = (), limit: int = 50, offset: int = 0
    ) -> Sequence[Account]:
        """Return accounts whose login or name holds *text*, by name.

        With *under* (tree paths) only those with a post below one of them, or without a post and of their pack.
        """
        asked, paths = text.lower(), tuple(under)
        found = [
            each
            for each in self._accounts.rows.values()
            if any(asked in word.lower() for word in (each.login, each.name, each.name_en))
            and (not paths or self._lies_under(each, paths))
        ]
        return sorted(found, key=lambda each: (each.name, each.id))[offset : offset + limit]

    def _lies_under(self, account: Account, paths: tuple[str, ...]) -> bool:
        within = [each for each in self._organisations.rows.values() if each.path.startswith(paths)]
        posts = [post.org_id for post in self._posts.rows if post.account_id == account.id]
        if not posts:
            return account.pack in {each.pack for each in within}
        return bool({each.id for each in within}.intersection(posts))

    def staffed(self, org_id: str, role: str) -> bool:
        """Return whether an active account holds *role* in the body."""
        holders = self._posts.index("org and role", _by_org_and_role).get((org_id, role), ())
        return any(self._accounts.rows[each].active for each in holders)

    def posts(self, account_id: str) -> Sequence[Membership]:
        """Return the posts of an account."""
        held = self._posts.index("account", _by_account).get(account_id, ())
        return sorted(held, key=lambda post: (post.org_id, post.role))

    def put_mediators(self, mediators: Sequence[Mediator]) -> None:
        """Add or replace registry entries."""
        self._mediators.change().update({(each.account_id, each.org_id): each for each in mediators})

    def registered(self, account_id: str) -> Sequence[Mediator]:
        """Return the registry entries of one account, by organisation."""
        found = (each for each in self._mediators.rows.values() if each.account_id == account_id)
        return sorted(found, key=lambda each: each.org_id)

    def mediators(self, *, org_id: str = "", under: str = "") -> Sequence[Mediator]:
        """Return registry entries of one organisation, or of all under a path prefix."""
        held = self._mediators.index("body", _by_body)
        within = {each.id for each in self.organisations(under=under)} if under else held.keys()
        return [
            self._mediators.rows[account_id, body]
            for body in sorted(within & held.keys())
            if org_id in ("", body)
            for account_id in sorted(held[body])
        ]


def _by_body(mediators: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for account_id, org_id in mediators:
        found.setdefault(org_id, []).append(account_id)
    return found


def _by_kind(bodies: Iterable[Organisation]) -> dict[str, list[tuple[str, str]]]:
    """Return (path, id) of bodies in order, those of each kind, and of all under no kind."""
    found: dict[str, list[tuple[str, str]]] = {}
    for body in sorted(bodies, key=lambda each: (each.path, each.id)):
        for kind in ("", body.kind):
            found.setdefault(kind, []).append((body.path, body.id))
    return found


def _by_account(posts: Iterable[Membership]) -> dict[str, list[Membership]]:
    found: dict[str, list[Membership]] = {}
    for post in posts:
        found.setdefault(post.account_id, []).append(post)
    return found


def _by_org_and_role(posts: Iterable[Membership]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for post in posts:
        found.setdefault((post.org_id, post.role), []).append(post.account_id)
    return found
