"""The limits of a form's days as a browser's calendar knows them."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.usecases.day_limits import DayLimit


def days_of(limits: Mapping[str, DayLimit]) -> dict[str, dict[str, str]]:
    """Return the attributes `min` and `max` of each limited field, by path."""
    return {path: _attributes(limit) for path, limit in limits.items()}


def _attributes(limit: DayLimit) -> dict[str, str]:
    known = (("min", limit.earliest), ("max", limit.latest))
    return {name: day.isoformat() for name, day in known if day is not None}
