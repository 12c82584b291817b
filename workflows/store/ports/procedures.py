"""What the store keeps of procedures: published versions and the designer's drafts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from workflows.domain.procedure import ProcedureVersion


class Procedures(Protocol):
    """Published versions and the designer's drafts."""

    def publish(self, version: ProcedureVersion) -> None:
        """Keep a new version; the same digest again changes nothing."""
        ...

    def by_digest(self, digest: str) -> ProcedureVersion | None:
        """Return one version with its bundle."""
        ...

    def newest(self, procedure: str, *, pack: str = "") -> ProcedureVersion | None:
        """Return the version with the highest number; a pack's own one goes before the stock one."""
        ...

    def versions(self, procedure: str = "") -> Sequence[ProcedureVersion]:
        """Return versions (bundle files left empty), newest first."""
        ...

    def put_draft(self, procedure: str, files: Mapping[str, bytes], *, by: str, at: datetime) -> None:
        """Keep the designer's unpublished files of a procedure, replacing earlier ones."""
        ...

    def draft(self, procedure: str) -> Mapping[str, bytes] | None:
        """Return the unpublished files, if there are any."""
        ...

    def drafted(self) -> Sequence[str]:
        """Return the ids of the procedures of which there are unpublished files, in alphabetical order."""
        ...

    def drop_draft(self, procedure: str) -> None:
        """Forget the unpublished files."""
        ...
