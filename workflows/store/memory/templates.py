"""Template versions in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflows.domain.template_version import TemplateStatus, TemplateVersion
from workflows.errors import AlreadyThere
from workflows.store.memory.shelves import Shelves, as_stored


class MemoryTemplateVersions:
    """Drafts, proposals and published versions, by document and place."""

    def __init__(self, shelves: Shelves) -> None:
        self._versions = shelves.template_versions

    def put(self, version: TemplateVersion) -> None:
        """Add or replace a version."""
        place = _place(version)
        rows = self._versions.change()
        if any(_place(each) == place and each.id != version.id for each in rows.values()):
            raise AlreadyThere(document=version.document, number=version.number)
        rows[version.id] = as_stored(version)

    def get(self, version_id: str) -> TemplateVersion | None:
        """Return one version."""
        return self._versions.rows.get(version_id)

    def drop(self, version_id: str) -> None:
        """Forget a draft."""
        self._versions.change().pop(version_id, None)

    def of_document(self, document: str, *, pack: str) -> Sequence[TemplateVersion]:
        """Return the versions of a document in a place, the open one first, then published ones, newest first."""
        found = [v for v in self._versions.rows.values() if (v.document, v.pack) == (document, pack)]
        return sorted(found, key=lambda v: (v.status is TemplateStatus.PUBLISHED, -v.number, v.id))

    def open_ones(self, *, pack: str) -> Sequence[TemplateVersion]:
        """Return all drafts and proposals of a place."""
        found = (v for v in self._versions.rows.values() if v.pack == pack)
        return sorted(
            (v for v in found if v.status is not TemplateStatus.PUBLISHED), key=lambda v: v.document
        )

    def in_force(self, *, pack: str) -> Mapping[str, str]:
        """Return the id of the newest published version of each document that has one."""
        found = (v for v in self._versions.rows.values() if v.pack == pack)
        published = sorted((v for v in found if v.status is TemplateStatus.PUBLISHED), key=lambda v: v.number)
        return {version.document: version.id for version in published}


def _place(version: TemplateVersion) -> tuple[str, str, int]:
    """Return what only one version may be: the open one of a document, or its version of this number."""
    number = version.number if version.status is TemplateStatus.PUBLISHED else 0
    return version.pack, version.document, number
