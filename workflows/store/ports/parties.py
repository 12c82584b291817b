"""What the store keeps for parties and of notices: links and visits, signings, notices and wishes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from workflows.domain.notice import Notice, Wishes
from workflows.domain.party_link import PartyCode, PartyLink, PartyVisit
from workflows.domain.signing import Signing


class PartyLinks(Protocol):
    """Links of parties, their one-time codes, and the visits that codes opened; tokens are stored hashed."""

    def put(self, link: PartyLink) -> None:
        """Add or replace a link."""
        ...

    def get(self, link_id: str) -> PartyLink | None:
        """Return one link."""
        ...

    def by_token(self, token_hash: str) -> PartyLink | None:
        """Return the link that a token opens."""
        ...

    def of_case(self, case_id: str) -> Sequence[PartyLink]:
        """Return the links of a case, the newest first."""
        ...

    def put_code(self, code: PartyCode) -> None:
        """Keep a one-time code."""
        ...

    def use_code(self, link_id: str, digest: str, *, at: datetime) -> bool:
        """Mark a code as used; False if there is none, it was used, or its time is over at *at*."""
        ...

    def codes_left(self, link_id: str, *, at: datetime) -> int:
        """Return how many codes of a link still open something at *at*."""
        ...

    def open_visit(self, visit: PartyVisit) -> None:
        """Keep a new visit."""
        ...

    def visit(self, token_hash: str) -> PartyVisit | None:
        """Return an open visit."""
        ...

    def touch_visit(self, token_hash: str, *, at: datetime) -> None:
        """Note that it was used."""
        ...

    def close_visits(self, link_id: str) -> int:
        """End all visits of a link; returns how many there were."""
        ...


class Signings(Protocol):
    """Signings of papers, with their signatures."""

    def put(self, signing: Signing) -> None:
        """Add or replace a signing."""
        ...

    def get(self, signing_id: str, *, lock: bool = False) -> Signing | None:
        """Return one signing; with *lock* nobody else may change it before this ends."""
        ...

    def of_case(self, case_id: str) -> Sequence[Signing]:
        """Return the signings of a case, oldest first."""
        ...

    def of_paper(self, paper_id: str) -> Sequence[Signing]:
        """Return the signings of a paper, oldest first."""
        ...


class Notices(Protocol):
    """Notices to be told, and what people wish to be told."""

    def put(self, notice: Notice) -> bool:
        """Keep a notice; False if its id is known already."""
        ...

    def pending(self, now: datetime, *, limit: int = 500) -> Sequence[Notice]:
        """Return notices that are due and that no message carries yet, the longest due first."""
        ...

    def gather(self, notice_ids: Collection[str], errand: str) -> int:
        """Put notices into a message; returns how many were free."""
        ...

    def of_errand(self, errand: str) -> Sequence[Notice]:
        """Return what a message carries, oldest first."""
        ...

    def sent(self, errand: str, *, at: datetime) -> int:
        """Note that a message went out; returns how many notices it carried."""
        ...

    def of_account(self, account_id: str, *, limit: int = 50) -> Sequence[Notice]:
        """Return the notices of somebody, the newest first."""
        ...

    def put_wishes(self, account_id: str, wishes: Wishes) -> None:
        """Keep what somebody wishes to be told."""
        ...

    def wishes(self, account_id: str) -> Wishes | None:
        """Return what somebody wishes to be told; None if they never said.

        Raises:
            RecordSealBroken: it cannot be read.
        """
        ...

    def wishes_of(self, account_ids: Collection[str]) -> Mapping[str, Wishes | None]:
        """Return what each of these wishes to be told, None where it cannot be read; who never said is left out."""
        ...
