"""A pack: one place's tiers, bodies, people, numbering and choices, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Pack:
    """What `pack.toml` says; `numbering` maps a series (`case`, `agreement`, `volume`...) to its pattern.

    A pattern may use {year}, {seq}, {seq:04d}, {short} (the body's short name) and {place}.
    """

    id: str
    title: str
    title_en: str = ""
    place: str = ""
    procedure: str = "dispute"
    sample: bool = False
    numbering: Mapping[str, str] = field(default_factory=dict)
    yellow_days: int = 3
    data: Mapping[str, Any] = field(default_factory=dict)

    def number(self, series: str, *, year: int, seq: int, short: str, pattern: str = "") -> str:
        """Return the number that *series* gives in this place, such as (2026)云青调字第12号.

        The place's own pattern goes before *pattern*, which comes with the document.
        """
        pattern = self.numbering.get(series) or pattern or "{short}{year}-{seq}"
        return pattern.format(year=year, seq=seq, short=short, place=self.place)
