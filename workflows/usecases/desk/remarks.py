"""What colleagues said to whoever does a step: why it came back, was passed on, or should be hurried with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from workflows.domain.journal import JournalEntry
from workflows.domain.work_item import WorkItem
from workflows.store import Tx

VERBS = {
    "SentBack": "send-back",
    "StepWithdrawn": "withdraw",
    "TaskHandedOver": "hand-over",
    "TaskDelegated": "delegate",
    "TaskUrged": "urge",
}
"""The facts that carry a reason for the next person, and the verb of each."""


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One reason that somebody gave: the verb, who used it, when and why."""

    verb: str
    at: datetime
    who: str
    reason: str


def remarks_of(tx: Tx, item: WorkItem, journal: Iterable[JournalEntry]) -> tuple[Remark, ...]:
    """Return the reasons in *journal* given since this step stands open, oldest first."""
    return tuple(
        Remark(
            verb=VERBS[entry.fact.kind],
            at=entry.at,
            who=_name(tx, entry.actor),
            reason=str(entry.fact.data.get("reason", "")),
        )
        for entry in journal
        if entry.fact.kind in VERBS and _about(entry, item)
    )


def _about(entry: JournalEntry, item: WorkItem) -> bool:
    """Tell whether the fact speaks of this very item; of several at one element each has its own."""
    data = entry.fact.data
    if entry.fact.kind == "TaskUrged":
        return data.get("item") == item.id
    here = entry.fact.element == item.element and entry.at >= item.created_at
    return here and data.get("to", item.assignee) == item.assignee


def _name(tx: Tx, account_id: str) -> str:
    account = tx.directory.account(account_id)
    return account.name if account else account_id
