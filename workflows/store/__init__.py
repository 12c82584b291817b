"""The store: what Hewei remembers, behind one Protocol that every database (and the memory fake) keeps.

`with store.write() as tx:` is one transaction: all of it is kept or nothing. `with store.read() as tx:` sees one
moment and writes nothing. A write transaction may be retried by the caller, never by the store.
"""

from __future__ import annotations

from workflows.store.ports.audit import Audit
from workflows.store.ports.case_keys import CaseKeys
from workflows.store.ports.casework import Cases, Drafts, Numbers, Papers, Revision, Watchers, WorkItems
from workflows.store.ports.desk import Absences, ItemsSeen, Notes, SavedFilters, WorkLists
from workflows.store.ports.figures import Figures
from workflows.store.ports.identity import Identities, Logins, SecondFactors, Talks, Vouchers
from workflows.store.ports.intake import Attachments, Imports
from workflows.store.ports.parties import Notices, PartyLinks, Signings
from workflows.store.ports.people import Directory
from workflows.store.ports.procedures import Procedures
from workflows.store.ports.record import Journal, Keys, Settings
from workflows.store.ports.templates import TemplateVersions
from workflows.store.ports.transaction import Store, Tx
from workflows.store.ports.watch import Incidents, LedgerShelf, Outbox, Timers, Waits

__all__ = [
    "Absences",
    "Attachments",
    "Audit",
    "CaseKeys",
    "Cases",
    "Directory",
    "Drafts",
    "Figures",
    "Identities",
    "Imports",
    "Incidents",
    "ItemsSeen",
    "Journal",
    "Keys",
    "LedgerShelf",
    "Logins",
    "Notes",
    "Notices",
    "Numbers",
    "Outbox",
    "Papers",
    "PartyLinks",
    "Procedures",
    "Revision",
    "SavedFilters",
    "SecondFactors",
    "Settings",
    "Signings",
    "Store",
    "Talks",
    "TemplateVersions",
    "Timers",
    "Tx",
    "Vouchers",
    "Waits",
    "Watchers",
    "WorkItems",
    "WorkLists",
]
