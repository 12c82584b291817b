"""Sign in with a local account: slow after failures, never locked, the same answer and time for unknown names."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workflows.clock import legal_day
from workflows.domain.actor import Actor, acting
from workflows.domain.identity import Login, Way
from workflows.domain.organisation import Account
from workflows.errors import (
    NotSignedIn,
    OneTimePasswordOver,
    SecondFactorAsked,
    SignInRefused,
)
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.identity.passwords import verify_password
from workflows.usecases.identity.second_factor import asks_for_code, note, take_code
from workflows.usecases.identity.slow_down import count_attempt, forget_attempts
from workflows.usecases.identity.vouchers import VoucherKind, digest, hand_out

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
REMEMBERED = timedelta(days=7)
"""So long the form token of an ended login is still recognised, to keep what its owner had typed."""
CODE_LASTS = timedelta(minutes=5)
LONGEST_AGENT = 200


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Where a sign-in comes from: its address and what the browser calls itself, for the list of one's own logins."""

    network: str = ""
    agent: str = ""


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """An open login: the token goes to the browser or program and is kept here only hashed.

    `owes` names what the account must do before anything else: `password` (it was a one-time one) or `second-factor`;
    `idle` is how long ago its use was written down.
    """

    token: str
    csrf: str
    actor: Actor
    account: Account
    ends_at: datetime
    way: str = Way.PASSWORD
    owes: str = ""
    idle: timedelta = timedelta()


def sign_in(
    app: App, login: str, password: str, *, network: str = "", agent: str = "", code: str = ""
) -> Ticket:
    """Return a new login of the account.

    Args:
        app: the machine.
        login: the login name as typed.
        password: the password as typed.
        network: the caller's address; failures are counted for it as well.
        agent: what the caller's browser calls itself.
        code: the one-time or recovery code, where the account asks for one.

    Raises:
        TooManyAttempts: the account's or the network's waiting time is not over; `where["seconds"]` says how long.
        SignInRefused: name or password is wrong, or the account is closed.
        SecondFactorAsked: both are right and a code is needed; `where["voucher"]` is for answer_code.
        OneTimeCodeRefused: the code is wrong.
        OneTimeCodeUsed: the code was used before.
        OneTimePasswordOver: the one-time password is older than it may be.
    """
    counted = count_attempt(app, login, network)
    with app.store.read() as tx:
        account = tx.directory.account_by_login(login.strip())
        asks = account is not None and asks_for_code(tx, account.id)
    right = verify_password(account.password if account else "", password)
    if account is None or not account.active or not right:
        raise SignInRefused(zh="登录名或密码不对；请核对后再试。")
    if account.password_until is not None and account.password_until <= app.clock.now():
        raise OneTimePasswordOver(zh="这个一次性密码已经过期；请联系管理员重新设置。")
    caller = Caller(network=network, agent=agent)
    with app.store.write() as tx:
        if not asks:
            forget_attempts(tx, counted)
            return open_login(app, tx, account, Way.PASSWORD, caller)
        if code:
            way = take_code(app, tx, account.id, code)
            forget_attempts(tx, counted)
            return open_login(app, tx, account, way, caller)
        forget_attempts(tx, {key: 0 for key in counted if not key.startswith("network:")})
        voucher = _ask_for_code(app, tx, account)
    raise SecondFactorAsked(zh="密码正确；请再输入一次性验证码。", voucher=voucher)


def answer_code(app: App, voucher: str, code: str, caller: Caller) -> Ticket:
    """Return a new login of the account whose password was right a moment ago, now that its code is right too.

    Raises:
        NotSignedIn: the voucher has run out or was used.
        TooManyAttempts: too many wrong codes; `where["seconds"]` says how long to wait.
        OneTimeCodeRefused: the code is wrong.
        OneTimeCodeUsed: the code was used before.
    """
    now = app.clock.now()
    with app.store.read() as tx:
        held = tx.vouchers.get(digest(voucher), VoucherKind.CODE, at=now)
        account = tx.directory.account(held[0]) if held else None
    if account is None or not account.active:
        raise NotSignedIn(zh="输入密码后已经过了太久；请重新登录。")
    counted = count_attempt(app, f"code:{account.login}", caller.network)
    with app.store.write() as tx:
        way = take_code(app, tx, account.id, code)
        if tx.vouchers.take(digest(voucher), VoucherKind.CODE, at=now) is None:
            raise NotSignedIn(zh="输入密码后已经过了太久；请重新登录。")
        forget_attempts(tx, counted)
        return open_login(app, tx, account, way, caller)


def who_is(app: App, token: str) -> Ticket:
    """Return the login that *token* opens, and remember now and then that it is in use.

    Raises:
        NotSignedIn: there is none, it has ended, or the account was closed.
    """
    ticket = look_at_login(app, token)
    if ticket.idle >= SEEN_EVERY:
        keep_login(app, token)
    return ticket


def keep_login(app: App, token: str) -> None:
    """Write down that a login is in use."""
    with app.store.write() as tx:
        tx.logins.touch(digest(token), at=app.clock.now())


def look_at_login(app: App, token: str) -> Ticket:
    """Return the login that *token* opens; nothing is written.

    Raises:
        NotSignedIn: there is none, it has ended, or the account was closed.
    """
    now = app.clock.now()
    with app.store.read() as tx:
        known = tx.logins.who(digest(token), legal_day(now))
        if known is None or not known.account.active:
            raise NotSignedIn(zh="您还没有登录，或登录已到期；请登录后再试。已填写的内容已存为草稿。")
        login, account, actor = known.login, known.account, known.actor
        owes = _owes(app, tx, account, actor, login.way)
    ends_at = min(login.opened_at + ABSOLUTE, login.seen_at + IDLE)
    if now >= ends_at:
        raise NotSignedIn(zh="登录已到期；请重新登录。已保存的草稿还在。")
    return Ticket(
        token=token,
        csrf=login.csrf,
        actor=actor,
        account=account,
        ends_at=ends_at,
        way=login.way,
        owes=owes,
        idle=now - login.seen_at,
    )


def sign_out(app: App, token: str) -> None:
    """End the login on the server; the token opens nothing any more."""
    with app.store.write() as tx:
        login = tx.logins.get(digest(token))
        if login is not None:
            now = app.clock.now()
            tx.logins.close(login.token_hash, at=now)
            note(tx, login.account_id, "SignedOut", at=now, by=login.account_id)


def open_login(app: App, tx: Tx, account: Account, way: Way, caller: Caller) -> Ticket:
    """Return a new login, with a new id and form token; logins of long ago are forgotten."""
    now = app.clock.now()
    token, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    tx.logins.forget(before=now - REMEMBERED)
    login = Login(
        token_hash=digest(token),
        account_id=account.id,
        csrf=csrf,
        opened_at=now,
        seen_at=now,
        way=way,
        agent=caller.agent[:LONGEST_AGENT],
        network=caller.network,
    )
    tx.logins.open(login)
    note(tx, account.id, "SignedIn", at=now, by=account.id, way=way)
    actor = actor_of(tx, account, legal_day(now))
    return Ticket(
        token=token,
        csrf=csrf,
        actor=actor,
        account=account,
        ends_at=now + min(ABSOLUTE, IDLE),
        way=way,
        owes=_owes(app, tx, account, actor, way),
    )


def actor_of(tx: Tx, account: Account, today: date | None = None) -> Actor:
    """Return the account as the one who acts, with posts and their places in the tree.

    With *today* also in whose place the account acts on that day.
    """
    posts = tx.directory.posts(account.id)
    bodies = tx.directory.bodies({post.org_id for post in posts})
    paths = {org_id: body.path for org_id, body in bodies.items()}
    return acting(account, posts, paths, tx.absences.stood_for(account.id, today) if today else ())


def _ask_for_code(app: App, tx: Tx, account: Account) -> str:
    return hand_out(tx, VoucherKind.CODE, {}, account_id=account.id, at=app.clock.now(), lasts=CODE_LASTS)


def _owes(app: App, tx: Tx, account: Account, actor: Actor, way: str) -> str:
    if way == Way.PROVIDER:  # the provider asks for what it thinks right
        return ""
    if account.password_until is not None:
        return "password"
    needs = app.settings.second_factor_roles and actor.has_role(*app.settings.second_factor_roles)
    return "second-factor" if needs and not asks_for_code(tx, account.id) else ""
