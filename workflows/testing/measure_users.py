"""Measure fifty people at their desks at once, each thinking between two pages, against a web of its own."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import median, quantiles

import httpx

from workflows.domain.bench import BenchLine
from workflows.testing.busy_place import BusyPlace, busy_place, client_of, timed
from workflows.testing.crowd import Person

THINK_SECONDS = 2.0
AT_ONCE = 50
WARM = 5
PATHS = ("/desk", "/desk", "/cases/{case}", "/cases/{case}", "/cases")
"""What they look at: mostly their list and their cases, now and then the newest of the place."""


def measure_users(url: str = "", *, cases: int, people: int, minutes: float) -> Iterator[BenchLine]:
    """Yield the figures on the empty database at *url*, or on SQLite, with AT_ONCE people for *minutes*."""
    with busy_place(url, cases=cases, people=people) as place:
        yield from _load(place, minutes)


class Tally:
    """How long each page took, and which could not be had."""

    def __init__(self) -> None:
        self.spent: list[float] = []
        self.errors: list[str] = []
        self._guard = threading.Lock()

    def look(self, client: httpx.Client, path: str) -> None:
        """Ask for a page and write down how it went."""
        try:
            taken, broken = timed(client, path), ""
        except httpx.HTTPError as error:
            taken, broken = 0.0, f"{path}: {type(error).__name__} {error}"
        with self._guard:
            if broken:
                self.errors.append(broken)
            else:
                self.spent.append(taken)


def _warm(place: BusyPlace) -> None:
    """Let the process load what its first pages load; what a start costs is measured by itself."""
    for person in place.crowd[:WARM]:
        with client_of(place.address, person) as client:
            for path in dict.fromkeys(PATHS):
                timed(client, path.format(case=person.cases[0]))


def _load(place: BusyPlace, minutes: float) -> Iterator[BenchLine]:
    _warm(place)
    tally = Tally()
    ends = time.monotonic() + minutes * 60

    def work(person: Person, seed: int) -> None:
        dice = random.Random(seed)  # noqa: S311 - which page is asked for next is no secret
        with client_of(place.address, person) as client:
            time.sleep(dice.random() * THINK_SECONDS)
            while time.monotonic() < ends:
                tally.look(client, dice.choice(PATHS).format(case=dice.choice(person.cases)))
                time.sleep(THINK_SECONDS)

    began, used = time.monotonic(), place.tree.cpu_seconds()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(work, place.crowd[:AT_ONCE], range(AT_ONCE)))
    busy = (place.tree.cpu_seconds() - used) / (time.monotonic() - began) * 100
    note = (
        f"{place.note}; {AT_ONCE} at once, {THINK_SECONDS:g} s to think, {minutes:g} minutes, "
        f"{len(tally.spent):,} pages"
    )
    for name, value in (
        ("p50", median(tally.spent)),
        ("p95", quantiles(tally.spent, n=20)[18]),
        ("p99", quantiles(tally.spent, n=100)[98]),
    ):
        yield BenchLine(name=f"users, {name}", value=round(value, 1), unit="ms", note=note)
    yield BenchLine(name="users, errors", value=len(tally.errors), unit="", note="; ".join(tally.errors[:1]))
    yield BenchLine(name="users, processor of the web", value=round(busy, 1), unit="%", note="of one core")
