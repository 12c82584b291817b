"""One step's world: the instant, the case document, the law, and what the step leaves behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from workflows.domain.law import Law
from workflows.domain.pause import pauses_of
from workflows.domain.step import Decision, Request, Thrown, Visit
from workflows.errors import TimerRefused
from workflows.feel import near


@dataclass(frozen=True)
class AskedPeriod:
    """A statutory period that an expression asked for: the rule, the day it started, the instant it ends."""

    rule: str
    started_on: date
    ends_at: datetime


@lru_cache(maxsize=1024)
def _end(law: Law, rule: str, start: date) -> datetime:
    """Return when a period from a day ends; cases of one day ask for the same ones."""
    return law.due(rule, start).ends_at


@dataclass
class Moment:
    """What expressions may see, and the record of what happened.

    `until` is the instant of the step; `now` goes before it while a timer fires that was due earlier.
    """

    now: datetime
    case: Mapping[str, object]
    law: Law | None = None
    visits: list[Visit] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    thrown: list[Thrown] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    periods: list[AskedPeriod] = field(default_factory=list)
    changes: dict[str, object] = field(default_factory=dict)
    functions: Mapping[str, Callable[..., object]] = field(init=False)
    until: datetime = field(init=False)

    def __post_init__(self) -> None:
        """Bind the functions that diagrams may call."""
        if self.now.tzinfo is None:
            raise TimerRefused(
                "The instant of this step has no time zone; give it as an aware instant in UTC.",
                zh="本步骤的时间没有时区；请提供带时区的 UTC 时间。",
            )
        self.functions = {"period": self.period}
        self.until = self.now

    def period(self, rule: object, start: object) -> datetime | None:
        """Return the instant at which the statutory period *rule*, started at *start*, ends; null for no start.

        Pauses of the case (appraisal, hearing) are left out where the law leaves them out.

        Raises:
            TimerRefused: the engine was built without the law, or the arguments are no rule and no day.
        """
        if start is None:
            return None
        begun = near(start)
        if self.law is None or not isinstance(rule, str) or not isinstance(begun, date):
            raise TimerRefused(
                f"period({rule!r}, {start!r}) needs the id of a legal period and a day; correct the expression.",
                zh=f"period({rule!r}, {start!r}) 需要法定期间的编号和日期；请修改表达式。",
            )
        pauses = pauses_of(self.case)
        if pauses or isinstance(begun, datetime):
            ends_at = self.law.due(rule, begun, pauses=pauses).ends_at
        else:
            ends_at = _end(self.law, rule, begun)
        day = begun.date() if isinstance(begun, datetime) else begun
        self.periods.append(AskedPeriod(rule, day, ends_at))
        return ends_at

    def write(self, path: str, value: object) -> None:
        """Write *value* into the case document at a dotted *path*, visible to every later expression of this step."""
        *way, last = path.split(".")
        case = dict(self.case)
        inner: dict[str, object] = case
        for name in way:
            section = inner.get(name)
            copied: dict[str, object] = dict(section) if isinstance(section, Mapping) else {}
            inner[name] = copied
            inner = copied
        inner[last] = value
        self.case = case
        self.changes[path] = value

    def asked(self, instant: datetime) -> AskedPeriod | None:
        """Return the period asked for last that ends at *instant*."""
        return next((each for each in reversed(self.periods) if each.ends_at == instant), None)
