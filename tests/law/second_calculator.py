"""A second calculator of periods, written another way: it walks from day to day and asks a library, not our files."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

import chinese_calendar

LAST_YEAR = 2026
Works = Callable[[date], bool]


@cache
def people_work(day: date) -> bool:
    """Tell whether people work on *day*; beyond the library's years only weekends are free."""
    if 2007 <= day.year <= LAST_YEAR:
        return bool(chinese_calendar.is_workday(day))
    return day.strftime("%a") not in ("Sat", "Sun")


def walk_to_end(start: date, length: int, unit: str, works: Works = people_work) -> date:
    """Return the last day of *length* *unit* after *start*, walking one day at a time."""
    today, left, months = start, length, 0
    while True:
        today = today + timedelta(days=1)
        if unit == "day":
            left -= 1
            reached = left == 0
        elif unit == "working-day":
            left -= 1 if works(today) else 0
            reached = left == 0
        else:
            wanted = length * 12 if unit == "year" else length
            months += 1 if today.day == 1 else 0
            reached = months == wanted and _corresponds(today, start)
        if reached:
            break
    while not works(today):
        today = today + timedelta(days=1)
    return today


def _corresponds(today: date, start: date) -> bool:
    """Tell whether *today* is the day of the month of *start*, or the last day of a month too short for it."""
    days_in_month = calendar.monthrange(today.year, today.month)[1]
    return today.day == start.day or (today.day == days_in_month and start.day > days_in_month)


def walk_through(start: date, length: int, unit: str, stops: list[tuple[date, date]], works: Works) -> date:
    """Return the last day where the days of *stops* (first and last uncounted day) are not counted."""
    today, left = start, length
    while left:
        today = today + timedelta(days=1)
        stopped = any(first <= today <= last for first, last in stops)
        if not stopped and (unit == "day" or works(today)):
            left -= 1
    while not works(today):
        today = today + timedelta(days=1)
    return today
