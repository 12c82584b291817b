"""Accounts as those see them who look after them: administrators open and close them, security officers give posts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from workflows.domain.actor import Actor
from workflows.domain.identity import ExternalIdentity
from workflows.domain.new_id import new_id
from workflows.domain.organisation import Account, Membership
from workflows.domain.permission import Action
from workflows.errors import (
    InvalidInput,
    LoginNameRefused,
    LoginTaken,
)
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.identity.free_steps import free_steps
from workflows.usecases.identity.looked_after import branches_of, changed, looked_after
from workflows.usecases.identity.own_account import Post, posts_in_words
from workflows.usecases.identity.passwords import hash_password, one_time_password
from workflows.usecases.identity.second_factor import asks_for_code, note
from workflows.usecases.identity.slow_down import forgive
from workflows.usecases.once import digest_of, must_be_new, remember

PAGE = 30
ONE_TIME_LASTS = timedelta(days=3)
LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,63}")
CHANGING = (Action.MANAGE_ACCOUNTS, Action.GIVE_POSTS)


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """One account in the list."""

    account: Account
    posts: Sequence[Post]
    has_code: bool
    linked: bool


@dataclass(frozen=True, kw_only=True)
class AccountPage:
    """One page of the list; `more` says that there is another."""

    rows: Sequence[AccountRow]
    page: int
    more: bool


@dataclass(frozen=True, kw_only=True)
class NewAccount:
    """What a new account is opened with."""

    login: str
    name: str
    name_en: str = ""
    locale: str = "zh"
    pack: str = ""


@dataclass(frozen=True, kw_only=True)
class OneTime:
    """An account with its new one-time password, which is shown this once."""

    account: Account
    password: str


def list_accounts(app: App, actor: Actor, *, text: str = "", page: int = 1) -> AccountPage:
    """Return a page of the accounts that the actor looks after, by name."""
    demand(actor, Action.READ_ACCOUNTS)
    page = min(max(page, 1), 10_000)
    with app.store.read() as tx:
        found = tx.directory.find_accounts(
            text=text.strip()[:100],
            under=branches_of(actor, Action.READ_ACCOUNTS),
            limit=PAGE + 1,
            offset=(page - 1) * PAGE,
        )
        rows = [_row(tx, account) for account in found[:PAGE]]
    return AccountPage(rows=rows, page=page, more=len(found) > PAGE)


def show_account(app: App, actor: Actor, account_id: str) -> tuple[AccountRow, Sequence[Membership]]:
    """Return one account with its posts.

    Raises:
        AccountUnknown: there is none, or it is not the actor's to look after.
    """
    with app.store.read() as tx:
        account = looked_after(tx, actor, account_id, Action.READ_ACCOUNTS)
        return _row(tx, account), tx.directory.posts(account.id)


def create_account(app: App, actor: Actor, new: NewAccount) -> OneTime:
    """Return the new account and its one-time password; it has no post yet.

    Raises:
        LoginNameRefused: the login name has other characters than it may.
        LoginTaken: somebody has it.
        InvalidInput: there is no name.
    """
    demand(actor, Action.MANAGE_ACCOUNTS)
    login, name = new.login.strip(), " ".join(new.name.split())[:120]
    if not LOGIN.fullmatch(login):
        raise LoginNameRefused(zh="登录名为 2 至 64 个字母、数字、点、横线或下划线，以字母或数字开头。")
    if not name:
        raise InvalidInput("Give the person's name.", zh="请填写姓名。")
    now = app.clock.now()
    password = one_time_password()
    account = Account(
        id=new_id(now),
        login=login,
        name=name,
        name_en=" ".join(new.name_en.split())[:120],
        password=hash_password(password),
        locale=new.locale if new.locale in ("zh", "en") else "zh",
        pack=new.pack or _pack(app, actor),
        password_until=now + ONE_TIME_LASTS,
    )
    with app.store.write() as tx:
        if tx.directory.account_by_login(login) is not None:
            raise LoginTaken(zh="这个登录名已有人使用；请换一个。", login=login)
        tx.directory.put_account(account, [])
        note(tx, account.id, "AccountCreated", at=now, by=actor.account_id)
    return OneTime(account=account, password=password)


def close_account(app: App, actor: Actor, account_id: str) -> Account:
    """Return the account, closed: nobody signs in with it, its logins end, its open steps go back to the queue.

    Raises:
        AccountUnknown: there is none, or it is not the actor's to look after.
        NotOnOneself: it is the actor's own.
    """
    now = app.clock.now()
    with app.store.write() as tx:
        account = changed(tx, actor, account_id, Action.MANAGE_ACCOUNTS)
        tx.logins.close_all(account.id, at=now)
        free_steps(app, tx, actor, account, ())
        return _put(app, tx, actor, replace(account, active=False), "AccountClosed")


def reopen_account(app: App, actor: Actor, account_id: str) -> Account:
    """Return the account, open again.

    Raises:
        AccountUnknown: there is none, or it is not the actor's to look after.
        NotOnOneself: it is the actor's own.
    """
    with app.store.write() as tx:
        account = changed(tx, actor, account_id, Action.MANAGE_ACCOUNTS)
        return _put(app, tx, actor, replace(account, active=True), "AccountReopened")


def reset_password(app: App, actor: Actor, account_id: str, *, key: str = "") -> OneTime:
    """Return the account with a one-time password, good for three days; its logins and its waiting time end.

    Raises:
        AccountUnknown: there is none, or it is not the actor's to look after.
        NotOnOneself: it is the actor's own.
        SecretShownAlready: this key set one before, which was shown then.
        IdempotencyKeyReused: the key was used for another command.
    """
    now = app.clock.now()
    password = one_time_password()
    kept = hash_password(password)
    digest = digest_of("reset-password", actor.account_id, account_id)
    with app.store.write() as tx:
        account = changed(tx, actor, account_id, Action.MANAGE_ACCOUNTS)
        must_be_new(tx, key, digest)
        remember(tx, key, digest, account.id, at=now)
        tx.logins.close_all(account.id, at=now)
        forgive(tx, account.login)
        fresh = replace(account, password=kept, password_until=now + ONE_TIME_LASTS)
        return OneTime(account=_put(app, tx, actor, fresh, "PasswordReset"), password=password)


def reset_second_factor(app: App, actor: Actor, account_id: str) -> None:
    """Forget the second factor of somebody who lost the device; their logins end.

    Only who gives posts does this, and who resets passwords does not: it takes two people to take an account over.

    Raises:
        AccountUnknown: there is none, or it is not the actor's to look after.
        NotOnOneself: it is the actor's own.
    """
    now = app.clock.now()
    with app.store.write() as tx:
        account = changed(tx, actor, account_id, Action.GIVE_POSTS)
        tx.second_factors.drop(account.id)
        tx.logins.close_all(account.id, at=now)
        forgive(tx, f"code:{account.login}")
        note(tx, account.id, "SecondFactorReset", at=now, by=actor.account_id)


def link_identity(app: App, actor: Actor, account_id: str, subject: str) -> ExternalIdentity:
    """Return the link between the account and a person of the identity provider that is set up.

    Raises:
        AccountUnknown: there is no such account, or it is not the actor's to look after.
        NotOnOneself: it is the actor's own.
        InvalidInput: there is no provider, or no subject.
        AlreadyThere: this person is linked already.
    """
    subject = subject.strip()
    if not app.settings.oidc_issuer or not 0 < len(subject) <= 255:
        raise InvalidInput(
            "Set up an identity provider and give the person's name there (at most 255 characters).",
            zh="请先配置身份提供方，并填写此人在其中的标识（不超过 255 字符）。",
        )
    now = app.clock.now()
    with app.store.write() as tx:
        account = changed(tx, actor, account_id, Action.MANAGE_ACCOUNTS)
        link = ExternalIdentity(
            issuer=app.settings.oidc_issuer,
            subject=subject,
            account_id=account.id,
            linked_at=now,
            linked_by=actor.account_id,
        )
        tx.identities.link(link)
        note(tx, account.id, "IdentityLinked", at=now, by=actor.account_id)
    return link


def unlink_identities(app: App, actor: Actor, account_id: str) -> int:
    """Forget all links of the account to identity providers; returns how many.

    Raises:
        AccountUnknown: there is no such account, or it is not the actor's to look after.
        NotOnOneself: it is the actor's own.
    """
    with app.store.write() as tx:
        account = changed(tx, actor, account_id, Action.MANAGE_ACCOUNTS)
        links = tx.identities.of_account(account.id)
        for link in links:
            tx.identities.unlink(link.issuer, link.subject)
        note(tx, account.id, "IdentityUnlinked", at=app.clock.now(), by=actor.account_id)
    return len(links)


def _pack(app: App, actor: Actor) -> str:
    with app.store.read() as tx:
        homes = [tx.directory.organisation(org_id) for org_id in sorted(actor.orgs("admin"))]
    return next((body.pack for body in homes if body is not None), "")


def _put(app: App, tx: Tx, actor: Actor, account: Account, kind: str) -> Account:
    tx.directory.put_account(account, tx.directory.posts(account.id))
    note(tx, account.id, kind, at=app.clock.now(), by=actor.account_id)
    return account


def _row(tx: Tx, account: Account) -> AccountRow:
    return AccountRow(
        account=account,
        posts=posts_in_words(tx, account.id),
        has_code=asks_for_code(tx, account.id),
        linked=bool(tx.identities.of_account(account.id)),
    )
