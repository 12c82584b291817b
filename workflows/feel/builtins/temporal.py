"""Builtins of time: dates, times, durations, and what the calendar says of a date."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Final

from workflows.clock import CHINA
from workflows.errors import FeelClockMissing
from workflows.feel.far import day_of, fine, moment_of
from workflows.feel.limits import Run
from workflows.feel.registry import builtin
from workflows.feel.temporal_text import parse_date, parse_datetime, parse_duration, parse_time
from workflows.feel.values import Mismatch, YearsMonthsDuration

_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _whole(value: Decimal) -> int:
    if value != value.to_integral_value() or value.adjusted() > 9:
        raise Mismatch("This should be a whole number.", "此处应为整数。")
    return int(value)


@builtin("date(from: string)")
def _date_text(text: str) -> date | None:
    return parse_date(text)


@builtin("date(from: date|date and time)")
def _date_of(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


@builtin("date(year: number, month: number, day: number)")
def _date_parts(year: Decimal, month: Decimal, day: Decimal) -> date | None:
    try:
        return day_of(_whole(year), _whole(month), _whole(day))
    except (ValueError, OverflowError):
        return None


@builtin("time(from: string)")
def _time_text(text: str) -> time | None:
    return parse_time(text)


@builtin("time(from: time|date and time|date)")
def _time_of(value: time | date) -> time:
    if isinstance(value, datetime):
        return value.timetz()
    return value if isinstance(value, time) else time(tzinfo=timezone.utc)  # noqa: UP017


@builtin("time(hour: number, minute: number, second: number, offset?: days and time duration|null)")
def _time_parts(hour: Decimal, minute: Decimal, second: Decimal, offset: timedelta | None) -> time | None:
    if not 0 <= second < 60:
        return None
    micros, nanos = divmod(int(second % 1 * 1_000_000_000), 1_000)
    try:
        zone = None if offset is None else timezone(offset)
        return fine(time(_whole(hour), _whole(minute), int(second), micros, zone), nanos)
    except (ValueError, OverflowError):
        return None


@builtin("date and time(from: string)")
def _moment_text(text: str) -> datetime | None:
    return parse_datetime(text)


@builtin("date and time(from: date and time|date)")
def _moment_of(value: date) -> datetime:
    return value if isinstance(value, datetime) else moment_of(value, time())


@builtin("date and time(date: date|date and time, time: time)")
def _moment_parts(day: date, at: time) -> datetime:
    return moment_of(_date_of(day), at)


@builtin("duration(from: string)")
def _duration_text(text: str) -> timedelta | YearsMonthsDuration | None:
    return parse_duration(text)


@builtin("duration(from: duration)")
def _duration_of(value: object) -> object:
    return value


@builtin("years and months duration(from: date|date and time, to: date|date and time)")
def _months_between(start: date, end: date) -> YearsMonthsDuration:
    first, second = min(_date_of(start), _date_of(end)), max(_date_of(start), _date_of(end))
    months = (second.year - first.year) * 12 + second.month - first.month - (second.day < first.day)
    return YearsMonthsDuration(months if _date_of(start) <= _date_of(end) else -months)


@builtin("now()")
def _now(run: Run) -> datetime:
    if run.now is None:
        raise FeelClockMissing(
            zh="表达式使用了 now() 或 today()，但此处没有提供当前时刻；请改用案件中的日期。"
        )
    return run.now.astimezone(CHINA) if run.now.tzinfo else run.now


@builtin("today()")
def _today(run: Run) -> date:
    return _now(run).date()


@builtin("day of year(date: date|date and time)")
def _day_of_year(value: date) -> Decimal:
    return Decimal(value.timetuple().tm_yday)


@builtin("day of week(date: date|date and time)")
def _day_of_week(value: date) -> str:
    return _DAYS[value.weekday()]


@builtin("month of year(date: date|date and time)")
def _month_of_year(value: date) -> str:
    return _MONTHS[value.month - 1]


@builtin("week of year(date: date|date and time)")
def _week_of_year(value: date) -> Decimal:
    return Decimal(value.isocalendar().week)


@builtin("last day of month(date: date|date and time)")
def _last_day(value: date) -> Decimal:
    return Decimal(monthrange(value.year, value.month)[1])
