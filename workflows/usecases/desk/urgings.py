"""Who asked to hurry with a step, when and why (催办)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflows.domain.work_item import WorkItem
from workflows.store import Tx


@dataclass(frozen=True, kw_only=True)
class Urging:
    """One time somebody asked to hurry."""

    at: datetime
    who: str
    reason: str


def urgings_of(tx: Tx, item: WorkItem) -> tuple[Urging, ...]:
    """Return how often this step was urged, oldest first."""
    return tuple(
        Urging(at=entry.at, who=_name(tx, entry.actor), reason=str(entry.fact.data.get("reason", "")))
        for entry in tx.journal.of_case(item.case_id)
        if entry.fact.kind == "TaskUrged" and entry.fact.data.get("item") == item.id
    )


def _name(tx: Tx, account_id: str) -> str:
    account = tx.directory.account(account_id)
    return account.name if account else account_id
