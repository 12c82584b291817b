"""What the store keeps of what comes in: attachments of cases, and imports of former cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from workflows.domain.attachment import Attachment
from workflows.domain.case_import import CaseImport, ImportedCase


class Attachments(Protocol):
    """Files that somebody brought to a case."""

    def put(self, attachment: Attachment) -> None:
        """Add or replace an attachment."""
        ...

    def get(self, attachment_id: str) -> Attachment | None:
        """Return one attachment."""
        ...

    def of_case(self, case_id: str) -> Sequence[Attachment]:
        """Return the attachments of a case, oldest first."""
        ...


class Imports(Protocol):
    """Imports of former cases, and which case came from which line."""

    def put(self, entry: CaseImport) -> None:
        """Add or replace an import."""
        ...

    def get(self, import_id: str) -> CaseImport | None:
        """Return one import."""
        ...

    def listed(self, *, limit: int = 50) -> Sequence[CaseImport]:
        """Return imports, newest first."""
        ...

    def note(self, imported: ImportedCase) -> None:
        """Keep where a case came from."""
        ...

    def taken(self, org_id: str, number: str) -> ImportedCase | None:
        """Return what a former number of this body became, if it was taken over."""
        ...

    def source(self, case_id: str) -> ImportedCase | None:
        """Return where a case came from, if it was taken over."""
        ...

    def cases_of(self, import_id: str) -> Sequence[str]:
        """Return the ids of the cases of an import in the order of its lines."""
        ...

    def forget(self, case_id: str) -> None:
        """Forget where a case came from."""
        ...
