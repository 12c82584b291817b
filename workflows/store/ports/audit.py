"""What the store keeps as audit: rows that nobody can change, in chains that show it if somebody did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from workflows.domain.audit import AuditEntry, AuditHead, AuditNote, AuditQuery


class Audit(Protocol):
    """Who did or read what. A change of a case writes its row by itself; readings and the rest are noted."""

    def note(self, note: AuditNote) -> None:
        """Let a row be written when the transaction ends, in the same transaction as what it tells of."""
        ...

    def rows(self, query: AuditQuery) -> Sequence[AuditEntry]:
        """Return rows, newest first."""
        ...

    def lanes(self) -> Sequence[int]:
        """Return the lanes in which anything stands, in order."""
        ...

    def heads(self) -> Sequence[AuditHead]:
        """Return the last row of each lane."""
        ...

    def after(self, lane: int, seq: int, *, limit: int = 5000) -> Sequence[AuditEntry]:
        """Return the rows of a lane after *seq*, in order."""
        ...
