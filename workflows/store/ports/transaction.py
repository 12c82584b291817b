"""The store's door: one transaction by topic, and the store that opens it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from workflows.store.ports.ahead import Ahead
from workflows.store.ports.audit import Audit
from workflows.store.ports.case_keys import CaseKeys
from workflows.store.ports.casework import Cases, Drafts, Numbers, Papers, Watchers, WorkItems
from workflows.store.ports.desk import Absences, ItemsSeen, Notes, SavedFilters, WorkLists
from workflows.store.ports.figures import Figures
from workflows.store.ports.identity import Identities, Logins, SecondFactors, Talks, Vouchers
from workflows.store.ports.intake import Attachments, Imports
from workflows.store.ports.parties import Notices, PartyLinks, Signings
from workflows.store.ports.people import Directory
from workflows.store.ports.procedures import Procedures
from workflows.store.ports.record import Journal, Keys, Settings
from workflows.store.ports.templates import TemplateVersions
from workflows.store.ports.watch import Incidents, LedgerShelf, Outbox, Timers, Waits


class Tx(Protocol):
    """One transaction, by topic."""

    @property
    def ahead(self) -> Ahead: ...  # noqa: D102
    @property
    def cases(self) -> Cases: ...  # noqa: D102
    @property
    def work(self) -> WorkItems: ...  # noqa: D102
    @property
    def timers(self) -> Timers: ...  # noqa: D102
    @property
    def waits(self) -> Waits: ...  # noqa: D102
    @property
    def ledgers(self) -> LedgerShelf: ...  # noqa: D102
    @property
    def watchers(self) -> Watchers: ...  # noqa: D102
    @property
    def journal(self) -> Journal: ...  # noqa: D102
    @property
    def outbox(self) -> Outbox: ...  # noqa: D102
    @property
    def papers(self) -> Papers: ...  # noqa: D102
    @property
    def numbers(self) -> Numbers: ...  # noqa: D102
    @property
    def directory(self) -> Directory: ...  # noqa: D102
    @property
    def logins(self) -> Logins: ...  # noqa: D102
    @property
    def second_factors(self) -> SecondFactors: ...  # noqa: D102
    @property
    def identities(self) -> Identities: ...  # noqa: D102
    @property
    def vouchers(self) -> Vouchers: ...  # noqa: D102
    @property
    def talks(self) -> Talks: ...  # noqa: D102
    @property
    def links(self) -> PartyLinks: ...  # noqa: D102
    @property
    def signings(self) -> Signings: ...  # noqa: D102
    @property
    def notices(self) -> Notices: ...  # noqa: D102
    @property
    def procedures(self) -> Procedures: ...  # noqa: D102
    @property
    def template_versions(self) -> TemplateVersions: ...  # noqa: D102
    @property
    def keys(self) -> Keys: ...  # noqa: D102
    @property
    def incidents(self) -> Incidents: ...  # noqa: D102
    @property
    def drafts(self) -> Drafts: ...  # noqa: D102
    @property
    def settings(self) -> Settings: ...  # noqa: D102
    @property
    def figures(self) -> Figures: ...  # noqa: D102
    @property
    def attachments(self) -> Attachments: ...  # noqa: D102
    @property
    def imports(self) -> Imports: ...  # noqa: D102
    @property
    def audit(self) -> Audit: ...  # noqa: D102
    @property
    def case_keys(self) -> CaseKeys: ...  # noqa: D102
    @property
    def absences(self) -> Absences: ...  # noqa: D102
    @property
    def notes(self) -> Notes: ...  # noqa: D102
    @property
    def filters(self) -> SavedFilters: ...  # noqa: D102
    @property
    def items_seen(self) -> ItemsSeen: ...  # noqa: D102
    @property
    def work_lists(self) -> WorkLists: ...  # noqa: D102


class Store(Protocol):
    """A database with Hewei's tables in it."""

    @property
    def near(self) -> bool:
        """Whether it lies in this process, so that a small question takes less time than a change of threads."""
        ...

    def read(self) -> AbstractContextManager[Tx]:
        """Open a read-only transaction."""
        ...

    def write(self) -> AbstractContextManager[Tx]:
        """Open a write transaction; it is committed at the end of the block, or rolled back on an exception."""
        ...

    def prepare(self) -> None:
        """Create or migrate the tables to the newest form."""
        ...

    def clock(self) -> datetime | None:
        """Return what the database server's own clock says; None where this machine's clock is the only one."""
        ...

    def copy_to(self, path: Path) -> None:
        """Write a copy, as of one moment, to the new file *path* while others go on reading and writing.

        Raises:
            BackupElsewhere: this database is copied by a tool of its own, which the message names.
        """
        ...

    def close(self) -> None:
        """Give back all connections."""
        ...
