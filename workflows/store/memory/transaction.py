"""The memory store and its transactions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from workflows.errors import BackupElsewhere
from workflows.store.audit_notes import AuditNotes
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
from workflows.store.memory.parties import MemoryNotices, MemoryPartyLinks, MemorySignings
from workflows.store.memory.numbers import MemoryNumbers
from workflows.store.memory.people import MemoryDirectory
from workflows.store.memory.procedures import MemoryProcedures
from workflows.store.memory.record import MemoryJournal, MemoryKeys, MemorySettings
from workflows.store.memory.shelves import Shelves
from workflows.store.memory.templates import MemoryTemplateVersions
from workflows.store.memory.watch import (
    MemoryIncidents,
    MemoryLedgers,
    MemoryOutbox,
    MemoryTimers,
    MemoryWaits,
)
from workflows.store.memory.work_lists import MemoryWorkLists
from workflows.store.ports.transaction import Tx
from workflows.store.turnstile import Turnstile

BUSY_SECONDS = 15.0


class MemoryTx:
    """One transaction on *shelves*."""

    def __init__(self, shelves: Shelves) -> None:
        notes = AuditNotes()
        self.audit = MemoryAudit(shelves, notes)
        self.case_keys = MemoryCaseKeys(shelves)
        self.cases = MemoryCases(shelves, notes)
        self.work = MemoryWorkItems(shelves)
        self.timers = MemoryTimers(shelves)
        self.waits = MemoryWaits(shelves)
        self.ledgers = MemoryLedgers(shelves)
        self.watchers = MemoryWatchers(shelves)
        self.journal = MemoryJournal(shelves, notes)
        self.outbox = MemoryOutbox(shelves)
        self.papers = MemoryPapers(shelves)
        self.numbers = MemoryNumbers(shelves)
        self.directory = MemoryDirectory(shelves)
        self.logins = MemoryLogins(shelves)
        self.second_factors = MemorySecondFactors(shelves)
        self.identities = MemoryIdentities(shelves)
        self.vouchers = MemoryVouchers(shelves)
        self.talks = MemoryTalks(shelves)
        self.links = MemoryPartyLinks(shelves)
        self.signings = MemorySignings(shelves)
        self.notices = MemoryNotices(shelves)
        self.procedures = MemoryProcedures(shelves)
        self.template_versions = MemoryTemplateVersions(shelves)
        self.keys = MemoryKeys(shelves)
        self.incidents = MemoryIncidents(shelves)
        self.drafts = MemoryDrafts(shelves)
        self.settings = MemorySettings(shelves)
        self.figures = MemoryFigures(shelves)
        self.attachments = MemoryAttachments(shelves)
        self.imports = MemoryImports(shelves)
        self.absences = MemoryAbsences(shelves)
        self.notes = MemoryNotes(shelves)
        self.filters = MemorySavedFilters(shelves)
        self.items_seen = MemoryItemsSeen(shelves)
        self.work_lists = MemoryWorkLists(shelves)


class MemoryStore:
    """Hewei's memory for as long as the process lives; for tests, scenarios and previews."""

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
            self._now = shelves

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
            zh=f"内存中的数据不能备份到 {path.name};请用 HEWEI_DATABASE 指定数据库文件。",
        )

    def close(self) -> None:
        """Do nothing: there is nothing to give back."""
