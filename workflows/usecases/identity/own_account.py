"""One's own account: language, password, and the logins that are open under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from workflows.domain.actor import Actor
from workflows.domain.identity import ExternalIdentity, Login
from workflows.domain.organisation import Account
from workflows.domain.permission import Action
from workflows.errors import AccountUnknown, InvalidInput, OneTimeCodeRefused
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.identity.passwords import hash_password, must_be_strong, verify_password
from workflows.usecases.identity.second_factor import note
from workflows.usecases.identity.slow_down import count_attempt, forget_attempts
from workflows.usecases.identity.vouchers import digest

LOCALES = ("zh", "en")
SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Post:
    """A post in words."""

    role: str
    org_name: str
    org_name_en: str


@dataclass(frozen=True, kw_only=True)
class OwnAccount:
    """What somebody sees of their own account; `here` is the handle of the login that asks."""

    account: Account
    posts: Sequence[Post]
    logins: Sequence[Login]
    here: str
    has_code: bool
    codes_left: int
    identities: Sequence[ExternalIdentity]


def show_own_account(app: App, actor: Actor, *, token: str, idle: timedelta) -> OwnAccount:
    """Return the account of the one who asks, with the logins that are still open.

    Raises:
        AccountUnknown: the actor is not somebody with an account.
    """
    demand(actor, Action.USE_ACCOUNT)
    now = app.clock.now()
    with app.store.read() as tx:
        account = own(tx, actor)
        factor = tx.second_factors.get(account.id)
        confirmed = factor is not None and factor.confirmed_at is not None
        logins = [
            each
            for each in tx.logins.of_account(account.id)
            if each.ended_at is None and now - each.seen_at < idle
        ]
        return OwnAccount(
            account=account,
            posts=posts_in_words(tx, account.id),
            logins=logins[:SHOWN],
            here=digest(token)[:16],
            has_code=confirmed,
            codes_left=len(factor.codes) if factor is not None and confirmed else 0,
            identities=tx.identities.of_account(account.id),
        )


def posts_in_words(tx: Tx, account_id: str) -> Sequence[Post]:
    """Return the posts of an account with the names of their bodies."""
    found = []
    for post in tx.directory.posts(account_id):
        body = tx.directory.organisation(post.org_id)
        name = body.name if body else post.org_id
        found.append(Post(role=post.role, org_name=name, org_name_en=(body.name_en if body else "") or name))
    return found


def choose_language(app: App, actor: Actor, locale: str) -> None:
    """Keep the language in which the account is spoken to.

    Raises:
        InvalidInput: there is no such language.
    """
    demand(actor, Action.USE_ACCOUNT)
    if locale not in LOCALES:
        raise InvalidInput("Choose zh or en.", zh="请选择中文或英文。")
    with app.store.write() as tx:
        tx.directory.put_account(replace(own(tx, actor), locale=locale), tx.directory.posts(actor.account_id))


def change_password(
    app: App, actor: Actor, current: str, new: str, *, token: str = "", network: str = ""
) -> None:
    """Set a new password; all other logins of the account end.

    Raises:
        TooManyAttempts: the current password was typed wrongly too often.
        OneTimeCodeRefused: the current password is wrong.
        WeakPassword: the new one is too short or too easy to guess, or the same.
    """
    demand(actor, Action.USE_ACCOUNT)
    with app.store.read() as tx:
        account = own(tx, actor)
    counted = count_attempt(app, account.login, network)
    if not verify_password(account.password, current):
        raise OneTimeCodeRefused(
            "The current password is wrong; type it again.", zh="现在的密码不对；请重新输入。"
        )
    must_be_strong(new, account.login, account.name, account.name_en, current)
    kept = hash_password(new)
    now = app.clock.now()
    with app.store.write() as tx:
        forget_attempts(tx, counted)
        fresh = replace(own(tx, actor), password=kept, password_until=None)
        tx.directory.put_account(fresh, tx.directory.posts(account.id))
        tx.logins.close_all(account.id, at=now, but=digest(token))
        note(tx, account.id, "PasswordChanged", at=now, by=account.id)


def end_login(app: App, actor: Actor, handle: str) -> bool:
    """End one of the actor's own logins; returns False if there is no such open one."""
    demand(actor, Action.USE_ACCOUNT)
    now = app.clock.now()
    with app.store.write() as tx:
        for login in tx.logins.of_account(actor.account_id):
            if login.handle == handle and login.ended_at is None:
                tx.logins.close(login.token_hash, at=now)
                note(tx, actor.account_id, "SignedOut", at=now, by=actor.account_id)
                return True
    return False


def sign_out_everywhere(app: App, actor: Actor, *, but: str = "") -> int:
    """End all logins of the actor, except that of the token *but*; returns how many."""
    demand(actor, Action.USE_ACCOUNT)
    now = app.clock.now()
    with app.store.write() as tx:
        ended = tx.logins.close_all(actor.account_id, at=now, but=digest(but) if but else "")
        note(tx, actor.account_id, "SignedOutEverywhere", at=now, by=actor.account_id)
    return ended


def own(tx: Tx, actor: Actor) -> Account:
    """Return the actor's account.

    Raises:
        AccountUnknown: the actor is not somebody with an account.
    """
    account = tx.directory.account(actor.account_id)
    if account is None:
        raise AccountUnknown(zh="没有这个账号。")
    return account
