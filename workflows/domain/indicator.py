"""Indicators: what is counted or divided by what, with the definition in words, as formulas over counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

Counts = Mapping[str, int]
HUNDRED = Decimal(100)
FEN = Decimal(100)


class Unit(StrEnum):
    """What a figure is: cases, people, a share in percent, money in yuan, days, or plain pieces."""

    CASES = "cases"
    PEOPLE = "people"
    PERCENT = "percent"
    MONEY = "money"
    DAYS = "days"
    PIECES = "pieces"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One indicator: its formula divides the sum of `over` by that of `under`, or only sums; `key` ones show first."""

    id: str
    zh: str
    en: str
    means: str
    means_en: str
    unit: Unit
    over: tuple[str, ...]
    under: tuple[str, ...] = ()
    key: bool = False

    def value(self, counts: Counts) -> Decimal | None:
        """Return the figure; None where nothing is there to divide by."""
        top = Decimal(sum(counts.get(name, 0) for name in self.over))
        if not self.under:
            return top / FEN if self.unit is Unit.MONEY else top
        bottom = sum(counts.get(name, 0) for name in self.under)
        if not bottom:
            return None
        return top / bottom * (HUNDRED if self.unit is Unit.PERCENT else 1)

    @property
    def measures(self) -> frozenset[str]:
        """What of a case enters the figure."""
        return frozenset((*self.over, *self.under))

    def base(self, counts: Counts) -> int:
        """Return how many cases the figure stands on: the smaller of what is counted and what it is part of."""
        names = (
            (self.under, self.over)
            if self.under and self.unit is Unit.PERCENT
            else (self.under or self.over,)
        )
        return min(sum(counts.get(name, 0) for name in each) for each in names)


def rounded(value: Decimal, places: int = 0) -> Decimal:
    """Return *value* with *places* digits, halves away from zero, as the published tables round."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def year_on_year(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """Return the change against the same period a year before, in percent; None without a year before (同比)."""
    if now is None or not before:
        return None
    return (now - before) / before * HUNDRED


def earlier(now: Decimal, change: Decimal) -> Decimal:
    """Return what a year before must have been for *now* to be a *change* of so many percent."""
    return now / (1 + change / HUNDRED)


def read_indicators(rows: Iterable[Mapping[str, Any]]) -> tuple[Indicator, ...]:
    """Return the indicators that the tables of `indicators.toml` define, in their order."""
    return tuple(
        Indicator(
            id=row["id"],
            zh=row["zh"],
            en=row["en"],
            means=row["means"],
            means_en=row["means_en"],
            unit=Unit(row["unit"]),
            over=tuple(row["over"]),
            under=tuple(row.get("under", ())),
            key=bool(row.get("key", False)),
        )
        for row in rows
    )
