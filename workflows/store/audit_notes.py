"""What one write transaction leaves in the audit: one row a case that it changed, and what was noted besides."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from zlib import crc32

from workflows.domain.audit import AuditNote
from workflows.domain.journal import Fact
from workflows.store.asking import asking

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_:.-]{0,119}")
TOLD = frozenset(
    {
        "accounts",
        "absences",
        "attachments",
        "external_identities",
        "imports",
        "incidents",
        "mediators",
        "notes",
        "organisations",
        "party_links",
        "posts",
        "procedure_drafts",
        "procedure_versions",
        "second_factors",
        "separate_talks",
        "signings",
        "template_versions",
        "watchers",
    }
)
"""Tables whose change leaves a row even where nothing else tells of it."""


class AuditNotes:
    """Collects notes until the transaction ends."""

    def __init__(self) -> None:
        self._cases: dict[str, AuditNote] = {}
        self._notes: list[AuditNote] = []

    def moved(self, case_id: str, rev: int, *, at: datetime, actor: str, command: str) -> None:
        """Note that a revision of a case was saved; facts of the same case need no row of their own."""
        self._cases[case_id] = AuditNote(
            at=at, actor=actor, action=command, case_id=case_id, thing=f"rev {rev}", place=_place()
        )

    def told(self, case_id: str, facts: Sequence[Fact], *, at: datetime, actor: str) -> None:
        """Note the first fact of a case; where a revision is saved as well, its row stands for both."""
        if facts and case_id not in self._cases:
            fact = facts[0]
            self._cases[case_id] = AuditNote(
                at=at,
                actor=actor,
                action=fact.kind,
                case_id=case_id,
                thing=_thing(fact),
                reason=_reason(fact),
            )

    def note(self, note: AuditNote) -> None:
        """Note what is not seen in the tables."""
        self._notes.append(note)

    def taken(self, touched: Collection[str], now: datetime) -> list[AuditNote]:
        """Return the rows to write, and begin anew."""
        notes = [*self._cases.values(), *self._notes]
        who = asking()
        tables = sorted(TOLD.intersection(touched))
        if not notes and tables:
            actor = who.actor.account_id if who and who.actor else "system"
            notes = [AuditNote(at=now, actor=actor, action="write", thing=",".join(tables))]
        self._cases, self._notes = {}, []
        place = who.place if who else ""
        return [note if note.place or not place else replace(note, place=place) for note in notes]


def _place() -> str:
    who = asking()
    return who.place if who else ""


def _thing(fact: Fact) -> str:
    named = (fact.data.get(name) for name in ("party", "paper", "item", "account", "to"))
    return next((word for word in named if isinstance(word, str) and _CODE.fullmatch(word)), fact.element)


def _reason(fact: Fact) -> str:
    """Return the reason where it is a code; a sentence stays in the journal alone."""
    reason = fact.data.get("reason")
    return reason if isinstance(reason, str) and _CODE.fullmatch(reason) else ""


def lane_of(notes: Collection[AuditNote], lanes: int) -> int:
    """Return the lane of a transaction: rows of one case stay in one lane as a rule."""
    first = next(iter(notes))
    return crc32((first.case_id or first.actor).encode()) % lanes
