"""Reading and writing dates, times and durations as ISO text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workflows.feel.far import day_of, fine, later, moment_of, nanos_of
from workflows.feel.values import YearsMonthsDuration

_DATE: Final = re.compile(r"(-?(?:[0-9]{4}|[1-9][0-9]{4,8}))-([0-9]{2})-([0-9]{2})")
_TIME: Final = re.compile(
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?(Z|z|[+-][0-9]{2}:[0-9]{2}(?::[0-9]{2})?|@[A-Za-z0-9_+/-]{1,40})?"
)
_MONTHS: Final = re.compile(r"(-)?P(?:([0-9]{1,9})Y)?(?:([0-9]{1,9})M)?")
_DAYS: Final = re.compile(
    r"(-)?P(?:([0-9]{1,12})D)?"
    r"(?:T(?=[0-9])(?:([0-9]{1,12})H)?(?:([0-9]{1,12})M)?(?:([0-9]{1,12})(?:\.([0-9]{0,9}))?S)?)?"
)

Temporal = date | time | datetime | timedelta | YearsMonthsDuration


def parse_date(text: str) -> date | None:
    """Return the date written as 2026-01-31, or None."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return day_of(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def parse_zone(text: str | None) -> tzinfo | None:
    """Return the offset or zone written as Z, +08:00 or @Asia/Shanghai. Raises ValueError when there is none such."""
    if text is None:
        return None
    if text in {"Z", "z"}:
        return UTC
    if text.startswith("@"):
        try:
            return ZoneInfo(text[1:])
        except (ZoneInfoNotFoundError, OSError) as unknown:
            raise ValueError(text) from unknown
    parts = [int(part) for part in text[1:].split(":")]
    offset = timedelta(hours=parts[0], minutes=parts[1], seconds=parts[2] if len(parts) > 2 else 0)
    if offset > timedelta(hours=18) or max(parts[1:]) > 59:
        raise ValueError(text)
    return timezone(-offset if text[0] == "-" else offset)


def parse_time(text: str) -> time | None:
    """Return the time written as 10:30:00, with fraction, offset or zone, or None."""
    match = _TIME.fullmatch(text.removeprefix("T"))
    if match is None:
        return None
    micros, nanos = divmod(int((match[4] or "0").ljust(9, "0")), 1_000)
    try:
        return fine(time(int(match[1]), int(match[2]), int(match[3]), micros, parse_zone(match[5])), nanos)
    except ValueError:
        return None


def parse_datetime(text: str) -> datetime | None:
    """Return the date and time written as 2026-01-31T10:30:00, or None; a bare date means its midnight."""
    day, sign, moment = text.partition("T")
    on = parse_date(day)
    if on is None or (sign and not moment):
        return None
    if not sign:
        return moment_of(on, time())
    night = moment.startswith("24:00:00")  # the end of a day is the midnight of the next
    at = parse_time("00" + moment[2:] if night else moment)
    if at is None or moment.startswith("T") or (night and (at.microsecond or nanos_of(at))):
        return None
    return later(moment_of(on, at), timedelta(days=1)) if night else moment_of(on, at)


def parse_duration(text: str) -> timedelta | YearsMonthsDuration | None:
    """Return the duration written as P1Y2M or P3DT4H, or None; years and days do not mix."""
    months = _MONTHS.fullmatch(text)
    if months is not None and (months[2] or months[3]):
        total = int(months[2] or 0) * 12 + int(months[3] or 0)
        return YearsMonthsDuration(-total if months[1] else total)
    days = _DAYS.fullmatch(text)
    if days is None or not any(days.groups()[1:]):
        return None
    micros = int((days[6] or "0").ljust(6, "0")[:6])
    try:
        span = timedelta(
            days=int(days[2] or 0),
            hours=int(days[3] or 0),
            minutes=int(days[4] or 0),
            seconds=int(days[5] or 0),
            microseconds=micros,
        )
    except OverflowError:
        return None
    return -span if days[1] else span


def parse_temporal(text: str) -> Temporal | None:
    """Return the value of an @-literal: a date, time, date and time, or duration; or None."""
    if text.lstrip("-").startswith("P"):
        return parse_duration(text)
    if "T" in text[1:]:
        return parse_datetime(text)
    return parse_date(text) or parse_time(text)


def write_zone(zone: tzinfo | None, offset: timedelta | None) -> str:
    """Return the offset or zone as text: Z, +08:00, @Asia/Shanghai or nothing."""
    if isinstance(zone, ZoneInfo):
        return f"@{zone.key}"
    if offset is None:
        return ""
    if not offset:
        return "Z"
    seconds = int(abs(offset).total_seconds())
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    tail = f":{seconds:02}" if seconds else ""
    return f"{'-' if offset < timedelta() else '+'}{hours:02}:{minutes:02}{tail}"


def write_time(value: time) -> str:
    """Return a time as ISO text with its offset or zone."""
    fraction = f".{value.microsecond:06}{nanos_of(value):03}".rstrip("0").rstrip(".")
    return f"{value:%H:%M:%S}{fraction}{write_zone(value.tzinfo, value.utcoffset())}"


def write_datetime(value: datetime) -> str:
    """Return a date and time as ISO text with its offset or zone."""
    zone = write_zone(value.tzinfo, value.utcoffset())
    return f"{value.date().isoformat()}T{write_time(value.time())}{zone}"


def write_duration(value: timedelta) -> str:
    """Return a days and time duration as ISO text, largest units first: P1DT2H."""
    micros = abs(value) // timedelta(microseconds=1)
    seconds, fraction = divmod(micros, 1_000_000)
    days, seconds = divmod(seconds, 86_400)
    hours, seconds = divmod(seconds, 3_600)
    minutes, seconds = divmod(seconds, 60)
    tail = f".{fraction:06}".rstrip("0") if fraction else ""
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
    clock += f"{seconds}{tail}S" if seconds or fraction else ""
    text = (f"{days}D" if days else "") + (f"T{clock}" if clock else "")
    return ("-" if value < timedelta() else "") + "P" + (text or "T0S")
