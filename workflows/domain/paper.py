"""A paper: one document that was wanted, made, signed or delivered (文书)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PaperStatus(StrEnum):
    """Wanted, made, failed for a person to look at, or void because the step that called for it was taken back."""

    WANTED = "wanted"
    MADE = "made"
    FAILED = "failed"
    VOID = "void"


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One paper of one case; its files are kept under their sha256.

    `template` is the folder name under templates/, `template_version` the digest of its text, `data_digest`
    the digest of the data it was made from. `request_id` names the service task that waits for it, if any. A void
    paper keeps its number, which is never given again, and says why in `void_reason`. `item` is the index of the
    session, follow-up or hand-over that it is about; `check_code` the short digest in its QR code. `office` is the body
    that ordered it in its own name, where it did.
    """

    id: str
    case_id: str
    template: str
    title: str = ""
    title_en: str = ""
    number: str = ""
    status: PaperStatus = PaperStatus.WANTED
    wanted_at: datetime
    wanted_by: str = ""
    element: str = ""
    request_id: str = ""
    subject: str = ""
    item: int | None = None
    revision: int = 0
    template_version: str = ""
    data_digest: str = ""
    pdf_sha256: str = ""
    docx_sha256: str = ""
    pages: int = 0
    made_at: datetime | None = None
    attempts: int = 0
    error: str = ""
    signature: str = ""
    check_code: str = ""
    ofd_sha256: str = ""
    void_reason: str = ""
    office: str = ""
