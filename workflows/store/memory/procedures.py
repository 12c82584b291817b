"""Published procedures and the designer's drafts in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from workflows.domain.procedure import Bundle, ProcedureVersion
from workflows.errors import AlreadyThere
from workflows.store.encoding import micros
from workflows.store.memory.shelves import Shelves, as_stored


class MemoryProcedures:
    """Published versions and the designer's drafts."""

    def __init__(self, shelves: Shelves) -> None:
        self._versions = shelves.versions
        self._drafts = shelves.procedure_drafts

    def publish(self, version: ProcedureVersion) -> None:
        """Keep a new version; the same digest again changes nothing."""
        rows = self._versions.change()
        place = (version.procedure, version.pack, version.number)
        if version.digest in rows:
            return
        if any((each.procedure, each.pack, each.number) == place for each in rows.values()):
            raise AlreadyThere(procedure=version.procedure, number=version.number)
        kept = Bundle(procedure=version.procedure, files=dict(version.bundle.files))
        rows[version.digest] = as_stored(replace(version, bundle=kept))

    def by_digest(self, digest: str) -> ProcedureVersion | None:
        """Return one version with its bundle."""
        return self._versions.rows.get(digest)

    def newest(self, procedure: str, *, pack: str = "") -> ProcedureVersion | None:
        """Return the version with the highest number; a pack's own one goes before the stock one."""
        own = [v for v in self._versions.rows.values() if v.procedure == procedure and v.pack in (pack, "")]
        return max(own, key=lambda version: (version.pack == pack, version.number), default=None)

    def versions(self, procedure: str = "") -> Sequence[ProcedureVersion]:
        """Return versions (bundle files left empty), newest first."""
        found = [
            replace(version, bundle=Bundle(procedure=version.procedure))
            for version in self._versions.rows.values()
            if procedure in ("", version.procedure)
        ]
        return sorted(found, key=lambda v: (-micros(v.published_at), -v.number, v.digest))

    def put_draft(self, procedure: str, files: Mapping[str, bytes], *, by: str, at: datetime) -> None:  # noqa: ARG002
        """Keep the designer's unpublished files of a procedure, replacing earlier ones."""
        micros(at)
        self._drafts.change()[procedure] = dict(files)

    def draft(self, procedure: str) -> Mapping[str, bytes] | None:
        """Return the unpublished files, if there are any."""
        files = self._drafts.rows.get(procedure)
        return None if files is None else dict(files)

    def drafted(self) -> Sequence[str]:
        """Return the ids of the procedures of which there are unpublished files."""
        return sorted(self._drafts.rows)

    def drop_draft(self, procedure: str) -> None:
        """Forget the unpublished files."""
        self._drafts.change().pop(procedure, None)
