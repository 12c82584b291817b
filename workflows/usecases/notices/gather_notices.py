"""Gather notices that are due: all for one person by one channel become one message, an errand of the outbox."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from workflows.domain.notice import Notice
from workflows.domain.outbox import Errand
from workflows.usecases.app import App

KIND = "notify"
MOST = 50
"""Notices of one message; a flood beyond that becomes a second one."""


def something_due(app: App, now: datetime) -> bool:
    """Return whether a notice is due that no message carries."""
    with app.store.read() as tx:
        return bool(tx.notices.pending(now, limit=1))


def gather_notices(app: App) -> int:
    """Return how many messages were put into the outbox, each notice in exactly one of them."""
    now = app.clock.now()
    with app.store.write() as tx:
        bundles: dict[tuple[str, str], list[Notice]] = {}
        for notice in tx.notices.pending(now):
            bundles.setdefault((notice.account_id, notice.channel), []).append(notice)
        errands = [
            _errand(account, channel, bundle[:MOST], now) for (account, channel), bundle in bundles.items()
        ]
        for errand, ids in errands:
            tx.notices.gather(ids, errand.id)
            tx.outbox.put(errand)
    return len(errands)


def _errand(account: str, channel: str, bundle: list[Notice], now: datetime) -> tuple[Errand, list[str]]:
    ids = [each.id for each in bundle]
    # After a restore numbers of facts are given again: what happens then is no repetition of what was told before.
    told = (f"{each.id} {each.case_id} {each.at.isoformat()}" for each in bundle)
    mark = hashlib.sha256("\n".join(told).encode()).hexdigest()[:24]
    payload: Mapping[str, str] = {"account": account, "channel": channel}
    errand = Errand(
        id=f"{KIND}:{mark}",
        case_id=bundle[0].case_id,
        kind=KIND,
        payload=dict(payload),
        created_at=now,
        run_at=now,
    )
    return errand, ids
