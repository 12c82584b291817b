"""The highest interest of a private loan: so many times the prime rate of a day, as the dated data of the law say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from workflows.domain.dated import must_follow, read_law
from workflows.errors import BrokenInterestFile
from workflows.resources import data

FILE = "interest.toml"


class Cap(BaseModel):
    """So many times the prime rate interest may be, from a day on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    times: Decimal = Field(gt=0)
    article: str
    article_en: str
    source: str
    in_force_from: date
    verified: bool = False


class PrimeRate(BaseModel):
    """The one-year loan prime rate in per cent a year, from a day until the next rate."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    percent: Decimal = Field(gt=0)
    since: date
    source: str
    parameter: bool = False
    verified: bool = False


class InterestLaw(BaseModel):
    """The caps and the prime rates of an installation, in the order of their days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cap: Sequence[Cap]
    prime: Sequence[PrimeRate]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        must_follow(row.in_force_from for row in self.cap)
        must_follow(row.since for row in self.prime)
        return self

    def highest(self, day: date | None) -> Decimal | None:
        """Return the highest lawful interest in per cent a year on *day* (None: by the newest rows).

        None where no row was in force: nothing is said of loans of that day.
        """
        last = date.max if day is None else day
        caps = [row.times for row in self.cap if row.in_force_from <= last]
        primes = [row.percent for row in self.prime if row.since <= last]
        return caps[-1] * primes[-1] if caps and primes else None


def parse_interest(content: str | bytes, where: str) -> InterestLaw:
    """Return what a file says of interest.

    Raises:
        BrokenInterestFile: it is no TOML in UTF-8, a row is wrong, or the rows do not follow one another.
    """
    return read_law(InterestLaw, content, where, BrokenInterestFile)


@cache
def stock_interest() -> InterestLaw:
    """Return the law of interest that travels with the program."""
    file = data("bpmn") / "law" / FILE
    return parse_interest(file.read_bytes(), FILE)
