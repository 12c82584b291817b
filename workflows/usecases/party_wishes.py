"""What parties said by link, and which of it nobody has answered by a step: for the staff who invite them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.domain.case import Case
from workflows.domain.journal import JournalEntry
from workflows.domain.permission import ROLES, Action
from workflows.domain.work_item import WorkItem

SAYING = frozenset({"PartyAsked", "PartyRated"})


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a party said by link: a wish with its words, or how content they are."""

    at: datetime
    party: str
    wish: str
    words: str


def said_by_parties(case: Case, journal: Iterable[JournalEntry]) -> tuple[Said, ...]:
    """Return all that the parties of *case* said by link, the oldest first."""
    names = {each.id: each.name for each in case.document.parties}
    return tuple(
        Said(
            at=entry.at,
            party=names.get(str(entry.fact.data.get("party")), ""),
            wish=str(entry.fact.data.get("wish") or entry.fact.data.get("answer")),
            words=str(entry.fact.data.get("reason") or ""),
        )
        for entry in journal
        if entry.fact.kind in SAYING
    )


def open_wishes(case: Case, journal: Iterable[JournalEntry], items: Sequence[WorkItem]) -> tuple[Said, ...]:
    """Return what parties want since those who look after them handed in a step last: it waits to be read.

    Whoever withdraws their consent may not be mediated with (人民调解法 17, 23), so it must not lie in a history only.
    """
    carers = ROLES[Action.INVITE_PARTY]
    last = max((item.done_at for item in items if item.done_at and item.role in carers), default=None)
    asked = (entry for entry in journal if entry.fact.kind == "PartyAsked")
    return said_by_parties(case, (entry for entry in asked if last is None or entry.at > last))
