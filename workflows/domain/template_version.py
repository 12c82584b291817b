"""A version of a document's template that an editor wrote here: draft, proposed to a colleague, published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class TemplateStatus(StrEnum):
    """Being written, waiting for a colleague's look, or in force (until a later one is published)."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    PUBLISHED = "published"


@dataclass(frozen=True, kw_only=True)
class TemplateVersion:
    """The files (by name, as `body.html.j2`) that go before the shipped ones of *document* in the place *pack*.

    A published version without files puts the shipped document back in force. `number` counts the published versions
    of a document in a place and is 0 before; `digest` is the template version that papers keep.
    """

    id: str
    document: str
    pack: str
    number: int = 0
    status: TemplateStatus = TemplateStatus.DRAFT
    digest: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    by: str
    at: datetime
    approved_by: str = ""
    approved_at: datetime | None = None
