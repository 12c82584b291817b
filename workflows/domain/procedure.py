"""A procedure: a diagram with its tables, forms and called procedures, frozen by digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

AGAIN = "again.toml"
"""The file that tells a version whose files were published before, and then others, from that earlier version."""


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """All files that one procedure needs to run, by path such as `dispute/dispute.bpmn`.

    `procedure` is the id of the process that starts; called procedures travel inside.
    """

    procedure: str
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def drawn(self) -> Mapping[str, bytes]:
        """The files that people drew: all but the mark of a version that was published again."""
        mark = f"{self.procedure}/{AGAIN}"
        return {path: content for path, content in self.files.items() if path != mark}


@dataclass(frozen=True, kw_only=True)
class ProcedureVersion:
    """One published (or draft) version; running cases keep the version they started on."""

    digest: str
    procedure: str
    pack: str
    number: int
    title: str
    title_en: str = ""
    published_at: datetime
    published_by: str = ""
    note: str = ""
    bundle: Bundle
