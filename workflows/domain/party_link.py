"""The way of a party to their own case: a link, one-time codes, and the visits that a right code opens (当事人链接)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LinkState(StrEnum):
    """In force, past its last instant, or taken back by staff (有效, 已到期, 已撤回)."""

    OPEN = "open"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, kw_only=True)
class PartyLink:
    """One link of one party of one case; the token that opens it is kept only as its sha256."""

    id: str
    case_id: str
    party_id: str
    token_hash: str
    made_at: datetime
    made_by: str
    expires_at: datetime
    revoked_at: datetime | None = None
    revoked_by: str = ""

    def state(self, now: datetime) -> LinkState:
        """Return how the link stands at *now*."""
        if self.revoked_at is not None:
            return LinkState.REVOKED
        return LinkState.OPEN if now < self.expires_at else LinkState.EXPIRED


@dataclass(frozen=True, kw_only=True)
class PartyCode:
    """One one-time code of a link, kept as a keyed digest; it opens once, and not after `expires_at`."""

    link_id: str
    digest: str
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class PartyVisit:
    """A visit that a right code opened; the token in the browser is kept only as its sha256."""

    token_hash: str
    link_id: str
    csrf: str
    opened_at: datetime
    seen_at: datetime
