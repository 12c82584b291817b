"""Attachments and imports in memory."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.domain.attachment import Attachment
from workflows.domain.case_import import CaseImport, ImportedCase
from workflows.errors import AlreadyThere, MissingReference
from workflows.store.memory.shelves import Shelves, as_stored


class MemoryAttachments:
    """Files that somebody brought to a case."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._rows = shelves.attachments

    def put(self, attachment: Attachment) -> None:
        """Add or replace an attachment."""
        self._shelves.must_know_case(attachment.case_id)
        self._rows.change()[attachment.id] = as_stored(attachment)

    def get(self, attachment_id: str) -> Attachment | None:
        """Return one attachment."""
        return self._rows.rows.get(attachment_id)

    def of_case(self, case_id: str) -> Sequence[Attachment]:
        """Return the attachments of a case, oldest first."""
        found = [each for each in self._rows.rows.values() if each.case_id == case_id]
        return sorted(found, key=lambda each: (each.added_at, each.id))


class MemoryImports:
    """Imports of former cases, and which case came from which line."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._imports = shelves.imports
        self._cases = shelves.imported_cases

    def put(self, entry: CaseImport) -> None:
        """Add or replace an import."""
        self._imports.change()[entry.id] = as_stored(entry)

    def get(self, import_id: str) -> CaseImport | None:
        """Return one import."""
        return self._imports.rows.get(import_id)

    def listed(self, *, limit: int = 50) -> Sequence[CaseImport]:
        """Return imports, newest first."""
        found = sorted(self._imports.rows.values(), key=lambda each: (each.at, each.id), reverse=True)
        return found[:limit]

    def note(self, imported: ImportedCase) -> None:
        """Keep where a case came from."""
        self._shelves.must_know_case(imported.case_id)
        if imported.import_id not in self._imports.rows:
            raise MissingReference(imported=imported.import_id)
        rows = self._cases.change()
        if imported.case_id in rows or self.taken(imported.org_id, imported.number):
            raise AlreadyThere(case=imported.case_id, number=imported.number)
        rows[imported.case_id] = imported

    def taken(self, org_id: str, number: str) -> ImportedCase | None:
        """Return what a former number of this body became, if it was taken over."""
        wanted = (org_id, number)
        return next(
            (each for each in self._cases.rows.values() if (each.org_id, each.number) == wanted), None
        )

    def source(self, case_id: str) -> ImportedCase | None:
        """Return where a case came from, if it was taken over."""
        return self._cases.rows.get(case_id)

    def cases_of(self, import_id: str) -> Sequence[str]:
        """Return the ids of the cases of an import in the order of its lines."""
        found = [each for each in self._cases.rows.values() if each.import_id == import_id]
        return [each.case_id for each in sorted(found, key=lambda each: each.line)]

    def forget(self, case_id: str) -> None:
        """Forget where a case came from."""
        self._cases.change().pop(case_id, None)
