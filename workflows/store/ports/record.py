"""What the store keeps as a record: facts, answers to idempotency keys, small settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pydantic import JsonValue

from workflows.domain.journal import Fact, JournalEntry


class Journal(Protocol):
    """Facts, in one order for all cases; append only."""

    def append(self, case_id: str, rev: int, facts: Sequence[Fact], *, at: datetime, actor: str) -> None:
        """Write facts of one step, with the next numbers of the one order; no number is left out.

        They are written when the transaction ends, or when it reads facts.
        """
        ...

    def of_case(self, case_id: str) -> Sequence[JournalEntry]:
        """Return all facts of a case in order.

        Raises:
            RecordSealBroken: one of them cannot be read.
        """
        ...

    def history(self, case_id: str) -> Sequence[JournalEntry]:
        """Return all facts of a case in order, to be shown; one that cannot be read is marked as damaged."""
        ...

    def since(self, seq: int, *, limit: int = 500) -> Sequence[JournalEntry]:
        """Return facts after *seq* over all cases; one that cannot be read is marked as damaged."""
        ...

    def newest(self) -> int:
        """Return the number of the last fact; 0 where there is none."""
        ...

    def counts(self, start: datetime, end: datetime) -> Mapping[str, int]:
        """Return how many facts of each kind, but those of a way, were written from *start* until before *end*."""
        ...


class Keys(Protocol):
    """Idempotency keys with the answer they got."""

    def get(self, key: str) -> tuple[str, JsonValue] | None:
        """Return (command digest, answer) of a key used before."""
        ...

    def put(self, key: str, *, digest: str, answer: JsonValue, at: datetime) -> None:
        """Remember the answer given for a key.

        Raises:
            IdempotencyKeyReused: the key stands already.
        """
        ...

    def forget(self, *, before: datetime) -> int:
        """Forget the answers given before an instant; returns how many."""
        ...


class Settings(Protocol):
    """Small durable values of this installation, such as the pack that was loaded and heartbeats."""

    def get(self, name: str) -> JsonValue:
        """Return the value, or None."""
        ...

    def put(self, name: str, value: JsonValue) -> None:
        """Keep the value."""
        ...
