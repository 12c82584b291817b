"""What papers list of that which was brought to a case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from workflows.domain.attachment import Attachment, AttachmentKind, AttachmentStatus
from workflows.usecases.paper_lines import brought_lines

FIRST = Attachment(
    id="1",
    case_id="c",
    name="借条.jpg",
    media_type="image/jpeg",
    size=1,
    sha256="",
    received_sha256="",
    status=AttachmentStatus.CLEAN,
    added_at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    added_by="clerk",
)


def test_the_list_of_evidence_names_what_was_brought_in_its_order() -> None:
    """Files stand in the order in which they came; proofs of identity, and what cannot be opened, are no evidence."""
    later = replace(FIRST, id="2", name="转账记录.pdf", added_at=datetime(2026, 3, 3, 9, tzinfo=UTC))
    identity = replace(FIRST, id="3", name="身份证.jpg", kind=AttachmentKind.IDENTITY)
    refused = replace(FIRST, id="4", name="坏.pdf", status=AttachmentStatus.REFUSED)
    assert [each.title for each in brought_lines([later, identity, refused, FIRST])] == [
        "借条.jpg",
        "转账记录.pdf",
    ]
