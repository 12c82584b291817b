"""What a simulated year is made of: shares of tiers, lives, channels and types, drawn from data with one seed."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from workflows.clock import CHINA
from workflows.domain.organisation import Organisation
from workflows.errors import UnknownPack
from workflows.usecases.catalogue import Catalogue

DAYS_A_YEAR = 365
FIRST_HOUR, HOURS = 9, 8


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """One dispute that comes in: when, where, of what kind, and how its life is to go."""

    at: datetime
    tier: str
    org_id: str
    life: str
    channel: str
    type: str
    people: int
    amount: int
    danger: bool


@dataclass(frozen=True)
class Plan:
    """The data of `simulation.toml`."""

    words: Mapping[str, Any]

    @property
    def most_steps(self) -> int:
        """Return how many steps a case may take before it is counted as unfinished."""
        return int(self.words["steps"])

    @property
    def rest_days(self) -> int:
        """Return the longest rest between two steps, in days."""
        return int(self.words["rest_days"])

    def answers(self, life: str) -> Mapping[str, Sequence[Any]]:
        """Return {form.path: values to give one after the other} of a life."""
        return {**self.words["answers"], **self.words["lives"][life]["answers"]}

    def scope(self, tier: str) -> str:
        """Return the scope that keeps a case at *tier*."""
        return str(self.words["scope"][tier])


def read_plan(catalogue: Catalogue, pack: str) -> Plan:
    """Return the plan of *pack*.

    Raises:
        UnknownPack: the pack is not on the shelf, or has no simulation.toml.
    """
    catalogue.pack(pack)
    file = catalogue.pack_folder(pack) / "simulation.toml"
    if not file.is_file():
        raise UnknownPack(
            f"The pack {pack!r} has no simulation.toml; write one beside its pack.toml.",
            zh=f"辖区包 {pack!r} 没有 simulation.toml；请在 pack.toml 旁写一份。",
            pack=pack,
        )
    return Plan(tomllib.loads(file.read_text("utf-8")))


def arrivals(plan: Plan, bodies: Sequence[Organisation], cases: int, dice: random.Random) -> list[Arrival]:
    """Return *cases* arrivals of a year in the order in which they come."""
    begins: date = plan.words["begins"]
    places = {
        tier: sorted(each.id for each in bodies if each.kind == kind)
        for tier, kind in plan.words["tier_kind"].items()
    }
    instants = sorted(_instant(begins, dice) for _ in range(cases))
    return [_arrival(plan, places, at, dice) for at in instants]


def _instant(begins: date, dice: random.Random) -> datetime:
    day = begins + timedelta(days=dice.randrange(DAYS_A_YEAR))
    hour = time(FIRST_HOUR + dice.randrange(HOURS), dice.randrange(60))
    return datetime.combine(day, hour, CHINA).astimezone(UTC)


def _arrival(plan: Plan, places: Mapping[str, Sequence[str]], at: datetime, dice: random.Random) -> Arrival:
    words = plan.words
    tier = drawn(words["tiers"], dice)
    lives = {name: life["shares"][tier] for name, life in words["lives"].items() if tier in life["shares"]}
    calm = words["danger"].get(tier, 0)
    return Arrival(
        at=at,
        tier=tier,
        org_id=dice.choice(places[tier]),
        life=drawn(lives, dice),
        channel=drawn(words["channels"][tier], dice),
        type=drawn(words["types"], dice),
        people=dice.choice(words["sizes"]["people"]),
        amount=dice.choice(words["sizes"]["amount"]),
        danger=dice.randrange(int(words["tiers"][tier])) < calm,
    )


def drawn(shares: Mapping[str, int], dice: random.Random) -> str:
    """Return one of *shares* with the probability of its share."""
    (one,) = dice.choices(list(shares), weights=list(shares.values()))
    return one


def given(values: Mapping[str, Sequence[Any]]) -> Mapping[str, Iterator[Any]]:
    """Return for each field its values one after the other, the last one for ever."""
    return {name: _lasting(each) for name, each in values.items()}


def _lasting(values: Sequence[Any]) -> Iterator[Any]:
    yield from values
    while True:
        yield values[-1]
