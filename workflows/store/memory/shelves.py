"""The fake's tables: each transaction sees one moment, and a writer copies a table before its first change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import orjson
from pydantic import JsonValue

from workflows.domain.absence import Absence
from workflows.domain.attachment import Attachment
from workflows.domain.audit import AuditEntry
from workflows.domain.case import Case
from workflows.domain.case_import import CaseImport, ImportedCase
from workflows.domain.case_ledger import CaseLedger
from workflows.domain.figure import Figure
from workflows.domain.identity import ExternalIdentity, Login, SecondFactor, SeparateTalk
from workflows.domain.journal import JournalEntry
from workflows.domain.note import Note
from workflows.domain.notice import Notice, Wishes
from workflows.domain.numbering import GivenNumber
from workflows.domain.organisation import Account, Mediator, Membership, Organisation
from workflows.domain.outbox import Errand, Incident
from workflows.domain.paper import Paper
from workflows.domain.party_link import PartyCode, PartyLink, PartyVisit
from workflows.domain.procedure import ProcedureVersion
from workflows.domain.signing import Signing
from workflows.domain.template_version import TemplateVersion
from workflows.domain.timer import Timer
from workflows.domain.work_item import WorkItem
from workflows.errors import MissingReference, ReadOnlyTransaction
from workflows.store.encoding import json_text, micros

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

K = TypeVar("K")
V = TypeVar("V")
Made = TypeVar("Made")
D = TypeVar("D", bound="DataclassInstance")


class Shelf(Generic[K, V]):
    """One table as one transaction sees it."""

    __slots__ = ("_indexes", "_own", "_writable", "rows")

    def __init__(
        self,
        rows: Mapping[K, V] | None = None,
        *,
        writable: bool = False,
        known: dict[str, Any] | None = None,
    ) -> None:
        self.rows: Mapping[K, V] = {} if rows is None else rows
        self._writable = writable
        self._own: dict[K, V] | None = None
        self._indexes: dict[str, Any] = {} if known is None else known

    def change(self) -> dict[K, V]:
        """Return the rows to be changed: this transaction's own copy.

        Raises:
            ReadOnlyTransaction: the transaction was opened for reading.
        """
        if not self._writable:
            raise ReadOnlyTransaction
        if self._own is None:
            self.rows = self._own = dict(self.rows)
        return self._own

    @property
    def own(self) -> bool:
        """Return whether this transaction has changed the table."""
        return self._own is not None

    def again(self, *, writable: bool) -> Shelf[K, V]:
        """Return the same rows as another transaction sees them."""
        return Shelf(self.rows, writable=writable, known=self._indexes if self._own is None else None)

    def index(self, name: str, make: Callable[[Iterable[K]], Made]) -> Made:
        """Return the keys as *make* orders them, made once for rows that nobody changes any more."""
        if self._own is not None:
            return make(self.rows)
        if name not in self._indexes:
            self._indexes[name] = make(self.rows)
        made: Made = self._indexes[name]
        return made


@dataclass(frozen=True)
class Shelves:
    """All tables at one moment."""

    cases: Shelf[str, Case] = field(default_factory=Shelf)
    revisions: Shelf[tuple[str, int], Case] = field(default_factory=Shelf)
    work_items: Shelf[str, WorkItem] = field(default_factory=Shelf)
    timers: Shelf[str, Timer] = field(default_factory=Shelf)
    waits: Shelf[tuple[str, str], tuple[str, str, str]] = field(default_factory=Shelf)
    messages: Shelf[str, tuple[str, str, str, str, JsonValue, datetime]] = field(default_factory=Shelf)
    delivered: Shelf[str, tuple[str, datetime]] = field(default_factory=Shelf)
    journal: Shelf[int, JournalEntry] = field(default_factory=Shelf)
    outbox: Shelf[str, Errand] = field(default_factory=Shelf)
    papers: Shelf[str, Paper] = field(default_factory=Shelf)
    incidents: Shelf[str, Incident] = field(default_factory=Shelf)
    numbers: Shelf[str, int] = field(default_factory=Shelf)
    numbers_given: Shelf[tuple[str, int], GivenNumber] = field(default_factory=Shelf)
    template_versions: Shelf[str, TemplateVersion] = field(default_factory=Shelf)
    organisations: Shelf[str, Organisation] = field(default_factory=Shelf)
    accounts: Shelf[str, Account] = field(default_factory=Shelf)
    posts: Shelf[Membership, None] = field(default_factory=Shelf)
    mediators: Shelf[tuple[str, str], Mediator] = field(default_factory=Shelf)
    logins: Shelf[str, Login] = field(default_factory=Shelf)
    second_factors: Shelf[str, SecondFactor] = field(default_factory=Shelf)
    identities: Shelf[tuple[str, str], ExternalIdentity] = field(default_factory=Shelf)
    vouchers: Shelf[str, tuple[str, str, JsonValue, datetime]] = field(default_factory=Shelf)
    talks: Shelf[str, SeparateTalk] = field(default_factory=Shelf)
    failures: Shelf[str, tuple[int, datetime]] = field(default_factory=Shelf)
    party_links: Shelf[str, PartyLink] = field(default_factory=Shelf)
    party_codes: Shelf[tuple[str, str], PartyCode] = field(default_factory=Shelf)
    party_visits: Shelf[str, PartyVisit] = field(default_factory=Shelf)
    signings: Shelf[str, Signing] = field(default_factory=Shelf)
    notices: Shelf[str, Notice] = field(default_factory=Shelf)
    notice_wishes: Shelf[str, Wishes] = field(default_factory=Shelf)
    versions: Shelf[str, ProcedureVersion] = field(default_factory=Shelf)
    procedure_drafts: Shelf[str, dict[str, bytes]] = field(default_factory=Shelf)
    keys: Shelf[str, tuple[str, JsonValue, datetime]] = field(default_factory=Shelf)
    form_drafts: Shelf[tuple[str, str], JsonValue] = field(default_factory=Shelf)
    ledgers: Shelf[str, CaseLedger] = field(default_factory=Shelf)
    watchers: Shelf[tuple[str, str], tuple[str, datetime]] = field(default_factory=Shelf)
    saved: Shelf[tuple[str, int], tuple[datetime, str, str]] = field(default_factory=Shelf)
    keep_until: Shelf[str, datetime] = field(default_factory=Shelf)
    settings: Shelf[str, JsonValue] = field(default_factory=Shelf)
    figures: Shelf[str, Figure] = field(default_factory=Shelf)
    absences: Shelf[str, Absence] = field(default_factory=Shelf)
    notes: Shelf[str, Note] = field(default_factory=Shelf)
    note_mentions: Shelf[tuple[str, str], datetime | None] = field(default_factory=Shelf)
    saved_filters: Shelf[tuple[str, str], dict[str, str]] = field(default_factory=Shelf)
    items_seen: Shelf[tuple[str, str], datetime] = field(default_factory=Shelf)

    audit: Shelf[int, AuditEntry] = field(default_factory=Shelf)

    unlisted: Shelf[str, None] = field(default_factory=Shelf)
    damaged: Shelf[str, None] = field(default_factory=Shelf)
    attachments: Shelf[str, Attachment] = field(default_factory=Shelf)
    imports: Shelf[str, CaseImport] = field(default_factory=Shelf)
    imported_cases: Shelf[str, ImportedCase] = field(default_factory=Shelf)

    def changed(self) -> list[str]:
        """Return the names of the tables that this transaction has changed."""
        seen = vars(self)
        return [name for name in _names(Shelves) if name in seen and seen[name].own]

    def again(self, *, writable: bool) -> Shelves:
        """Return the same moment for another transaction; a table is taken over when it is first looked at."""
        later = object.__new__(Shelves)
        vars(later).update(_before=self, _writable=writable)
        return later

    def settled(self) -> Shelves:
        """Return the moment that this transaction leaves: its own tables, and the others as they were before it."""
        seen = vars(self)
        before = seen.get("_before")
        if before is None:
            return self
        later = object.__new__(Shelves)
        vars(later).update(
            {name: seen[name] if name in seen else getattr(before, name) for name in _names(Shelves)}
        )
        return later

    def __getattr__(self, name: str) -> Any:
        """Take over the table *name* from the moment before."""
        seen = vars(self)
        if name.startswith("_") or "_before" not in seen:
            raise AttributeError(name)
        shelf = getattr(seen["_before"], name).again(writable=seen["_writable"])
        seen[name] = shelf
        return shelf

    def must_know_case(self, case_id: str) -> None:
        """Refuse a row of a case that is not there.

        Raises:
            MissingReference: no such case.
        """
        if case_id not in self.cases.rows:
            raise MissingReference(case=case_id)


def as_json(value: object) -> Any:
    """Return *value* as it comes back from JSON text."""
    return orjson.loads(json_text(value))


def utc(instant: datetime) -> datetime:
    """Return *instant* in UTC.

    Raises:
        NaiveInstant: it has no time zone.
    """
    micros(instant)
    return instant.astimezone(UTC)


_ways: dict[type, str] = {}
"""How cells of a type are stored: "" as they are, else `instant` or `json`; a program has few types."""


def _way(kind: type) -> str:
    _ways[kind] = "instant" if issubclass(kind, datetime) else "json" if issubclass(kind, Mapping) else ""
    return _ways[kind]


def _plain(cell: Mapping[str, object]) -> dict[str, Any]:
    """Return *cell* as it comes back from JSON; what holds only plain words is the same there."""
    words = all(type(each) is str and each.isascii() for pair in cell.items() for each in pair)
    found: dict[str, Any] = dict(cell) if words else as_json(cell)
    return found


def as_stored(value: D) -> D:
    """Return a dataclass as a database would give it back: instants in UTC, mappings as plain JSON."""
    changed: dict[str, Any] = {}
    for name, cell in vars(value).items():
        kind = type(cell)
        way = _ways[kind] if kind in _ways else _way(kind)
        if not way:
            continue
        if way == "json" and cell:
            changed[name] = _plain(cell)
        elif way == "instant" and cell.tzinfo is not UTC:
            changed[name] = utc(cell)
    if not changed:
        return value
    stored = object.__new__(type(value))  # what was made once need not be made again field by field
    vars(stored).update({**vars(value), **changed})
    return stored


@cache
def _names(kind: type[DataclassInstance]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))
