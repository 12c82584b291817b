"""Numbers given to papers: per body, kind and year, without a gap; a void paper keeps its number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class GivenNumber:
    """One number of a series (`pack/body/kind/year`) and the paper that bears it."""

    series: str
    seq: int
    number: str
    case_id: str
    paper_id: str
    at: datetime


def series_of(pack: str, body: str, kind: str, year: int) -> str:
    """Return the name of the series of one body, one kind of paper and one year."""
    return f"{pack}/{body}/{kind}/{year}"


def parts_of(series: str) -> tuple[str, str, str, int]:
    """Return pack, body, kind and year of a series."""
    pack, body, kind, year = series.split("/")
    return pack, body, kind, int(year)


def gaps(last: int, given: Sequence[GivenNumber]) -> tuple[int, ...]:
    """Return the places from 1 to *last* that no paper bears; there must be none."""
    there = {each.seq for each in given}
    return tuple(seq for seq in range(1, last + 1) if seq not in there)


def twice(given: Sequence[GivenNumber]) -> tuple[str, ...]:
    """Return the numbers that more than one paper bears; there must be none."""
    counted = Counter(each.number for each in given)
    return tuple(number for number, times in counted.items() if times > 1)
