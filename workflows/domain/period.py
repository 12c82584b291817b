"""From a day and a rule to a day: statutory periods, computed with their explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workflows.clock import CHINA, legal_day
from workflows.domain.calendar import Calendar, DayReason
from workflows.domain.explanation import ExcludedSpan, Explanation
from workflows.domain.period_rule import PeriodRule, RollOver, StartRule, Unit
from workflows.errors import (
    AmbiguousLocalTime,
    NaiveTimestamp,
    PeriodLengthRefused,
    PeriodOutOfRange,
    PeriodStartRefused,
    PeriodWithoutLength,
)

ONE_DAY = timedelta(days=1)
MONTHS_A_YEAR = 12
MOST_WORKING_DAYS = 25_000
"""A hundred years: each day is looked at, so a longer count would only keep the machine busy."""
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TIMED = re.compile(r"\d[T ]\d")
ZONED = re.compile(r"(?P<moment>[^\[\]]+)\[(?P<zone>[A-Za-z][A-Za-z0-9_+/-]{0,60})\]")


@dataclass(frozen=True)
class PeriodResult:
    """When a period ends.

    ``end`` is its last day (an instant for hours). ``ends_at`` is the first instant that is too late: 24:00
    of the last day, that is 00:00 of the next day in China, or the closing time of a body with business
    hours (民法典 203). ``provisional`` says that a calendar not yet published may still move it.
    """

    end: date
    ends_at: datetime
    provisional: bool
    explanation: Explanation

    @property
    def end_day(self) -> date:
        """The calendar day in China on which the period ends."""
        return legal_day(self.end) if isinstance(self.end, datetime) else self.end

    @property
    def zh(self) -> str:
        """The explanation as one Chinese text."""
        return "".join(self.explanation.sentences("zh"))

    @property
    def en(self) -> str:
        """The explanation as one English text."""
        return " ".join(self.explanation.sentences("en"))

    def in_time(self, done: date) -> bool:
        """Tell whether what was done or posted at *done* (day or aware instant) is in time (民诉法 85)."""
        if isinstance(done, datetime):
            return aware(done) < self.ends_at
        return done <= self.end_day


@dataclass(frozen=True)
class _Count:
    """What counting found: the last counted day before any roll-over, and the rest days left out."""

    last: date
    skipped: tuple[DayReason, ...] = ()
    month_end: bool = False


def compute(
    rule: PeriodRule,
    start: date,
    calendar: Calendar,
    *,
    length: int | None = None,
    closing: time | None = None,
    excluded: Sequence[ExcludedSpan] = (),
    agreed: bool = False,
) -> PeriodResult:
    """Return the end of *rule* triggered at *start*, with its explanation.

    Args:
        rule: the period; ``model_copy(update={"unit": ...})`` changes its unit where an agreement says so.
        start: the trigger day, or an aware instant (needed for hours).
        calendar: the working days known.
        length: another length, set by law or by agreement (民法典 204), in the unit of the rule.
        closing: the closing time of the body, if it keeps business hours (民法典 203).
        excluded: stretches that are not counted, such as the time of an appraisal.
        agreed: the caller changed the unit of the rule, as a law or an agreement may.

    Raises:
        PeriodWithoutLength: the rule has no length and none is given.
        PeriodLengthRefused: the length is below 1.
        PeriodStartRefused: an hour period starts on a day, or the timestamp names no zone.
        PeriodOutOfRange: the end cannot be written as a date.
    """
    size = _length(rule, length)
    if rule.unit is Unit.HOUR:
        return _hours(rule, start, calendar, size=size, agreed=agreed)
    trigger = legal_day(aware(start)) if isinstance(start, datetime) else start
    with _within_range(rule, trigger, size):
        count = _count(rule.unit, trigger, size, calendar, excluded)
        rolled = _roll_over(rule, count.last, calendar)
        end = rolled[-1].day + ONE_DAY if rolled else count.last
        ends_at = _ends_at(end, closing)
    looked_at = _looked_at(rule, trigger, count.last, end)
    explanation = Explanation(
        **_about(rule, size, trigger, agreed=agreed),
        trigger=trigger,
        first_counted=trigger + ONE_DAY,
        excluded=tuple(span for span in excluded if span.first <= count.last and span.last > trigger),
        skipped=count.skipped,
        month_end=count.month_end,
        last_counted=count.last,
        rolled_over=rolled,
        last_day=calendar.why(end),
        end=end,
        closing=closing,
        unknown_years=tuple(year for year in looked_at if year not in calendar.years),
        known_until=calendar.known_until,
    )
    return PeriodResult(end, ends_at, explanation.provisional, explanation)


@contextmanager
def _within_range(rule: PeriodRule, start: date, size: int) -> Iterator[None]:
    """Turn what the date type says about years beyond 9999 into our own words."""
    try:
        yield
    except (OverflowError, ValueError) as broken:
        raise PeriodOutOfRange(
            f"{size} {rule.unit.value} from {start} ends after the year 9999; make the period shorter.",
            zh=f"自 {start} 起 {size} {rule.unit.value} 超出可表示的年份；请缩短期间。",
            length=size,
        ) from broken


def _length(rule: PeriodRule, length: int | None) -> int:
    size = rule.length if length is None else length
    if size is None:
        raise PeriodWithoutLength(
            f"The law gives {rule.id} ({rule.title_en}) no length; give the one in the paper that sets it.",
            zh=f"{rule.id}（{rule.title}）没有法定长度；请按载明该期间的文书填写长度。",
            rule=rule.id,
        )
    if size < 1:
        raise PeriodLengthRefused(
            f"A period of {size} {rule.unit.value} cannot be counted; give a whole number of at least 1.",
            zh=f"期间长度 {size} 无法计算；请填写不小于 1 的整数。",
            length=size,
        )
    return size


def _about(rule: PeriodRule, size: int, trigger: date, *, agreed: bool) -> dict[str, object]:
    return {
        "rule": rule.id,
        "title": rule.title,
        "title_en": rule.title_en,
        "article": rule.article,
        "article_en": rule.article_en,
        "source": rule.source,
        "length": size,
        "unit": rule.unit,
        "start": rule.start,
        "rollover": rule.rollover,
        "agreed": agreed or (rule.length is not None and size != rule.length),
        "outside_force": not rule.in_force(trigger),
        "parameter": rule.parameter,
    }


def _count(
    unit: Unit, trigger: date, size: int, calendar: Calendar, excluded: Sequence[ExcludedSpan]
) -> _Count:
    if unit is Unit.WORKING_DAY:
        return _count_working_days(trigger, size, calendar, excluded)
    if unit is Unit.DAY:
        return _Count(_push(trigger, trigger + timedelta(days=size), excluded))
    months = size * MONTHS_A_YEAR if unit is Unit.YEAR else size
    corresponding = corresponding_day(trigger, months)
    last = _push(trigger, corresponding, excluded)
    return _Count(last, month_end=corresponding.day != trigger.day)


def corresponding_day(trigger: date, months: int) -> date:
    """Return the day *months* later that corresponds to *trigger*, or that month's last day (民法典 202)."""
    year, month = divmod(trigger.year * MONTHS_A_YEAR + trigger.month - 1 + months, MONTHS_A_YEAR)
    first = date(year, month + 1, 1)
    month_end = (first + timedelta(days=31)).replace(day=1) - ONE_DAY
    return first.replace(day=min(trigger.day, month_end.day))


def _push(trigger: date, plain_end: date, excluded: Sequence[ExcludedSpan]) -> date:
    """Return *plain_end* moved by every excluded day between *trigger* and the end so found."""
    end, seen = plain_end, -1
    while True:
        uncounted = sum(1 for day in _days_of(excluded) if trigger < day <= end)
        if uncounted == seen:
            return end
        end, seen = plain_end + timedelta(days=uncounted), uncounted


def _days_of(spans: Sequence[ExcludedSpan]) -> frozenset[date]:
    return frozenset(
        span.first + timedelta(days=n) for span in spans for n in range((span.last - span.first).days + 1)
    )


def _count_working_days(
    trigger: date, size: int, calendar: Calendar, excluded: Sequence[ExcludedSpan]
) -> _Count:
    if size > MOST_WORKING_DAYS:
        raise PeriodOutOfRange(
            f"{size} working days are more than a hundred years; make the period shorter.",
            zh=f"{size} 个工作日超过一百年；请缩短期间。",
            length=size,
        )
    stopped = _days_of(excluded)
    day, counted, skipped = trigger, 0, []
    while counted < size:
        day += ONE_DAY
        if day in stopped:
            continue
        if calendar.is_working_day(day):
            counted += 1
        else:
            skipped.append(calendar.why(day))
    return _Count(day, tuple(skipped))


def _roll_over(rule: PeriodRule, last: date, calendar: Calendar) -> tuple[DayReason, ...]:
    rolled: list[DayReason] = []
    if rule.rollover is RollOver.NEXT_WORKING_DAY:
        while not calendar.is_working_day(last):
            rolled.append(calendar.why(last))
            last += ONE_DAY
    return tuple(rolled)


def _looked_at(rule: PeriodRule, trigger: date, last: date, end: date) -> range:
    """Return the years whose calendar the result depends on."""
    if rule.unit is Unit.WORKING_DAY:
        return range((trigger + ONE_DAY).year, end.year + 1)
    if rule.rollover is RollOver.NONE:
        return range(0)
    return range(last.year, end.year + 1)


def _ends_at(end: date, closing: time | None) -> datetime:
    if closing is None:
        return datetime.combine(end + ONE_DAY, time.min, CHINA)
    return datetime.combine(end, closing, CHINA)


def _hours(rule: PeriodRule, start: date, calendar: Calendar, *, size: int, agreed: bool) -> PeriodResult:
    if not isinstance(start, datetime):
        raise PeriodStartRefused(
            f"A period of hours starts at an instant, not on the day {start}; write 2026-01-30T10:00+08:00.",
            zh=f"按小时计算的期间须写明起算时刻，不能只写日期 {start}；例如 2026-01-30T10:00+08:00。",
            start=start,
        )
    trigger = aware(start).astimezone(CHINA)
    first = trigger
    if rule.start is StartRule.NEXT_HOUR:
        first = trigger.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    with _within_range(rule, start, size):
        end = _later(first, size)
    explanation = Explanation(
        **_about(rule, size, trigger.date(), agreed=agreed),
        trigger=trigger,
        first_counted=first,
        last_counted=end,
        last_day=calendar.why(end.date()),
        end=end,
        known_until=calendar.known_until,
    )
    return PeriodResult(end, end, explanation.provisional, explanation)


def _later(moment: datetime, hours: int) -> datetime:
    """Return the instant *hours* later on the clock of the world, not on the wall."""
    return (moment.astimezone(ZoneInfo("UTC")) + timedelta(hours=hours)).astimezone(CHINA)


def aware(moment: datetime) -> datetime:
    """Return *moment* if it names exactly one instant.

    Raises:
        NaiveTimestamp: it carries no zone.
        AmbiguousLocalTime: the clocks were changed at that local time, so it happened twice or never.
    """
    if moment.utcoffset() is None:
        raise NaiveTimestamp(
            f"The timestamp {moment.isoformat()} names no time zone; add it, as in 2026-01-30T10:00+08:00.",
            zh=f"时间 {moment.isoformat()} 没有写明时区；请补上，例如 2026-01-30T10:00+08:00。",
            start=moment,
        )
    if moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset():
        raise AmbiguousLocalTime(
            f"{moment:%Y-%m-%d %H:%M} in {moment.tzinfo} happened twice or never; give its offset from UTC.",
            zh=f"当地时间 {moment:%Y-%m-%d %H:%M}（{moment.tzinfo}）因调整时钟而不唯一；请写明与世界时的偏移。",
            start=moment,
        )
    return moment


def _instant(text: str) -> datetime:
    """Return the instant of *text*: an offset as in ISO 8601, or the name of a zone as in RFC 9557."""
    named = ZONED.fullmatch(text)
    written = named["moment"] if named else text
    if not TIMED.search(written):
        raise ValueError(text)
    moment = datetime.fromisoformat(written)
    if named is None or moment.utcoffset() is not None:
        return moment
    return moment.replace(tzinfo=ZoneInfo(named["zone"]))


def parse_start(text: str) -> date:
    """Return the day, or the aware instant, that the ISO *text* names.

    Raises:
        PeriodStartRefused: the text is neither a date nor an instant.
        NaiveTimestamp: it is a timestamp without a zone.
        AmbiguousLocalTime: it names a zone in which that local time happened twice or never.
    """
    try:
        if ISO_DAY.fullmatch(text):
            return date.fromisoformat(text)
        moment = _instant(text)
    except (ValueError, ZoneInfoNotFoundError, OSError) as broken:
        raise PeriodStartRefused(
            f"{text!r} is no day and no instant; write 2026-01-30 or 2026-01-30T10:00+08:00.",
            zh=f"{text!r} 不是日期或时刻；请写成 2026-01-30 或 2026-01-30T10:00+08:00。",
            start=text,
        ) from broken
    return aware(moment)
