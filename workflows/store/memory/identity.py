"""Logins, second factors, identities at providers, vouchers and separate talks in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from pydantic import JsonValue

from workflows.domain.actor import acting
from workflows.domain.identity import ExternalIdentity, Login, SecondFactor, SeparateTalk, SignedIn
from workflows.errors import AlreadyThere, MissingReference
from workflows.store.memory.desk import MemoryAbsences
from workflows.store.memory.people import MemoryDirectory
from workflows.store.memory.shelves import Shelves, as_json, as_stored, utc


class MemoryLogins:
    """Signed-in sessions; ids are stored hashed."""

    def __init__(self, shelves: Shelves) -> None:
        self._directory = MemoryDirectory(shelves)
        self._absences = MemoryAbsences(shelves)
        self._logins = shelves.logins
        self._failures = shelves.failures

    def open(self, login: Login) -> None:
        """Keep a new login."""
        rows = self._logins.change()
        if login.token_hash in rows:
            raise AlreadyThere
        rows[login.token_hash] = as_stored(login)

    def get(self, token_hash: str) -> Login | None:
        """Return a login that was not ended; whether it is still young enough is for the caller."""
        found = self._logins.rows.get(token_hash)
        return found if found is not None and found.ended_at is None else None

    def who(self, token_hash: str, day: date) -> SignedIn | None:
        """Return who stands behind a login that was not ended, as they act on *day*."""
        login = self.get(token_hash)
        account = self._directory.account(login.account_id) if login else None
        if login is None or account is None:
            return None
        posts = self._directory.posts(account.id)
        paths = {
            org_id: body.path
            for org_id, body in self._directory.bodies({post.org_id for post in posts}).items()
        }
        stands_for = self._absences.stood_for(account.id, day)
        return SignedIn(login=login, account=account, actor=acting(account, posts, paths, stands_for))

    def of_account(self, account_id: str) -> Sequence[Login]:
        """Return all logins of an account that are remembered, ended ones too, the newest first."""
        found = [each for each in self._logins.rows.values() if each.account_id == account_id]
        found.sort(key=lambda each: each.token_hash)
        return sorted(found, key=lambda each: each.opened_at, reverse=True)

    def touch(self, token_hash: str, *, at: datetime) -> None:
        """Note that it was used."""
        rows = self._logins.change()
        if token_hash in rows:
            rows[token_hash] = replace(rows[token_hash], seen_at=utc(at))

    def close(self, token_hash: str, *, at: datetime) -> None:
        """End it."""
        if self.get(token_hash) is not None:
            rows = self._logins.change()
            rows[token_hash] = replace(rows[token_hash], ended_at=utc(at))

    def close_all(self, account_id: str, *, at: datetime, but: str = "") -> int:
        """End the logins of an account except *but*; returns how many were open."""
        still = [
            each for each in self.of_account(account_id) if each.ended_at is None and each.token_hash != but
        ]
        for each in still:
            self.close(each.token_hash, at=at)
        return len(still)

    def forget(self, *, before: datetime) -> None:
        """Drop what was last used before an instant."""
        rows = self._logins.change()
        for token_hash in [each.token_hash for each in rows.values() if each.seen_at < before]:
            del rows[token_hash]

    def failed(self, key: str, *, at: datetime) -> int:
        """Count a failed sign-in for a login or network key; returns failures in a row."""
        count = self.failures(key)[0] + 1
        self._failures.change()[key] = (count, utc(at))
        return count

    def failures(self, key: str) -> tuple[int, datetime | None]:
        """Return how many failures in a row, and when the last was."""
        return self._failures.rows.get(key, (0, None))

    def succeeded(self, key: str) -> None:
        """Forget the failures of a key."""
        self._failures.change().pop(key, None)

    def forgiven(self, begin: str) -> None:
        """Forget the failures of all keys that begin with *begin*."""
        rows = self._failures.change()
        for key in [key for key in rows if key.startswith(begin)]:
            del rows[key]


class MemorySecondFactors:
    """One-time codes of accounts."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._factors = shelves.second_factors

    def put(self, factor: SecondFactor) -> None:
        """Add or replace that of an account."""
        must_know_account(self._shelves, factor.account_id)
        self._factors.change()[factor.account_id] = as_stored(factor)

    def get(self, account_id: str) -> SecondFactor | None:
        """Return that of an account."""
        return self._factors.rows.get(account_id)

    def use_step(self, account_id: str, step: int) -> bool:
        """Take a time step; returns False if it or a later one was taken before."""
        known = self.get(account_id)
        if known is None or known.last_step >= step:
            return False
        self._factors.change()[account_id] = replace(known, last_step=step)
        return True

    def use_code(self, account_id: str, code_hash: str) -> bool:
        """Take a recovery code; returns False if it is not there (any more)."""
        known = self.get(account_id)
        if known is None or code_hash not in known.codes:
            return False
        left = tuple(code for code in known.codes if code != code_hash)
        self._factors.change()[account_id] = replace(known, codes=left)
        return True

    def drop(self, account_id: str) -> None:
        """Forget that of an account."""
        self._factors.change().pop(account_id, None)


class MemoryIdentities:
    """Who an account is at an identity provider."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._identities = shelves.identities

    def link(self, identity: ExternalIdentity) -> None:
        """Link it."""
        must_know_account(self._shelves, identity.account_id)
        rows = self._identities.change()
        if (identity.issuer, identity.subject) in rows:
            raise AlreadyThere
        rows[identity.issuer, identity.subject] = as_stored(identity)

    def get(self, issuer: str, subject: str) -> ExternalIdentity | None:
        """Return the link of an identity."""
        return self._identities.rows.get((issuer, subject))

    def of_account(self, account_id: str) -> Sequence[ExternalIdentity]:
        """Return the identities of an account, in order."""
        found = (each for each in self._identities.rows.values() if each.account_id == account_id)
        return sorted(found, key=lambda each: (each.issuer, each.subject))

    def unlink(self, issuer: str, subject: str) -> None:
        """Forget a link."""
        self._identities.change().pop((issuer, subject), None)


class MemoryVouchers:
    """Short-lived things that somebody brings back: kept under the hash of a random word."""

    def __init__(self, shelves: Shelves) -> None:
        self._vouchers = shelves.vouchers

    def put(self, hashed: str, kind: str, data: JsonValue, *, account_id: str, until: datetime) -> None:
        """Keep one."""
        self._vouchers.change()[hashed] = (kind, account_id, as_json(data), utc(until))

    def get(self, hashed: str, kind: str, *, at: datetime) -> tuple[str, JsonValue] | None:
        """Return (account id, data) of one that has not run out."""
        found = self._vouchers.rows.get(hashed)
        return (found[1], found[2]) if found and found[0] == kind and found[3] > at else None

    def take(self, hashed: str, kind: str, *, at: datetime) -> tuple[str, JsonValue] | None:
        """Return it once: of several who ask one gets it."""
        found = self.get(hashed, kind, at=at)
        if found is not None:
            del self._vouchers.change()[hashed]
        return found

    def forget(self, *, before: datetime) -> None:
        """Drop what ran out before an instant."""
        rows = self._vouchers.change()
        for hashed in [hashed for hashed, each in rows.items() if each[3] < before]:
            del rows[hashed]


class MemoryTalks:
    """Separate talks, sealed."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._talks = shelves.talks

    def add(self, talk: SeparateTalk) -> None:
        """Keep one."""
        self._shelves.must_know_case(talk.case_id)
        self._talks.change()[talk.id] = as_stored(talk)

    def of_mediator(self, case_id: str, account_id: str) -> Sequence[SeparateTalk]:
        """Return those that one mediator wrote in a case, oldest first."""
        found = (
            each
            for each in self._talks.rows.values()
            if each.case_id == case_id and each.mediator == account_id
        )
        return sorted(found, key=lambda each: (each.at, each.id))

    def drop_of_case(self, case_id: str) -> int:
        """Forget all of a case, as when it is erased; returns how many there were."""
        rows = self._talks.change()
        gone = [each.id for each in rows.values() if each.case_id == case_id]
        for talk_id in gone:
            del rows[talk_id]
        return len(gone)


def must_know_account(shelves: Shelves, account_id: str) -> None:
    """Refuse a row of an account that is not there.

    Raises:
        MissingReference: no such account.
    """
    if account_id not in shelves.accounts.rows:
        raise MissingReference(account=account_id)
