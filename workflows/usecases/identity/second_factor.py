"""One-time codes of an authenticator app (TOTP, RFC 6238) and recovery codes."""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime

import pyotp

from workflows.domain.actor import Actor
from workflows.domain.identity import SecondFactor, Way
from workflows.domain.journal import Fact
from workflows.domain.organisation import Account
from workflows.domain.permission import Action
from workflows.errors import (
    NotAllowed,
    OneTimeCodeRefused,
    OneTimeCodeUsed,
    SecondFactorMissing,
    SecondFactorStands,
)
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.identity.passwords import verify_password
from workflows.usecases.identity.sealing import fingerprint, seal, unseal

PURPOSE = "second-factor"
STEP_SECONDS = 30
RECOVERY_CODES = 10
PRODUCT = "Hewei"
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, kw_only=True)
class Enrolment:
    """What the owner puts into an authenticator app: the secret in groups of four, and the address of the QR code."""

    secret: str
    address: str


def begin_second_factor(app: App, actor: Actor) -> Enrolment:
    """Return the secret to be put into an app; asking again before it is confirmed returns the same one.

    Raises:
        SecondFactorStands: there is one already.
    """
    demand(actor, Action.USE_ACCOUNT)
    with app.store.write() as tx:
        account = _account(tx, actor)
        factor = tx.second_factors.get(account.id)
        if factor is not None and factor.confirmed_at is not None:
            raise SecondFactorStands(zh="两步验证已经启用；要更换设备，请先停用。")
        if factor is None:
            sealed = seal(app, PURPOSE, account.id, pyotp.random_base32())
            factor = SecondFactor(account_id=account.id, secret=sealed)
            tx.second_factors.put(factor)
    secret = unseal(app, PURPOSE, account.id, factor.secret)
    address = pyotp.TOTP(secret).provisioning_uri(name=account.login, issuer_name=PRODUCT)
    return Enrolment(secret=" ".join(re.findall(".{1,4}", secret)), address=address)


def confirm_second_factor(app: App, actor: Actor, code: str) -> tuple[str, ...]:
    """Return the recovery codes, shown this once: the first code was right, from now on one is asked at sign-in.

    Raises:
        SecondFactorMissing: enrolment was not begun.
        SecondFactorStands: it was confirmed before.
        OneTimeCodeRefused: the code is wrong.
    """
    demand(actor, Action.USE_ACCOUNT)
    now = app.clock.now()
    codes = tuple(_recovery_code() for _ in range(RECOVERY_CODES))
    with app.store.write() as tx:
        factor = tx.second_factors.get(actor.account_id)
        if factor is None:
            raise SecondFactorMissing(zh="还没有开始启用两步验证；请重新打开“我的账号”。")
        if factor.confirmed_at is not None:
            raise SecondFactorStands(zh="两步验证已经启用；要更换设备，请先停用。")
        step = _step_of(app, factor, code, now)
        if step is None:
            raise OneTimeCodeRefused(zh="验证码不对；请核对手机时间是否准确，再输入当前的 6 位数字。")
        kept = tuple(fingerprint(app, PURPOSE, each) for each in codes)
        tx.second_factors.put(replace(factor, confirmed_at=now, last_step=step, codes=kept))
        note(tx, actor.account_id, "SecondFactorSet", at=now, by=actor.account_id)
    return codes


def stop_second_factor(app: App, actor: Actor, password: str) -> None:
    """Stop asking for a code, for the owner who types the password.

    Raises:
        OneTimeCodeRefused: the password is wrong.
        NotAllowed: the owner's posts demand a second factor.
    """
    demand(actor, Action.USE_ACCOUNT)
    with app.store.read() as tx:
        account = _account(tx, actor)
    if actor.has_role(*app.settings.second_factor_roles):
        raise NotAllowed(
            "Your posts demand a second factor; to change the device, ask the security officer to reset it.",
            zh="您的岗位必须使用两步验证；更换设备请联系安全员重置。",
        )
    if not verify_password(account.password, password):
        raise OneTimeCodeRefused("The password is wrong; type it again.", zh="密码不对；请重新输入。")
    with app.store.write() as tx:
        tx.second_factors.drop(account.id)
        note(tx, account.id, "SecondFactorStopped", at=app.clock.now(), by=account.id)


def asks_for_code(tx: Tx, account_id: str) -> bool:
    """Return whether a code is asked of this account at sign-in."""
    factor = tx.second_factors.get(account_id)
    return factor is not None and factor.confirmed_at is not None


def take_code(app: App, tx: Tx, account_id: str, typed: str) -> Way:
    """Return how the code was right: from the app or a recovery code; it is used up in the open transaction.

    Raises:
        OneTimeCodeUsed: it was right, and was taken before.
        OneTimeCodeRefused: it is wrong.
    """
    factor = tx.second_factors.get(account_id)
    if factor is None:
        raise OneTimeCodeRefused(zh="验证码不对；请重新输入。")
    step = _step_of(app, factor, typed, app.clock.now())
    if step is not None:
        if not tx.second_factors.use_step(account_id, step):
            raise OneTimeCodeUsed(zh="这个验证码已经用过；请等待手机上显示下一个验证码。")
        return Way.CODE
    if tx.second_factors.use_code(account_id, fingerprint(app, PURPOSE, _plain(typed))):
        return Way.RECOVERY
    raise OneTimeCodeRefused(
        zh="验证码不对；请核对手机时间是否准确，再输入当前的 6 位数字，或使用一个恢复码。"
    )


def note(tx: Tx, account_id: str, kind: str, *, at: datetime, by: str, **data: str) -> None:
    """Write a fact about an account; it belongs to no case."""
    tx.journal.append("", 0, [Fact(kind=kind, data={"account": account_id, **data})], at=at, actor=by)


def _account(tx: Tx, actor: Actor) -> Account:
    account = tx.directory.account(actor.account_id)
    if account is None:
        raise NotAllowed(zh="只有本地账号可以启用两步验证。")
    return account


def _step_of(app: App, factor: SecondFactor, typed: str, now: datetime) -> int | None:
    """Return the time step whose code was typed: this one, the one before (a slow hand) or the next (a fast watch)."""
    code = "".join(typed.split())
    totp = pyotp.TOTP(unseal(app, PURPOSE, factor.account_id, factor.secret))
    here = int(now.timestamp()) // STEP_SECONDS
    right = [
        step for step in (here, here - 1, here + 1) if hmac.compare_digest(_code(totp, step), code.encode())
    ]
    return right[0] if right else None


def _code(totp: pyotp.TOTP, step: int) -> bytes:
    return totp.generate_otp(step).encode()


def _recovery_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(10))


def _plain(typed: str) -> str:
    return "".join(typed.lower().replace("-", "").split())
