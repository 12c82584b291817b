"""Party links, signings and notices in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from workflows.domain.notice import Notice, Wishes
from workflows.domain.party_link import PartyCode, PartyLink, PartyVisit
from workflows.domain.signing import Signing
from workflows.errors import AlreadyThere, MissingReference
from workflows.store.memory.shelves import Shelves, as_stored, utc


class MemoryPartyLinks:
    """Links of parties, their one-time codes, and the visits that codes opened."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._links = shelves.party_links
        self._codes = shelves.party_codes
        self._visits = shelves.party_visits

    def put(self, link: PartyLink) -> None:
        """Add or replace a link."""
        self._shelves.must_know_case(link.case_id)
        rows = self._links.change()
        if any(each.token_hash == link.token_hash and each.id != link.id for each in rows.values()):
            raise AlreadyThere(link=link.id)
        rows[link.id] = as_stored(link)

    def get(self, link_id: str) -> PartyLink | None:
        """Return one link."""
        return self._links.rows.get(link_id)

    def by_token(self, token_hash: str) -> PartyLink | None:
        """Return the link that a token opens."""
        return next((each for each in self._links.rows.values() if each.token_hash == token_hash), None)

    def of_case(self, case_id: str) -> Sequence[PartyLink]:
        """Return the links of a case, the newest first."""
        found = [each for each in self._links.rows.values() if each.case_id == case_id]
        return sorted(found, key=lambda each: (each.made_at, each.id), reverse=True)

    def put_code(self, code: PartyCode) -> None:
        """Keep a one-time code."""
        self._must_know(code.link_id)
        self._codes.change()[code.link_id, code.digest] = as_stored(code)

    def use_code(self, link_id: str, digest: str, *, at: datetime) -> bool:
        """Mark a code as used; False if there is none, it was used, or its time is over at *at*."""
        rows = self._codes.change()
        code = rows.get((link_id, digest))
        if code is None or code.used_at is not None or code.expires_at <= at:
            return False
        rows[link_id, digest] = replace(code, used_at=utc(at))
        return True

    def codes_left(self, link_id: str, *, at: datetime) -> int:
        """Return how many codes of a link still open something at *at*."""
        own = (each for each in self._codes.rows.values() if each.link_id == link_id)
        return sum(each.used_at is None and each.expires_at > at for each in own)

    def open_visit(self, visit: PartyVisit) -> None:
        """Keep a new visit."""
        self._must_know(visit.link_id)
        self._visits.change()[visit.token_hash] = as_stored(visit)

    def visit(self, token_hash: str) -> PartyVisit | None:
        """Return an open visit."""
        return self._visits.rows.get(token_hash)

    def touch_visit(self, token_hash: str, *, at: datetime) -> None:
        """Note that it was used."""
        rows = self._visits.change()
        if token_hash in rows:
            rows[token_hash] = replace(rows[token_hash], seen_at=utc(at))

    def close_visits(self, link_id: str) -> int:
        """End all visits of a link; returns how many there were."""
        rows = self._visits.change()
        own = [key for key, each in rows.items() if each.link_id == link_id]
        for key in own:
            del rows[key]
        return len(own)

    def _must_know(self, link_id: str) -> None:
        if link_id not in self._links.rows:
            raise MissingReference(link=link_id)


class MemorySignings:
    """Signings of papers, with their signatures."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._signings = shelves.signings

    def put(self, signing: Signing) -> None:
        """Add or replace a signing."""
        self._shelves.must_know_case(signing.case_id)
        self._signings.change()[signing.id] = Signing.model_validate_json(signing.model_dump_json())

    def get(self, signing_id: str, *, lock: bool = False) -> Signing | None:  # noqa: ARG002 - one writer at a time
        """Return one signing; nobody else writes before this ends."""
        return self._signings.rows.get(signing_id)

    def of_case(self, case_id: str) -> Sequence[Signing]:
        """Return the signings of a case, oldest first."""
        found = (each for each in self._signings.rows.values() if each.case_id == case_id)
        return sorted(found, key=lambda each: (each.started_at, each.id))

    def of_paper(self, paper_id: str) -> Sequence[Signing]:
        """Return the signings of a paper, oldest first."""
        found = (each for each in self._signings.rows.values() if each.paper_id == paper_id)
        return sorted(found, key=lambda each: (each.started_at, each.id))


class MemoryNotices:
    """Notices to be told, and what people wish to be told."""

    def __init__(self, shelves: Shelves) -> None:
        self._notices = shelves.notices
        self._wishes = shelves.notice_wishes

    def put(self, notice: Notice) -> bool:
        """Keep a notice; False if its id is known already."""
        rows = self._notices.change()
        if notice.id in rows:
            return False
        rows[notice.id] = as_stored(notice)
        return True

    def pending(self, now: datetime, *, limit: int = 500) -> Sequence[Notice]:
        """Return notices that are due and that no message carries yet, the longest due first."""
        found = (each for each in self._notices.rows.values() if not each.errand and each.due_at <= now)
        return sorted(found, key=lambda each: (each.due_at, each.id))[:limit]

    def gather(self, notice_ids: Collection[str], errand: str) -> int:
        """Put notices into a message; returns how many were free."""
        rows = self._notices.change()
        free = [each for each in notice_ids if each in rows and not rows[each].errand]
        for each in free:
            rows[each] = rows[each].gathered(errand)
        return len(free)

    def of_errand(self, errand: str) -> Sequence[Notice]:
        """Return what a message carries, oldest first."""
        found = (each for each in self._notices.rows.values() if each.errand == errand)
        return sorted(found, key=lambda each: (each.at, each.id))

    def sent(self, errand: str, *, at: datetime) -> int:
        """Note that a message went out; returns how many notices it carried."""
        rows = self._notices.change()
        carried = [each for each in rows.values() if each.errand == errand]
        for each in carried:
            rows[each.id] = replace(each, sent_at=utc(at))
        return len(carried)

    def of_account(self, account_id: str, *, limit: int = 50) -> Sequence[Notice]:
        """Return the notices of somebody, the newest first."""
        found = (each for each in self._notices.rows.values() if each.account_id == account_id)
        return sorted(found, key=lambda each: (each.at, each.id), reverse=True)[:limit]

    def put_wishes(self, account_id: str, wishes: Wishes) -> None:
        """Keep what somebody wishes to be told."""
        self._wishes.change()[account_id] = wishes

    def wishes(self, account_id: str) -> Wishes | None:
        """Return what somebody wishes to be told; None if they never said."""
        return self._wishes.rows.get(account_id)

    def wishes_of(self, account_ids: Collection[str]) -> Mapping[str, Wishes | None]:
        """Return what each of these wishes to be told; who never said is left out."""
        return {each: self._wishes.rows[each] for each in sorted(account_ids) if each in self._wishes.rows}
