"""What comes in: attachments of cases, and former cases taken over from a table."""

from __future__ import annotations

import pytest

from tests.contract.samples import MINUTE, NOW, a_case
from workflows.domain.attachment import Attachment, AttachmentKind, AttachmentStatus
from workflows.domain.case_import import CaseImport, ImportedCase, ImportStatus
from workflows.errors import AlreadyThere, MissingReference
from workflows.store import Store


def _file(attachment_id: str, **changes: object) -> Attachment:
    given: dict[str, object] = {
        "case_id": "c1",
        "name": "收条(示例).jpg",
        "media_type": "image/jpeg",
        "size": 3,
        "sha256": "ab",
        "received_sha256": "cd",
        "status": AttachmentStatus.WAITING,
        "added_at": NOW,
        "added_by": "clerk-1",
    }
    return Attachment(id=attachment_id, **{**given, **changes})  # type: ignore[arg-type]


def _import(import_id: str, **changes: object) -> CaseImport:
    given: dict[str, object] = {
        "name": "旧案.csv",
        "sha256": "ab",
        "org_id": "village-1",
        "by": "clerk-1",
        "at": NOW,
    }
    return CaseImport(id=import_id, **{**given, **changes})  # type: ignore[arg-type]


def test_attachments_come_back_in_the_order_they_were_brought(store: Store) -> None:
    """What was brought first stands first, and what it is and the scanner's finding are kept with it."""
    clean = _file(
        "a1",
        added_at=NOW + MINUTE,
        status=AttachmentStatus.CLEAN,
        looked_at=NOW + MINUTE,
        finding="OK",
        kind=AttachmentKind.IDENTITY,
    )
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.attachments.put(_file("a1", added_at=NOW + MINUTE))
        tx.attachments.put(_file("a2"))
        tx.attachments.put(clean)
    with store.read() as tx:
        assert list(tx.attachments.of_case("c1")) == [_file("a2"), clean]
        assert tx.attachments.get("a1") == clean
        assert tx.attachments.get("none") is None


def test_an_attachment_needs_its_case(store: Store) -> None:
    """A file without a case is not kept."""
    with pytest.raises(MissingReference), store.write() as tx:
        tx.attachments.put(_file("a1", case_id="nowhere"))


def test_imports_remember_where_cases_came_from(store: Store) -> None:
    """Of each case that was taken over one knows file, line and former number, until it is undone."""
    later = _import("i2", at=NOW + MINUTE, mapping={"number": "案号"}, status=ImportStatus.DONE, taken=1)
    source = ImportedCase(case_id="c1", import_id="i2", line=3, org_id="village-1", number="旧-7")
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.imports.put(_import("i1"))
        tx.imports.put(later)
        tx.imports.note(source)
    with store.read() as tx:
        assert [entry.id for entry in tx.imports.listed()] == ["i2", "i1"]
        assert tx.imports.get("i2") == later
        assert tx.imports.taken("village-1", "旧-7") == tx.imports.source("c1") == source
        assert tx.imports.taken("village-2", "旧-7") is None
        assert list(tx.imports.cases_of("i2")) == ["c1"]
    with store.write() as tx:
        tx.imports.forget("c1")
        assert tx.imports.source("c1") is None


def test_a_former_number_is_taken_over_once(store: Store) -> None:
    """The same line of an old list never becomes two cases of one body."""
    with store.write() as tx:
        tx.cases.add(a_case("c1"))
        tx.cases.add(a_case("c2"))
        tx.imports.put(_import("i1"))
        tx.imports.note(ImportedCase(case_id="c1", import_id="i1", line=2, org_id="v", number="旧-7"))
    with pytest.raises(AlreadyThere), store.write() as tx:
        tx.imports.note(ImportedCase(case_id="c2", import_id="i1", line=9, org_id="v", number="旧-7"))
