"""The kept ledger of one date of one case: what stopped it, what made it longer, and when it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from workflows.domain.deadline import DeadlineState, DeadlineStatus
from workflows.domain.deadline import replay as replay_ledger
from workflows.domain.deadline import write as write_ledger
from workflows.domain.law import Law
from workflows.domain.ledger import Entry, Set

MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class CaseLedger:
    """The ledger of a timer or of a work item's due date; `id` is its id.

    A date that no statutory period governs has no `rule` and no entries: `left_micros` keeps how much of it was
    left when the clock stopped, None while it runs.
    """

    id: str
    case_id: str
    element: str
    rule: str = ""
    entries: tuple[Entry, ...] = ()
    left_micros: int | None = None

    @property
    def left(self) -> timedelta | None:
        """How much time was left when the clock stopped."""
        return None if self.left_micros is None else self.left_micros * MICROSECOND

    def stopped_by(self, law: Law) -> bool:
        """Return whether the clock of this date stands still now."""
        if not self.rule:
            return self.left_micros is not None
        return self.state(law).status is DeadlineStatus.SUSPENDED

    def state(self, law: Law) -> DeadlineState:
        """Return what the entries say.

        Raises:
            LedgerRefused: an entry cannot follow those before it.
        """
        return replay_ledger(self.entries, law.rule(self.rule), law.calendar)

    def entered(self, entry: Entry, law: Law) -> CaseLedger:
        """Return the ledger with *entry*, its due day noted in it.

        Raises:
            LedgerRefused: the entry cannot follow those before it; the subclass says why.
        """
        entries, _ = write_ledger(self.entries, entry, law.rule(self.rule), law.calendar)
        return replace(self, entries=entries)


def begun(ident: str, case_id: str, element: str, rule: str, started_on: date | datetime) -> CaseLedger:
    """Return the ledger of a statutory period that started on *started_on*."""
    return CaseLedger(id=ident, case_id=case_id, element=element, rule=rule, entries=(Set(at=started_on),))


Ledgers = Mapping[str, CaseLedger]
"""The ledgers of one case by the id of the timer or work item."""
