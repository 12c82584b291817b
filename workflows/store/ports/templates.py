"""What the store keeps of templates that editors wrote here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from workflows.domain.template_version import TemplateVersion


class TemplateVersions(Protocol):
    """Drafts, proposals and published versions, by document and place."""

    def put(self, version: TemplateVersion) -> None:
        """Add or replace a version.

        Raises:
            AlreadyThere: the document has another open draft in this place, or its number is taken.
        """
        ...

    def get(self, version_id: str) -> TemplateVersion | None:
        """Return one version."""
        ...

    def drop(self, version_id: str) -> None:
        """Forget a draft."""
        ...

    def of_document(self, document: str, *, pack: str) -> Sequence[TemplateVersion]:
        """Return the versions of a document in a place, the open one first, then published ones, newest first."""
        ...

    def open_ones(self, *, pack: str) -> Sequence[TemplateVersion]:
        """Return all drafts and proposals of a place."""
        ...

    def in_force(self, *, pack: str) -> Mapping[str, str]:
        """Return the id of the newest published version of each document that has one."""
        ...
