"""When a timer is due: FEEL, ISO 8601 or cron in, an aware instant out, with the legal period it came from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from workflows.clock import CHINA
from workflows.engine.cron import is_cron, read_cron
from workflows.engine.drawing.model import EventDefinition, Node
from workflows.engine.expressions import evaluate
from workflows.engine.moment import Moment
from workflows.engine.spelling import plain_feel
from workflows.errors import TimerRefused
from workflows.feel import YearsMonthsDuration

_ISO = re.compile(r"""^["']?(-?P(?:[-+T\d][^"']*)?|R-?\d*(?:/[^"']*)?|\d{4}-?(?:\d|W\d)[^"']*)["']?$""")
_DURATION = re.compile(
    r"^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$"
)
FOREVER = -1
MOST_REPEATED = 100_000
FEW = 1_000
"""A cycle that fires more often than once a second ends after so many times."""


@dataclass(frozen=True)
class Length:
    """A duration: whole months by the calendar, and an exact remainder."""

    months: int = 0
    rest: timedelta = timedelta()

    def after(self, start: datetime) -> datetime:
        """Return the instant one length after *start*, months counted on the calendar of China."""
        local = start.astimezone(CHINA)
        if self.months:
            year, month = divmod(local.year * 12 + local.month - 1 + self.months, 12)
            local = _in_month(local, year, month + 1)
        return (local + self.rest).astimezone(UTC)


@dataclass(frozen=True)
class Due:
    """The next instant of a timer; `left` more times after it (-1: for ever), each `every` later."""

    at: datetime
    rule: str = ""
    started_on: date | None = None
    left: int = 0
    every: str = ""

    def moved(self, at: datetime) -> Due:
        """Return this firing at *at*; one of a cron cycle at its first turn from there on, where it has one."""
        turn = read_cron(self.every).after(at - timedelta(seconds=1)) if is_cron(self.every) else None
        return replace(self, at=turn or at)

    def following(self, now: datetime) -> Due | None:
        """Return the next firing after this one; an endless cycle leaves out what was missed before *now*."""
        if not self.left or not self.every:
            return None
        if is_cron(self.every):
            next_turn = read_cron(self.every).after(max(self.at, now))
            return replace(self, at=next_turn) if next_turn is not None else None
        length = parse_length(self.every)
        at = length.after(self.at)
        while self.left == FOREVER and at <= now:
            ahead = length.after(at)
            skipped = int((now - at) / (ahead - at)) if not length.months else 0
            at = at + skipped * (ahead - at) if skipped > 1 else ahead
        return Due(
            at, self.rule, self.started_on, self.left if self.left == FOREVER else self.left - 1, self.every
        )


def is_literal(text: str) -> bool:
    """Tell whether the timer is written as an ISO 8601 or cron literal, quoted or not, and not as FEEL."""
    return _literal(text) is not None


def _literal(text: str) -> str | None:
    for each in (text.strip(), plain_feel(text)):
        if found := _ISO.match(each):
            return found.group(1)
        if is_cron(bare := each.strip("\"'")):
            return bare
    return None


def parse_literal(text: str) -> None:
    """Read the literal so that a mistake is found at publishing.

    Raises:
        ValueError: it is no instant with a time zone, no duration and no cycle.
        TimerRefused: it is a cron cycle that never comes, or that tools read in different ways.
    """
    literal = _literal(text)
    if literal is not None:
        _from_text(literal, datetime(2000, 1, 1, tzinfo=UTC))


def due(definition: EventDefinition, facts: Mapping[str, object], moment: Moment, node: Node) -> Due:
    """Return when the timer fires.

    Raises:
        TimerRefused: the expression gives no instant, duration or cycle.
    """
    literal = _literal(definition.text)
    mark = len(moment.periods)
    value: object = literal or evaluate(definition.text.strip(), facts, moment, node)
    try:
        found = _due(value, moment.now)
    except (ValueError, OverflowError, TimerRefused) as broken:
        raise TimerRefused(
            f"The timer {node.id} ({node.file} line {node.line}) gives {value!r}, which is no instant with a time "
            "zone, no duration such as P14D and no cycle such as R3/PT1H or 0 0 9 ? * MON-FRI; correct it.",
            zh=f"定时器 {node.id}（{node.file} 第 {node.line} 行）得到 {value!r}，不是带时区的时刻、P14D 之类的时长"
            "或 R3/PT1H、0 0 9 ? * MON-FRI 之类的周期；请更正。",
            element=node.id,
            file=node.file,
            line=node.line,
        ) from broken
    asked = moment.asked(found.at) if len(moment.periods) > mark else None
    rule = asked.rule if asked is not None else _named_rule(facts, moment, node)
    return Due(found.at, rule, asked.started_on if asked is not None else None, found.left, found.every)


def _named_rule(facts: Mapping[str, object], moment: Moment, node: Node) -> str:
    """Return the statutory period that the event names, for an instant that no `period()` gave: a day agreed on."""
    named = node.properties.get("period", "")
    if not named.startswith("="):
        return named
    value = evaluate(named[1:], facts, moment, node)
    return value if isinstance(value, str) else ""


def _due(value: object, now: datetime) -> Due:
    if isinstance(value, str):
        return _from_text(value.strip(), now)
    if isinstance(value, datetime):
        return Due(_aware(value))
    if isinstance(value, date):
        return Due(datetime.combine(value, time(), CHINA).astimezone(UTC))
    if isinstance(value, timedelta):
        return Due(_forward(Length(rest=value), now))
    if isinstance(value, YearsMonthsDuration):
        return Due(_forward(Length(months=value.months), now))
    raise ValueError(value)


def _from_text(text: str, now: datetime) -> Due:
    if is_cron(text):
        return _cron(text, now)
    if text.upper().startswith("P"):
        return Due(_forward(parse_length(text), now))
    if text.upper().startswith("R"):
        return _cycle(text.upper(), now)
    return (
        _due(date.fromisoformat(text), now)
        if "T" not in text and " " not in text
        else Due(_aware(datetime.fromisoformat(text)))
    )


def _cron(text: str, now: datetime) -> Due:
    first = read_cron(text).after(now)
    if first is None:
        raise ValueError(text)
    return Due(first, left=FOREVER, every=text)


def _cycle(text: str, now: datetime) -> Due:
    head, *rest = text.split("/")
    count = head[1:]
    left = FOREVER if count in {"", "-1"} else int(count) - 1
    if not rest or len(rest) > 2 or left < FOREVER:
        raise ValueError(text)
    every = rest[0] if rest[0].startswith("P") else _between(rest, now)
    first = parse_length(every).after(now) if every == rest[0] else _from_text(rest[0], now).at
    apart = parse_length(every).after(now) - now
    if apart <= timedelta() or (apart < timedelta(seconds=1) and not 0 <= left < FEW):
        raise ValueError(text)
    if every == rest[0] and len(rest) > 1:
        left = _until(_from_text(rest[1], now).at, first, every, left)
    return Due(first, left=left, every=every)


def _between(rest: Sequence[str], now: datetime) -> str:
    """Return how far apart the firings of a cycle with a start are: by its duration, or by the first two instants."""
    if len(rest) < 2 or rest[1].startswith("P"):
        return rest[-1]
    apart = _from_text(rest[1], now).at - _from_text(rest[0], now).at
    return f"PT{int(apart.total_seconds())}S"


def _until(end: datetime, first: datetime, every: str, left: int) -> int:
    """Return how many firings follow the first one until *end*, and no more than *left* of them.

    Raises:
        ValueError: the end is before the first firing.
    """
    if end < first:
        raise ValueError(end)
    length, at, count = parse_length(every), first, 0
    if not length.months:
        count = int((end - first) / length.rest)
        return count if left == FOREVER else min(count, left)
    while count != left and count < MOST_REPEATED:
        at = length.after(at)
        if at > end:
            break
        count += 1
    return count


def parse_length(text: str) -> Length:
    """Return an ISO 8601 duration such as P1M, P2W or PT1H30M.

    Raises:
        ValueError: it is none.
    """
    found = _DURATION.match(text.strip().upper())
    if found is None:
        raise ValueError(text)
    years, months, weeks, days, hours, minutes = (int(part) if part else 0 for part in found.groups()[:6])
    seconds = float((found.group(7) or "0").replace(",", "."))
    rest = timedelta(days=weeks * 7 + days, hours=hours, minutes=minutes, seconds=seconds)
    return Length(years * 12 + months, rest)


def _forward(length: Length, now: datetime) -> datetime:
    if length.months < 0 or length.rest < timedelta():
        raise ValueError(length)
    return length.after(now)


def _aware(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError(value)
    return value.astimezone(UTC)


def _in_month(local: datetime, year: int, month: int) -> datetime:
    for day in (local.day, 30, 29, 28):
        if day <= local.day:
            try:
                return local.replace(year=year, month=month, day=day)
            except ValueError:
                continue
    raise ValueError(local)
