"""The memory store and its transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from workflows.errors import BackupElsewhere
from workflows.store.audit_notes import AuditNotes
from workflows.store.made_once import made_once
from workflows.store.memory.ahead import MemoryAhead
from workflows.store.memory.audit import MemoryAudit
from workflows.store.memory.case_keys import MemoryCaseKeys
from workflows.store.memory.casework import (
    MemoryCases,
    MemoryDrafts,
    MemoryPapers,
    MemoryWatchers,
    MemoryWorkItems,
)
from workflows.store.memory.desk import MemoryAbsences, MemoryItemsSeen, MemoryNotes, MemorySavedFilters
from workflows.store.memory.figures import MemoryFigures
from workflows.store.memory.identity import (
    MemoryIdentities,
    MemoryLogins,
    MemorySecondFactors,
    MemoryTalks,
    MemoryVouchers,
)
from workflows.store.memory.intake import MemoryAttachments, MemoryImports
from workflows.store.memory.numbers import MemoryNumbers
from workflows.store.memory.parties import MemoryNotices, MemoryPartyLinks, MemorySignings
from workflows.store.memory.people import MemoryDirectory
from workflows.store.memory.procedures import MemoryProcedures
from workflows.store.memory.record import MemoryJournal, MemoryKeys, MemorySettings
from workflows.store.memory.shelves import Shelves
from workflows.store.memory.templates import MemoryTemplateVersions
from workflows.store.memory.timers import MemoryTimers
from workflows.store.memory.watch import (
    MemoryIncidents,
    MemoryLedgers,
    MemoryOutbox,
    MemoryWaits,
)
from workflows.store.memory.work_lists import MemoryWorkLists
from workflows.store.ports.transaction import Tx
from workflows.store.turnstile import Turnstile

BUSY_SECONDS = 15.0


class MemoryTx:
    """One transaction on *shelves*; each of its parts is made when it is first asked for."""

    # ruff: noqa: D102 - the parts are described where the transaction is declared

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._notes = AuditNotes()

    @made_once
    def ahead(self) -> MemoryAhead:
        return MemoryAhead()

    @made_once
    def audit(self) -> MemoryAudit:
        return MemoryAudit(self._shelves, self._notes)

    @made_once
    def case_keys(self) -> MemoryCaseKeys:
        return MemoryCaseKeys(self._shelves)

    @made_once
    def cases(self) -> MemoryCases:
        return MemoryCases(self._shelves, self._notes)

    @made_once
    def work(self) -> MemoryWorkItems:
        return MemoryWorkItems(self._shelves)

    @made_once
    def timers(self) -> MemoryTimers:
        return MemoryTimers(self._shelves)

    @made_once
    def waits(self) -> MemoryWaits:
        return MemoryWaits(self._shelves)

    @made_once
    def ledgers(self) -> MemoryLedgers:
        return MemoryLedgers(self._shelves)

    @made_once
    def watchers(self) -> MemoryWatchers:
        return MemoryWatchers(self._shelves)

    @made_once
    def journal(self) -> MemoryJournal:
        return MemoryJournal(self._shelves, self._notes)

    @made_once
    def outbox(self) -> MemoryOutbox:
        return MemoryOutbox(self._shelves)

    @made_once
    def papers(self) -> MemoryPapers:
        return MemoryPapers(self._shelves)

    @made_once
    def numbers(self) -> MemoryNumbers:
        return MemoryNumbers(self._shelves)

    @made_once
    def directory(self) -> MemoryDirectory:
        return MemoryDirectory(self._shelves)

    @made_once
    def logins(self) -> MemoryLogins:
        return MemoryLogins(self._shelves)

    @made_once
    def second_factors(self) -> MemorySecondFactors:
        return MemorySecondFactors(self._shelves)

    @made_once
    def identities(self) -> MemoryIdentities:
        return MemoryIdentities(self._shelves)

    @made_once
    def vouchers(self) -> MemoryVouchers:
        return MemoryVouchers(self._shelves)

    @made_once
    def talks(self) -> MemoryTalks:
        return MemoryTalks(self._shelves)

    @made_once
    def links(self) -> MemoryPartyLinks:
        return MemoryPartyLinks(self._shelves)

    @made_once
    def signings(self) -> MemorySignings:
        return MemorySignings(self._shelves)

    @made_once
    def notices(self) -> MemoryNotices:
        return MemoryNotices(self._shelves)

    @made_once
    def procedures(self) -> MemoryProcedures:
        return MemoryProcedures(self._shelves)

    @made_once
    def template_versions(self) -> MemoryTemplateVersions:
        return MemoryTemplateVersions(self._shelves)

    @made_once
    def keys(self) -> MemoryKeys:
        return MemoryKeys(self._shelves)

    @made_once
    def incidents(self) -> MemoryIncidents:
        return MemoryIncidents(self._shelves)

    @made_once
    def drafts(self) -> MemoryDrafts:
        return MemoryDrafts(self._shelves)

    @made_once
    def settings(self) -> MemorySettings:
        return MemorySettings(self._shelves)

    @made_once
    def figures(self) -> MemoryFigures:
        return MemoryFigures(self._shelves)

    @made_once
    def attachments(self) -> MemoryAttachments:
        return MemoryAttachments(self._shelves)

    @made_once
    def imports(self) -> MemoryImports:
        return MemoryImports(self._shelves)

    @made_once
    def absences(self) -> MemoryAbsences:
        return MemoryAbsences(self._shelves)

    @made_once
    def notes(self) -> MemoryNotes:
        return MemoryNotes(self._shelves)

    @made_once
    def filters(self) -> MemorySavedFilters:
        return MemorySavedFilters(self._shelves)

    @made_once
    def items_seen(self) -> MemoryItemsSeen:
        return MemoryItemsSeen(self._shelves)

    @made_once
    def work_lists(self) -> MemoryWorkLists:
        return MemoryWorkLists(self._shelves)


class MemoryStore:
    """Hewei's memory for as long as the process lives; for tests, scenarios and previews."""

    near = True

    def __init__(self, shelves: Shelves | None = None) -> None:
        self._now = shelves or Shelves()
        self._turnstile = Turnstile()

    def shelves(self) -> Shelves:
        """Return all tables as they are now; a store that begins with them shares nothing written later."""
        return self._now.again(writable=False)

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Open a read-only transaction."""
        yield MemoryTx(self._now.again(writable=False))

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """Open a write transaction; it is kept at the end of the block, or dropped on an exception."""
        with self._turnstile.turn(timeout=BUSY_SECONDS):
            shelves = self._now.again(writable=True)
            tx = MemoryTx(shelves)
            yield tx
            tx.audit.flush()
            self._now = shelves.settled()

    def damage(self, case_id: str) -> None:
        """Let the newest record of a case fit its seal no longer, as if its row had been changed on a disk."""
        shelves = self._now.again(writable=True)
        shelves.damaged.change()[case_id] = None
        self._now = shelves.settled()

    def prepare(self) -> None:
        """Do nothing: there is nothing to create."""

    def clock(self) -> datetime | None:
        """Return None: memory has no clock of its own."""
        return None

    def copy_to(self, path: Path) -> None:
        """Refuse: what is in memory only is not meant to last.

        Raises:
            BackupElsewhere: always.
        """
        raise BackupElsewhere(
            f"A store in memory has nothing that could be kept in {path.name}; set HEWEI_DATABASE to a file.",
            zh=f"内存中的数据不能备份到 {path.name}；请用 HEWEI_DATABASE 指定数据库文件。",
        )

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""
