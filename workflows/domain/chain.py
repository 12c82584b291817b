"""The hash chain of a case's history: each entry carries the digest of the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, JsonValue

from workflows.domain.canonical import canonical, plain, sha256
from workflows.domain.journal import JournalEntry

FORMAT = "hewei-history"


class ChainEntry(BaseModel):
    """One fact of the history; `hash` is the SHA-256 of the canonical JSON of all the rest, `prev` included."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int
    rev: int
    at: str
    actor: str
    kind: str
    element: str
    data: dict[str, JsonValue]
    prev: str
    hash: str

    def digest(self) -> str:
        """Return what `hash` must be."""
        return sha256(canonical(self.model_dump(exclude={"hash"})))


class History(BaseModel):
    """The member history.json: the facts of one case from the first to the one before filing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: str
    version: int
    case: str
    entries: tuple[ChainEntry, ...]

    def head(self) -> str:
        """Return the digest that stands for the whole history: of its last entry, or the seed if it has none."""
        return self.entries[-1].hash if self.entries else seed(self.case)

    def encoded(self) -> bytes:
        """Return the history as canonical JSON."""
        return canonical(self.model_dump(mode="json"))


@dataclass(frozen=True)
class Break:
    """Where a history is broken: at which entry (counted from 1), and why, as a stable name."""

    entry: int
    rule: str


def seed(case: str) -> str:
    """Return the digest before the first entry; it binds the history to the case number."""
    return sha256(canonical({"case": case, "format": FORMAT}))


def link(case: str, facts: Iterable[JournalEntry]) -> History:
    """Return the facts of *case*, in the order given, as a chain."""
    entries: list[ChainEntry] = []
    previous = seed(case)
    for number, fact in enumerate(facts, start=1):
        unsealed = ChainEntry(n=number, prev=previous, hash="", **_words(fact))
        entry = unsealed.model_copy(update={"hash": unsealed.digest()})
        entries.append(entry)
        previous = entry.hash
    return History(format=FORMAT, version=1, case=case, entries=tuple(entries))


def find_break(case: str, entries: Sequence[ChainEntry]) -> Break | None:
    """Return the first place where the chain does not hold, or None."""
    previous = seed(case)
    for number, entry in enumerate(entries, start=1):
        if entry.n != number:
            return Break(number, "history-order")
        if entry.prev != previous:
            return Break(number, "history-link")
        if entry.hash != entry.digest():
            return Break(number, "history-entry")
        previous = entry.hash
    return None


KEPT_BACK = frozenset({"reason"})
"""What somebody wrote in their own words stays with the body that keeps the case (民诉法解释 107)."""


def _words(entry: JournalEntry) -> Mapping[str, object]:
    told = {name: value for name, value in entry.fact.data.items() if name not in KEPT_BACK}
    data = plain(told)
    return {
        "rev": entry.rev,
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "kind": entry.fact.kind,
        "element": entry.fact.element,
        "data": data if isinstance(data, dict) else {},
    }
