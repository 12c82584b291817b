"""One line of the benchmarks: what was measured, how much, in which unit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class BenchLine:
    """A figure measured on this machine; `note` says under which conditions."""

    name: str
    value: float
    unit: str
    note: str = ""
