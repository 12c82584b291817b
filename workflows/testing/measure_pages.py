"""Measure the pages at a hundred thousand open cases, and a step there beside one among few."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from statistics import median, quantiles

from workflows.domain.bench import BenchLine
from workflows.testing.busy_place import BusyPlace, busy_place, client_of, timed
from workflows.testing.crowd import Person

WARM = 10
"""Looks that warm the process and are not counted."""


def measure_pages(url: str = "", *, cases: int, people: int, looks: int) -> Iterator[BenchLine]:
    """Yield the figures on the empty database at *url*, or on SQLite, at *cases* open cases of *people* people.

    *looks* pages of each kind are timed one after the other.
    """
    with busy_place(url, cases=cases, people=people, steps=True) as place:
        yield from place.told
        yield from _looks(place, looks)


def _looks(place: BusyPlace, looks: int) -> Iterator[BenchLine]:
    """Time pages one after the other, each asked for by another person."""
    dice = random.Random(7)  # noqa: S311 - which page is asked for next is no secret
    for name, path in (("work list", "/desk"), ("case page", "/cases/{case}"), ("newest cases", "/cases")):
        asked = [
            (person, path.format(case=dice.choice(person.cases)))
            for person in _in_turn(place.crowd, looks + WARM)
        ]
        for person, wanted in asked[:WARM]:
            _look(place.address, person, wanted)
        used = place.tree.cpu_seconds()
        spent = [_look(place.address, person, wanted) for person, wanted in asked[WARM:]]
        used = (place.tree.cpu_seconds() - used) / looks * 1e3
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
