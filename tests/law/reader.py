"""A program that reads only an explanation, no rule and no calendar, and computes the date again."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from typing import Any

ONE_DAY = timedelta(days=1)


def date_from(explanation: dict[str, Any]) -> str:
    """Return the end that the JSON form of an *explanation* leads to, as ISO text."""
    length, unit = explanation["length"], explanation["unit"]
    if unit == "hour":
        return (datetime.fromisoformat(explanation["first_counted"]) + timedelta(hours=length)).isoformat()
    uncounted = _uncounted(explanation)
    if unit in ("month", "year"):
        last = _months_later(explanation, length * (12 if unit == "year" else 1), uncounted)
    else:
        last = date.fromisoformat(explanation["trigger"])
        while length:
            last += ONE_DAY
            length -= last not in uncounted
    rolled = {day["day"] for day in explanation["rolled_over"]}
    while last.isoformat() in rolled:
        last += ONE_DAY
    return last.isoformat()


def _uncounted(explanation: dict[str, Any]) -> set[date]:
    days = {date.fromisoformat(day["day"]) for day in explanation["skipped"]}
    for span in explanation["excluded"]:
        day = date.fromisoformat(span["first"])
        while day <= date.fromisoformat(span["last"]):
            days.add(day)
            day += ONE_DAY
    return days


def _months_later(explanation: dict[str, Any], months: int, uncounted: set[date]) -> date:
    trigger = date.fromisoformat(explanation["trigger"])
    whole = trigger.year * 12 + trigger.month - 1 + months
    year, month = whole // 12, whole % 12 + 1
    last = date(year, month, min(trigger.day, calendar.monthrange(year, month)[1]))
    day = trigger
    while day < last:
        day += ONE_DAY
        if day in uncounted:
            last += ONE_DAY
    return last
