"""Who asks: the person and the place behind the transactions of one request; without a request it is the machine.

The web names them once, at its door. A transaction takes from here what its audit row says, and on PostgreSQL whose
rows it may see. It rides on a context variable so that no use case can forget to hand it on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from workflows.domain.actor import Actor


@dataclass
class Asking:
    """One request: the keyed digest of its address, the actor as soon as the door knows, and what was opened.

    `readings` are (case id, action) of the cases whose content the request has seen.
    """

    place: str = ""
    actor: Actor | None = None
    readings: set[tuple[str, str]] = field(default_factory=set)


_asking: ContextVar[Asking | None] = ContextVar("asking", default=None)


def asking() -> Asking | None:
    """Return the request behind the code that runs now; None for the machine's own work."""
    return _asking.get()


def opened(case_id: str, action: str) -> None:
    """Remember that the request has seen the content of a case; the machine's own reading is not counted."""
    who = _asking.get()
    if who is not None:
        who.readings.add((case_id, action))


@contextmanager
def asked(who: Asking) -> Iterator[Asking]:
    """Let everything in the block, its threads included, run for this request."""
    token = _asking.set(who)
    try:
        yield who
    finally:
        _asking.reset(token)


@contextmanager
def as_system() -> Iterator[None]:
    """Let the block run as the machine: what follows from a request beyond what its actor may see."""
    token = _asking.set(None)
    try:
        yield
    finally:
        _asking.reset(token)
