"""An attachment: a file that somebody brought to a case (附件): a photo, a contract, a scan of an identity card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AttachmentStatus(StrEnum):
    """Waiting for the virus scanner, clean, not scanned because there is no scanner, or refused by it."""

    WAITING = "waiting"
    CLEAN = "clean"
    UNSCANNED = "unscanned"
    REFUSED = "refused"


class AttachmentKind(StrEnum):
    """What a file is for the case; all but OTHER go to the court when confirmation is asked for (民诉法解释 354).

    The last three are papers of the mediation that were signed by hand and scanned.
    """

    OTHER = ""
    IDENTITY = "identity"
    AUTHORITY = "authority"
    PROPERTY = "property"
    APPLICATION = "application"
    AGREEMENT = "agreement"
    UNDERTAKING = "undertaking"


SCANNED = frozenset({"application/pdf", "image/jpeg", "image/png", "image/webp"})
"""Media types that a court reads without a program of ours; only these can be of a kind that goes to it."""

READABLE = frozenset({AttachmentStatus.CLEAN, AttachmentStatus.UNSCANNED})
"""Only these can be opened."""


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """One file of one case, kept under its sha256.

    `received_sha256` is the digest of the bytes that came in, before the place where a photo was taken was removed
    from it; `element` the step at which it was brought ("" at the case itself); `finding` what the scanner said.
    """

    id: str
    case_id: str
    name: str
    media_type: str
    size: int
    sha256: str
    received_sha256: str
    status: AttachmentStatus
    added_at: datetime
    added_by: str
    element: str = ""
    looked_at: datetime | None = None
    finding: str = ""
    kind: AttachmentKind = AttachmentKind.OTHER

    @property
    def is_scan(self) -> bool:
        """Whether it is PDF or a picture, and so can be of a kind that goes to the court."""
        return self.media_type in SCANNED

    @property
    def readable(self) -> bool:
        """Whether it can be opened."""
        return self.status in READABLE
