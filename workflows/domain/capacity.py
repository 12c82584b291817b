"""From which age a person acts alone, in part or fully: as the dated data of the law say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from workflows.domain.dated import must_follow, read_law
from workflows.errors import BrokenCapacityFile
from workflows.resources import data

FILE = "capacity.toml"


class Ages(BaseModel):
    """The ages of one law in full years, from its day on until the next."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    full: int = Field(gt=0)
    labour: int = Field(gt=0)
    limited: int = Field(gt=0)
    article: str
    article_en: str
    source: str
    in_force_from: date
    verified: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.limited < self.labour <= self.full:
            raise ValueError("limited comes before labour, labour not after full")
        return self


class CapacityLaw(BaseModel):
    """The ages of an installation, in the order of their days."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    age: Sequence[Ages] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        must_follow(row.in_force_from for row in self.age)
        return self

    def on(self, day: date | None) -> Ages:
        """Return the ages on *day* (None: the newest; before the first row: those of the first)."""
        rows = [row for row in self.age if day is None or row.in_force_from <= day]
        return rows[-1] if rows else self.age[0]


def parse_capacity(content: str | bytes, where: str) -> CapacityLaw:
    """Return what a file says of capacity.

    Raises:
        BrokenCapacityFile: it is no TOML in UTF-8, a row is wrong, or the rows do not follow one another.
    """
    return read_law(CapacityLaw, content, where, BrokenCapacityFile)


@cache
def stock_capacity() -> CapacityLaw:
    """Return the ages that travel with the program."""
    file = data("bpmn") / "law" / FILE
    return parse_capacity(file.read_bytes(), FILE)


def years_between(birth: date, day: date) -> int:
    """Return the full years of somebody born on *birth* on *day*; the birthday itself counts."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
