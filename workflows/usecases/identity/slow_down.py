"""Slow guessers down, lock nobody out: waiting doubles with each failure of an account from one address."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from workflows.errors import TooManyAttempts
from workflows.store import Tx
from workflows.usecases.app import App

FREE_TRIES = 5
NETWORK_TRIES = 50
ACCOUNT_TRIES = 200
"""A guesser elsewhere cannot make the owner wait before this many failures from all networks together."""
LONGEST_WAIT = timedelta(minutes=15)


def count_attempt(app: App, name: str, network: str) -> Mapping[str, int]:
    """Count an attempt as failed before it is looked at, so that a thousand at once are no thousand free ones.

    Returns:
        What to forget when it succeeds.

    Raises:
        TooManyAttempts: the waiting time is not over; `where["seconds"]` says how long.
    """
    name = _plain(name)
    keys = {
        f"{name}@{network}": FREE_TRIES,
        f"network:{network}": NETWORK_TRIES,
        f"account:{name}": ACCOUNT_TRIES,
    }
    now = app.clock.now()
    with app.store.write() as tx:
        _wait_is_over(tx, keys, now)
        for key in keys:
            tx.logins.failed(key, at=now)
    return keys


def forget_attempts(tx: Tx, keys: Mapping[str, int]) -> None:
    """Forget the failures after a success."""
    for key in keys:
        tx.logins.succeeded(key)


def forgive(tx: Tx, name: str) -> None:
    """Forget the failures of a name from all networks: somebody who looks after the account let its owner in again."""
    tx.logins.succeeded(f"account:{_plain(name)}")
    tx.logins.forgiven(f"{_plain(name)}@")


def _plain(name: str) -> str:
    return name.strip().lower()[:120]


def _wait_is_over(tx: Tx, keys: Mapping[str, int], now: datetime) -> None:
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
                zh=f"失败次数较多；请在 {seconds} 秒后再试。账号没有被锁定。",
                seconds=seconds,
            )
