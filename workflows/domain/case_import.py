"""An import: cases of former years taken over from a table, as closed records (历史案件导入)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ImportStatus(StrEnum):
    """Looked at only, being taken over, taken over, or undone as a whole."""

    READ = "read"
    RUNNING = "running"
    DONE = "done"
    UNDONE = "undone"


@dataclass(frozen=True, kw_only=True)
class CaseImport:
    """One file of former cases: where they belong, which column is which field, and how far it has come.

    `mapping` is {field: heading}; `lines` the lines with data in the file, `done` the last line that was looked at,
    `taken` how many cases came of them.
    """

    id: str
    name: str
    sha256: str
    org_id: str
    mapping: Mapping[str, str] = field(default_factory=dict)
    status: ImportStatus = ImportStatus.READ
    lines: int = 0
    done: int = 0
    taken: int = 0
    by: str
    at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ImportedCase:
    """Which line of which import a case came from; one body takes over one former number once."""

    case_id: str
    import_id: str
    line: int
    org_id: str
    number: str
