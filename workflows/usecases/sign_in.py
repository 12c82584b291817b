"""Sign in with a local account: slow after failures, never locked, the same answer and time for unknown names."""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.organisation import Account
from workflows.errors import NotSignedIn, SignInRefused, TooManyAttempts
from workflows.store import Tx
from workflows.usecases.app import App

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
FREE_TRIES = 5
NETWORK_TRIES = 50
ACCOUNT_TRIES = 200
"""A guesser elsewhere cannot make the owner wait before this many failures from all networks together."""
LONGEST_WAIT = timedelta(minutes=15)
SEEN_EVERY = timedelta(minutes=1)
LONGEST_PASSWORD = 256

_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
_TURNSTILE = threading.BoundedSemaphore(4)


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """An open login: the token goes to the browser or program and is kept here only hashed."""

    token: str
    csrf: str
    actor: Actor
    account: Account
    ends_at: datetime


def hash_password(password: str) -> str:
    """Return the argon2id hash to keep for *password*."""
    with _TURNSTILE:
        return _HASHER.hash(password)


def sign_in(app: App, login: str, password: str, *, network: str) -> Ticket:
    """Return a new login of the account.

    Args:
        app: the machine.
        login: the login name as typed.
        password: the password as typed.
        network: the caller's address; failures are counted for it as well.

    Raises:
        TooManyAttempts: the account's or the network's waiting time is not over; `where["seconds"]` says how long.
        SignInRefused: name or password is wrong, or the account is closed.
    """
    now = app.clock.now()
    name = login.strip().lower()[:120]
    keys = {
        f"{name}@{network}": FREE_TRIES,
        f"network:{network}": NETWORK_TRIES,
        f"account:{name}": ACCOUNT_TRIES,
    }
    with app.store.read() as tx:
        _wait_is_over(tx, keys, now)
        account = tx.directory.account_by_login(login.strip())
    right = _verify(account.password if account else "", password)
    if account is None or not account.active or not right:
        with app.store.write() as tx:
            for key in keys:
                tx.logins.failed(key, at=now)
        raise SignInRefused(zh="登录名或密码不对;请核对后再试。")
    with app.store.write() as tx:
        for key in keys:
            tx.logins.succeeded(key)
        return _open(tx, account, now)


def who_is(app: App, token: str) -> Ticket:
    """Return the login that *token* opens.

    Raises:
        NotSignedIn: there is none, it has ended, or the account was closed.
    """
    now = app.clock.now()
    hashed = _digest(token)
    with app.store.read() as tx:
        known = tx.logins.get(hashed)
        account = tx.directory.account(known[0]) if known else None
        if known is None or account is None or not account.active:
            raise NotSignedIn(zh="您还没有登录,或登录已到期;请登录后再试。已填写的内容已存为草稿。")
        _, csrf, opened, seen = known
        ends_at = min(opened + ABSOLUTE, seen + IDLE)
        actor = actor_of(tx, account, legal_day(now))
    if now >= ends_at:
        sign_out(app, token)
        raise NotSignedIn(zh="登录已到期;请重新登录。已保存的草稿还在。")
    if now - seen >= SEEN_EVERY:
        with app.store.write() as tx:
            tx.logins.touch(hashed, at=now)
    return Ticket(token=token, csrf=csrf, actor=actor, account=account, ends_at=ends_at)


def sign_out(app: App, token: str) -> None:
    """End the login on the server; the token opens nothing any more."""
    with app.store.write() as tx:
        tx.logins.close(_digest(token))


def actor_of(tx: Tx, account: Account, today: date | None = None) -> Actor:
    """Return the account as the one who acts, with posts and their places in the tree.

    With *today* also in whose place the account acts on that day.
    """
    posts = tuple(tx.directory.posts(account.id))
    bodies = {org_id: tx.directory.organisation(org_id) for org_id in {post.org_id for post in posts}}
    return Actor(
        account_id=account.id,
        name=account.name,
        posts=posts,
        org_paths={org_id: body.path for org_id, body in bodies.items() if body is not None},
        locale=account.locale,
        stands_for=frozenset(tx.absences.stood_for(account.id, today) if today else ()),
    )


def _open(tx: Tx, account: Account, now: datetime) -> Ticket:
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    tx.logins.open(_digest(token), account_id=account.id, csrf=csrf, at=now)
    return Ticket(
        token=token,
        csrf=csrf,
        actor=actor_of(tx, account, legal_day(now)),
        account=account,
        ends_at=min(now + ABSOLUTE, now + IDLE),
    )


def _wait_is_over(tx: Tx, keys: dict[str, int], now: datetime) -> None:
    for key, free in keys.items():
        count, last = tx.logins.failures(key)
        if count < free or last is None:
            continue
        wait = min(timedelta(seconds=2 ** min(count - free, 12)), LONGEST_WAIT)
        left = last + wait - now
        if left > timedelta():
            seconds = int(left.total_seconds()) + 1
            raise TooManyAttempts(
                f"Too many failed attempts; try again in {seconds} seconds. Your account is not locked.",
                zh=f"失败次数较多;请在 {seconds} 秒后再试。账号没有被锁定。",
                seconds=seconds,
            )


@cache
def _nobody() -> str:
    return _HASHER.hash("nobody has this password")


def _verify(stored: str, password: str) -> bool:
    # An unknown name is verified against a hash that nobody has, so that it takes the same time.
    if len(password) > LONGEST_PASSWORD:
        password = ""
    with _TURNSTILE:
        try:
            return _HASHER.verify(stored or _nobody(), password) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
