"""Measure the pages at a hundred thousand open cases, and a step there beside one among few."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from statistics import median, quantiles

from workflows.domain.bench import BenchLine
from workflows.testing.busy_place import BusyPlace, Size, busy_place, client_of, timed
from workflows.testing.crowd import Person

WARM = 10
"""Looks that warm the process and are not counted."""


def measure_pages(url: str, size: Size, *, looks: int) -> Iterator[BenchLine]:
    """Yield the figures on the empty database at *url*, or on SQLite, filled to *size*.

    A place that is kept gets no steps, so that it stays as it is. *looks* pages of each kind are timed in turn.
    """
    with busy_place(url, size, steps=size.folder is None) as place:
        yield from place.told
        yield from _looks(place, looks)


def _looks(place: BusyPlace, looks: int) -> Iterator[BenchLine]:
    """Time pages one after the other, each asked for by another person."""
    dice = random.Random(7)  # noqa: S311 - which page is asked for next is no secret
    heads = [person for person in place.crowd if person.role == "coordinator"]
    for name, path, crowd in (
        ("work list", "/desk", place.crowd),
        ("case page", "/cases/{case}", place.crowd),
        ("newest cases", "/cases", place.crowd),
        ("team list", "/desk?scope=team", heads),
        ("board", "/board", heads),
        ("board by type", "/board?by=type", heads),
        ("reports", "/reports", heads),
    ):
        asked = [
            (person, path.format(case=dice.choice(person.cases))) for person in _in_turn(crowd, looks + WARM)
        ]
        yield from _timed(place, name, asked)


def _timed(place: BusyPlace, name: str, asked: Sequence[tuple[Person, str]]) -> Iterator[BenchLine]:
    """Yield how long the pages took but the first few, and what they cost."""
    for person, wanted in asked[:WARM]:
        _look(place.address, person, wanted)
    used = place.tree.cpu_seconds()
    spent = [_look(place.address, person, wanted) for person, wanted in asked[WARM:]]
    used = (place.tree.cpu_seconds() - used) / len(spent) * 1e3
    yield BenchLine(name=f"{name}, p50", value=round(median(spent), 1), unit="ms", note=place.note)
    yield BenchLine(
        name=f"{name}, p95", value=round(quantiles(spent, n=20)[18], 1), unit="ms", note=place.note
    )
    yield BenchLine(
        name=f"{name}, processor",
        value=round(used, 1),
        unit="ms",
        note=f"{place.note}; mean, one small file included",
    )


def _in_turn(crowd: Sequence[Person], many: int) -> list[Person]:
    return [crowd[turn % len(crowd)] for turn in range(many)]


def _look(address: str, person: Person, path: str) -> float:
    """Return how many milliseconds a page took on a connection that was open already."""
    with client_of(address, person) as client:
        client.get("/static/icon.svg")
        return timed(client, path)
