"""Organisations, accounts, posts and mediators in SQL."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, delete, func, insert, literal_column, select

from workflows.domain.organisation import Account, Mediator, Membership, Organisation
from workflows.store.encoding import json_text
from workflows.store.sql.record import Record
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, BeginsAmong, Statement, at, of, put
from workflows.store.sql.tables import accounts, mediators, organisations, posts

ORGANISATION = Record(organisations, Organisation)
ACCOUNT = Record(accounts, Account)
POST = Record(posts, Membership)
MEDIATOR = Record(mediators, Mediator)


def _asked(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """True where *column* equals the parameter, or the parameter is empty."""
    return (of(name) == "") | (column == of(name))


def _under(column: ColumnElement[str]) -> ColumnElement[bool]:
    """True where *column* begins with the parameter `under`."""
    return func.substr(column, 1, func.length(of("under"))) == of("under")


PUT_ORGANISATION = put(organisations)
ORGANISATION_GET = Statement(select(*ORGANISATION.columns).where(organisations.c.id == of("org")))
BODIES = Statement(select(*ORGANISATION.columns).where(Among(organisations.c.id, "orgs")))
ORGANISATIONS = Statement(
    select(*ORGANISATION.columns)
    .where(
        _asked(organisations.c.pack, "of_pack"),
        _asked(organisations.c.kind, "of_kind"),
        _asked(organisations.c.parent_id, "parent"),
        _under(organisations.c.path),
    )
    .order_by(organisations.c.path, organisations.c.id)
)
PUT_ACCOUNT = put(accounts)
DROP_POSTS = Statement(delete(posts).where(posts.c.account_id == of("account")))
ADD_POST = Statement(insert(posts))
ACCOUNT_GET = Statement(select(*ACCOUNT.columns).where(accounts.c.id == of("account")))
PEOPLE = Statement(select(*ACCOUNT.columns).where(Among(accounts.c.id, "called")))
BY_LOGIN = Statement(select(*ACCOUNT.columns).where(accounts.c.login == of("called")))
_holds = (
    select(posts.c.account_id)
    .where(_asked(posts.c.org_id, "org"), _asked(posts.c.role, "as_role"))
    .scalar_subquery()
)
ACCOUNTS = Statement(
    select(*ACCOUNT.columns).where(accounts.c.id.in_(_holds)).order_by(accounts.c.name, accounts.c.id)
)
_like = of("like")
_branch = select(organisations.c.id, organisations.c.pack).where(BeginsAmong(organisations.c.path, "paths"))
_branch_ids = _branch.with_only_columns(organisations.c.id).scalar_subquery()
_branch_packs = _branch.with_only_columns(organisations.c.pack).scalar_subquery()
_posted = select(posts.c.account_id).scalar_subquery()
_posted_there = select(posts.c.account_id).where(posts.c.org_id.in_(_branch_ids)).scalar_subquery()
FIND_ACCOUNTS = Statement(
    select(*ACCOUNT.columns)
    .where(
        func.lower(accounts.c.login).like(_like, escape="!")
        | func.lower(accounts.c.name).like(_like, escape="!")
        | func.lower(accounts.c.name_en).like(_like, escape="!"),
        (of("paths") == "[]")
        | accounts.c.id.in_(_posted_there)
        | (accounts.c.pack.in_(_branch_packs) & accounts.c.id.not_in(_posted)),
    )
    .order_by(accounts.c.name, accounts.c.id)
    .limit(at("most"))
    .offset(at("skip"))
)
POSTS = Statement(
    select(*POST.columns).where(posts.c.account_id == of("account")).order_by(posts.c.org_id, posts.c.role)
)
STAFFED = Statement(
    select(posts.c.account_id)
    .join(accounts, accounts.c.id == posts.c.account_id)
    .where(
        posts.c.org_id == of("org"), posts.c.role == of("as_role"), accounts.c.active == literal_column("1")
    )
    .limit(literal_column("1"))
)
PUT_MEDIATOR = put(mediators)
_within = select(organisations.c.id).where(_under(organisations.c.path)).scalar_subquery()
MEDIATORS = Statement(
    select(*MEDIATOR.columns)
    .where(_asked(mediators.c.org_id, "org"), (of("under") == "") | mediators.c.org_id.in_(_within))
    .order_by(mediators.c.org_id, mediators.c.account_id)
)
REGISTERED = Statement(
    select(*MEDIATOR.columns).where(mediators.c.account_id == of("account")).order_by(mediators.c.org_id)
)


class SqlDirectory:
    """Organisations, accounts, posts, mediators.

    What was looked up by name is remembered until the transaction ends: a page, or a sweep of many cases, names the
    same few often.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._bodies: dict[str, Organisation | None] = {}
        self._listed: dict[tuple[str, str, str, str], Sequence[Organisation]] = {}
        self._people: dict[str, Account | None] = {}
        self._staffed: dict[tuple[str, str], bool] = {}

    def put_organisations(self, organisations: Sequence[Organisation]) -> None:
        """Add or replace organisations."""
        self._bodies.clear()
        self._listed.clear()
        self._session.run_each(PUT_ORGANISATION, [ORGANISATION.row(each) for each in organisations])

    def organisation(self, org_id: str) -> Organisation | None:
        """Return one organisation."""
        if org_id not in self._bodies:
            row = self._session.one(ORGANISATION_GET, org=org_id)
            self._bodies[org_id] = ORGANISATION.value(row) if row else None
        return self._bodies[org_id]

    def bodies(self, org_ids: Collection[str]) -> Mapping[str, Organisation]:
        """Return these organisations by id, in one question."""
        wanted = {each for each in org_ids if each} - self._bodies.keys()
        if len(wanted) == 1:
            self.organisation(*wanted)
        elif wanted:
            self._bodies.update(dict.fromkeys(wanted))
            rows = self._session.all(BODIES, orgs=json_text(sorted(wanted)))
            self._bodies.update((each.id, each) for each in ORGANISATION.values(rows))
        known = ((org_id, self._bodies.get(org_id)) for org_id in org_ids)
        return {org_id: body for org_id, body in known if body is not None}

    def organisations(
        self, *, pack: str = "", kind: str = "", parent_id: str = "", under: str = ""
    ) -> Sequence[Organisation]:
        """Return organisations; *under* is a path prefix."""
        asked = (pack, kind, parent_id, under)
        if asked not in self._listed:
            rows = self._session.all(ORGANISATIONS, of_pack=pack, of_kind=kind, parent=parent_id, under=under)
            self._listed[asked] = ORGANISATION.values(rows)
            self._bodies.update((each.id, each) for each in self._listed[asked])
        return self._listed[asked]

    def put_account(self, account: Account, posts: Sequence[Membership]) -> None:
        """Add or replace an account with all its posts."""
        self._people.clear()
        self._staffed.clear()
        self._session.run(PUT_ACCOUNT, ACCOUNT.row(account))
        self._session.run(DROP_POSTS, {"account": account.id})
        self._session.run_each(ADD_POST, [POST.row(post) for post in dict.fromkeys(posts)])

    def account(self, account_id: str) -> Account | None:
        """Return one account."""
        if account_id not in self._people:
            row = self._session.one(ACCOUNT_GET, account=account_id)
            self._people[account_id] = ACCOUNT.value(row) if row else None
        return self._people[account_id]

    def people(self, account_ids: Collection[str]) -> Mapping[str, Account]:
        """Return these accounts by id, in one question."""
        wanted = {each for each in account_ids if each} - self._people.keys()
        if len(wanted) == 1:
            self.account(*wanted)
        elif wanted:
            self._people.update(dict.fromkeys(wanted))
            rows = self._session.all(PEOPLE, called=json_text(sorted(wanted)))
            self._people.update((each.id, each) for each in ACCOUNT.values(rows))
        known = ((account_id, self._people.get(account_id)) for account_id in account_ids)
        return {account_id: account for account_id, account in known if account is not None}

    def account_by_login(self, login: str) -> Account | None:
        """Return the account with this login."""
        row = self._session.one(BY_LOGIN, called=login)
        return ACCOUNT.value(row) if row else None

    def accounts(self, *, org_id: str = "", role: str = "") -> Sequence[Account]:
        """Return accounts that hold a post, by name."""
        return ACCOUNT.values(self._session.all(ACCOUNTS, org=org_id, as_role=role))

    def find_accounts(
        self, *, text: str = "", under: Sequence[str] = (), limit: int = 50, offset: int = 0
    ) -> Sequence[Account]:
        """Return accounts whose login or name holds *text*, by name.

        With *under* (tree paths) only those with a post below one of them, or without a post and of their pack.
        """
        asked = text.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
        paths = json_text(list(under))
        return ACCOUNT.values(
            self._session.all(FIND_ACCOUNTS, like=f"%{asked}%", paths=paths, most=limit, skip=offset)
        )

    def staffed(self, org_id: str, role: str) -> bool:
        """Return whether an active account holds *role* in the body."""
        if (org_id, role) not in self._staffed:
            found = self._session.one(STAFFED, org=org_id, as_role=role)
            self._staffed[org_id, role] = found is not None
        return self._staffed[org_id, role]

    def posts(self, account_id: str) -> Sequence[Membership]:
        """Return the posts of an account."""
        return POST.values(self._session.all(POSTS, account=account_id))

    def put_mediators(self, mediators: Sequence[Mediator]) -> None:
        """Add or replace registry entries."""
        self._session.run_each(PUT_MEDIATOR, [MEDIATOR.row(each) for each in mediators])

    def registered(self, account_id: str) -> Sequence[Mediator]:
        """Return the registry entries of one account, by organisation."""
        return MEDIATOR.values(self._session.all(REGISTERED, account=account_id))

    def mediators(self, *, org_id: str = "", under: str = "") -> Sequence[Mediator]:
        """Return registry entries of one organisation, or of all under a path prefix."""
        return MEDIATOR.values(self._session.all(MEDIATORS, org=org_id, under=under))
