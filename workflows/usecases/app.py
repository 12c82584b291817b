"""The application: everything a use case may reach, put together once by the composition root."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from pydantic import JsonValue

from workflows.clock import Clock
from workflows.config import Settings
from workflows.documents import Templates
from workflows.domain.form import Form
from workflows.domain.law import Law
from workflows.domain.procedure import Bundle, ProcedureVersion
from workflows.domain.step import Step
from workflows.resources import data
from workflows.store import Store
from workflows.usecases.bell import Bell
from workflows.usecases.catalogue import Catalogue
from workflows.vault import Vault
from workflows.vault.signer import HeadSigner


class Drawn(Protocol):
    """One element of a diagram, for pages: lanes, steps, events and flows."""

    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def name_en(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def process(self) -> str: ...  # noqa: D102
    @property
    def lane(self) -> str: ...  # noqa: D102
    @property
    def lane_name(self) -> str: ...  # noqa: D102
    @property
    def lane_name_en(self) -> str: ...  # noqa: D102
    @property
    def attached_to(self) -> str: ...  # noqa: D102
    @property
    def after(self) -> Sequence[str]: ...  # noqa: D102
    @property
    def properties(self) -> Mapping[str, str]: ...  # noqa: D102


class Engine(Protocol):
    """What use cases ask of the engine; see docs/architecture.md."""

    def load(self, bundle: Bundle) -> str:
        """Parse, check and cache; returns the digest."""
        ...

    def knows(self, digest: str) -> bool:
        """Return whether this version is in the cache."""
        ...

    def elements(self, digest: str) -> Mapping[str, Drawn]:
        """Return every element of a loaded version by id."""
        ...

    def start(
        self,
        digest: str,
        *,
        case_id: str,
        case: Mapping[str, Any],
        now: datetime,
        facts: Mapping[str, JsonValue] | None = None,
        by: tuple[str, str] | None = None,
        payload: JsonValue = None,
    ) -> Step:
        """Begin a case, by a message or signal where one is named."""
        ...

    def complete(
        self,
        digest: str,
        state: bytes,
        task_id: str,
        *,
        case_id: str,
        case: Mapping[str, Any],
        now: datetime,
        facts: Mapping[str, JsonValue] | None = None,
    ) -> Step:
        """Complete a person's task."""
        ...

    def fire(
        self, digest: str, state: bytes, *, case_id: str, case: Mapping[str, Any], now: datetime
    ) -> Step:
        """Fire every timer that is due at *now*."""
        ...

    def deliver(
        self,
        digest: str,
        state: bytes,
        *,
        case_id: str,
        case: Mapping[str, Any],
        now: datetime,
        kind: str,
        name: str,
        payload: JsonValue = None,
        correlation: Mapping[str, JsonValue] | None = None,
    ) -> Step:
        """Hand over a message or signal."""
        ...

    def answer(
        self,
        digest: str,
        state: bytes,
        request_id: str,
        result: JsonValue,
        *,
        case_id: str,
        case: Mapping[str, Any],
        now: datetime,
    ) -> Step:
        """Bring back the result of a service task."""
        ...

    def fail(
        self,
        digest: str,
        state: bytes,
        request_id: str,
        error_code: str,
        *,
        case_id: str,
        case: Mapping[str, Any],
        now: datetime,
    ) -> Step:
        """Bring back a business failure of a service task as a BPMN error."""
        ...

    def begins(self, digest: str) -> Sequence[tuple[str, str]]:
        """Return the messages and signals (kind, name) that open a case of this version."""
        ...

    def look(
        self,
        digest: str,
        state: bytes,
        *,
        case_id: str,
        case: Mapping[str, Any],
        now: datetime,
    ) -> Step:
        """Return what is open in a stored state; nothing moves."""
        ...

    def move(
        self,
        digest: str,
        state: bytes,
        start: str,
        element: str,
        *,
        case_id: str,
        case: Mapping[str, Any],
        now: datetime,
    ) -> Step:
        """Send a case back, or on, to another step."""
        ...

    def begin_step(
        self,
        digest: str,
        state: bytes,
        task: str,
        element: str,
        *,
        case_id: str,
        case: Mapping[str, Any],
        now: datetime,
    ) -> Step:
        """Begin a step of the ad hoc subprocess in which the task stands."""
        ...

    def add_instance(
        self,
        digest: str,
        state: bytes,
        task_id: str,
        item: JsonValue,
        *,
        case_id: str,
        case: Mapping[str, Any],
        now: datetime,
    ) -> Step:
        """Add one more signer beside the task."""
        ...

    def remove_instance(
        self,
        digest: str,
        state: bytes,
        task_id: str,
        *,
        case_id: str,
        case: Mapping[str, Any],
        now: datetime,
    ) -> Step:
        """Leave the task out of several."""
        ...

    def reschedule(
        self,
        digest: str,
        state: bytes,
        timer_id: str,
        due_at: datetime,
        *,
        case_id: str,
        case: Mapping[str, Any],
        now: datetime,
    ) -> Step:
        """Let a timer fire at another instant."""
        ...

    def migrate(
        self,
        digest: str,
        state: bytes,
        to: str,
        *,
        case_id: str,
        case: Mapping[str, Any],
        now: datetime,
    ) -> Step:
        """Take a case to another version."""
        ...


class Files(Protocol):
    """Papers and uploads, kept under their sha256."""

    def put(self, content: bytes) -> str:
        """Keep *content* durably; returns its sha256."""
        ...

    def get(self, sha256: str) -> bytes:
        """Return the content."""
        ...

    def drop(self, sha256: str) -> None:
        """Remove the content."""
        ...


@dataclass(frozen=True)
class App:
    """The machine, assembled: settings, time, memory, files, what is on the shelf, and engines by pack.

    `forms` remembers forms by (version, form id), and `versions` what was published by its digest, which never
    changes. `deliver` hands over the messages
    that can be handed over; it is called after each step that rang the `bell`. `shelves` keeps the documents of
    each place with the ids of what was published over the shipped ones.
    """

    settings: Settings
    clock: Clock
    store: Store
    vault: Vault
    signer: HeadSigner
    files: Files
    catalogue: Catalogue
    engine_with: Callable[[Law], Engine]
    deliver: Callable[[App], int] | None = None
    bell: Bell = field(default_factory=Bell)
    forms: dict[tuple[str, str], Form] = field(default_factory=dict)
    versions: dict[str, ProcedureVersion] = field(default_factory=dict)
    shelves: dict[str, tuple[tuple[str, ...], Templates]] = field(default_factory=dict)
    _engines: dict[str, Engine] = field(default_factory=dict)

    def law(self, pack: str) -> Law:
        """Return the law of time as it stands in *pack*."""
        return self.catalogue.law(pack)

    def engine(self, pack: str) -> Engine:
        """Return the engine that computes periods by the law of *pack*."""
        if pack not in self._engines:
            self._engines[pack] = self.engine_with(self.law(pack))
        return self._engines[pack]

    def govern(self, pack: str, law: Law) -> None:
        """Let *law* be that of *pack* from now on, as when a new calendar was published; engines follow it."""
        self.catalogue.govern(pack, law)
        self._engines.pop(pack, None)

    def shipped_templates(self, pack: str = "") -> Templates:
        """Return the documents as *pack* ships them: its own folder goes before the stock."""
        own = self.catalogue.pack_folder(pack) / "templates" if pack else None
        stock = data("templates", self.settings.site)
        return Templates(*([own] if own is not None and own.is_dir() else []), stock)
