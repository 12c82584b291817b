"""Tidy up: forget answers to commands that nobody repeats any more, and logins that ended long ago."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from workflows.clock import legal_day
from workflows.errors import HousekeepingRefused
from workflows.usecases.app import App


@dataclass(frozen=True)
class Tidied:
    """How many answers to repeated commands were forgotten, and how many days each kind is kept."""

    keys: int
    keys_days: int
    logins_days: int


def tidy_up(app: App) -> Tidied:
    """Return what was forgotten: everything older than the days in `bpmn/housekeeping.toml` that hold today.

    Raises:
        HousekeepingRefused: the file names no days that hold today, or fewer than one.
    """
    now = app.clock.now()
    keys_days, logins_days = _days(app)
    with app.store.write() as tx:
        forgotten = tx.keys.forget(before=now - timedelta(days=keys_days))
        tx.logins.forget(before=now - timedelta(days=logins_days))
    return Tidied(keys=forgotten, keys_days=keys_days, logins_days=logins_days)


def _days(app: App) -> tuple[int, int]:
    text = (app.catalogue.root / "housekeeping.toml").read_text("utf-8")
    today = legal_day(app.clock.now())
    rows: list[Mapping[str, object]] = tomllib.loads(text).get("keep", [])
    held = [row for row in rows if str(row.get("from", "")) <= today.isoformat()]
    newest = max(held, key=lambda row: str(row["from"]), default={})
    keys, logins = newest.get("idempotency_keys"), newest.get("logins")
    if not (isinstance(keys, int) and isinstance(logins, int) and min(keys, logins) >= 1):
        raise HousekeepingRefused(
            zh="housekeeping.toml 没有写明今天适用的保留天数（每项至少一天）；请补上一段 [[keep]]。",
            day=today.isoformat(),
        )
    return keys, logins
