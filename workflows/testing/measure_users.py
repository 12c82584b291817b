"""Measure fifty people at their desks at once, each thinking between two pages, against a web of its own."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import quantiles

import httpx

from workflows.domain.bench import BenchLine
from workflows.testing.busy_place import BusyPlace, Size, busy_place, client_of, timed
from workflows.testing.crowd import Person

THINK_SECONDS = 2.0
AT_ONCE = 50
SLOWEST = 10
MARKS = ((50, "p50"), (95, "p95"), (99, "p99"))


@dataclass(frozen=True)
class Look:
    """A kind of page: its name, its address, how often it is asked for beside the others, and what a form sends."""

    name: str
    path: str
    weight: int
    form: Mapping[str, str] = field(default_factory=dict)


EVERYBODY = (
    Look("work list", "/desk", 8),
    Look("work list, own", "/desk?scope=own", 1),
    Look("work list, queue", "/desk?scope=group", 1),
    Look("work list by number", "/desk?sort=number", 1),
    Look("case page", "/cases/{case}", 8),
    Look("newest cases", "/cases", 3),
    Look("search by name", "/cases", 1, {"text": "赵春生"}),
    Look("search by words", "/cases", 1, {"text": "承包地相邻"}),
)
"""What all look at: mostly their list and their cases, now and then the newest of the place."""
HEADS = (
    Look("team list", "/desk?scope=team", 4),
    Look("team list, overdue", "/desk?scope=team&light=overdue", 2),
    Look("team list by type", "/desk?scope=team&type=boundary", 1),
    Look("board", "/board", 2),
    Look("board by type", "/board?by=type", 1),
    Look("reports", "/reports", 1),
)
"""What those look at besides who oversee a place."""


def measure_users(url: str, size: Size, *, minutes: float) -> Iterator[BenchLine]:
    """Yield the figures on the empty database at *url*, or on SQLite, with AT_ONCE people for *minutes*."""
    with busy_place(url, size) as place:
        yield from _load(place, minutes)


class Tally:
    """How long each kind of page took, and which could not be had."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = defaultdict(list)
        self.broken: Counter[str] = Counter()
        self.first_error = ""
        self._guard = threading.Lock()

    def look(self, client: httpx.Client, look: Look, person: Person, case: str) -> None:
        """Ask for a page and write down how it went."""
        try:
            taken, broken = _asked(client, look, person, case), ""
        except httpx.HTTPError as error:
            taken, broken = 0.0, f"{look.path}: {type(error).__name__} {error}"
        with self._guard:
            if broken:
                self.broken[look.name] += 1
                self.first_error = self.first_error or broken
            else:
                self.spent[look.name].append(taken)

    def lines(self, note: str) -> Iterator[BenchLine]:
        """Yield the figures of all together, then of the kinds that took longest."""
        every = [taken for kind in self.spent.values() for taken in kind]
        yield from _marks("users", every, f"{note}, {len(every):,} pages")
        yield BenchLine(name="users, errors", value=self.broken.total(), unit="", note=self.first_error)
        slowest = sorted(self.spent, key=lambda kind: _at(self.spent[kind], 95), reverse=True)
        for kind in slowest[:SLOWEST]:
            note = f"{len(self.spent[kind]):,} pages, {self.broken[kind]} errors"
            yield from _marks(f"users, {kind}", self.spent[kind], note)


def _asked(client: httpx.Client, look: Look, person: Person, case: str) -> float:
    path = look.path.format(case=case)
    if not look.form:
        return timed(client, path)
    began = time.perf_counter()
    client.post(path, data={"csrf_token": person.form_token, **look.form}).raise_for_status()
    return (time.perf_counter() - began) * 1e3


def _marks(name: str, spent: Sequence[float], note: str) -> Iterator[BenchLine]:
    for share, mark in MARKS:
        yield BenchLine(name=f"{name}, {mark}", value=round(_at(spent, share), 1), unit="ms", note=note)


def _at(spent: Sequence[float], share: int) -> float:
    """Return below what *share* per cent of the times lie; of one time that time, of none 0."""
    if len(spent) <= 1:
        return sum(spent)
    return quantiles(spent, n=100, method="inclusive")[share - 1]


def looks_of(person: Person) -> Sequence[Look]:
    """Return the kinds of pages that somebody of their role looks at."""
    return (*EVERYBODY, *HEADS) if person.role == "coordinator" else EVERYBODY


def _warm(place: BusyPlace) -> None:
    """Let the process load what its first pages load; what a start costs is measured by itself."""
    tally = Tally()
    for person in place.crowd[:5]:
        with client_of(place.address, person) as client:
            for look in looks_of(person):
                tally.look(client, look, person, person.cases[0])


def _load(place: BusyPlace, minutes: float) -> Iterator[BenchLine]:
    _warm(place)
    tally = Tally()
    ends = time.monotonic() + minutes * 60

    def work(person: Person, seed: int) -> None:
        dice = random.Random(seed)  # noqa: S311 - which page is asked for next is no secret
        looks = looks_of(person)
        with client_of(place.address, person) as client:
            time.sleep(dice.random() * THINK_SECONDS)
            while time.monotonic() < ends:
                (look,) = dice.choices(looks, [each.weight for each in looks])
                tally.look(client, look, person, dice.choice(person.cases))
                time.sleep(THINK_SECONDS)

    began, used = time.monotonic(), place.tree.cpu_seconds()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(work, place.crowd[:AT_ONCE], range(AT_ONCE)))
    busy = (place.tree.cpu_seconds() - used) / (time.monotonic() - began) * 100
    note = f"{place.note}; {AT_ONCE} at once, {THINK_SECONDS:g} s to think, {minutes:g} minutes"
    yield from tally.lines(note)
    yield BenchLine(name="users, processor of the web", value=round(busy, 1), unit="%", note="of one core")
