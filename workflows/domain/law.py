"""The law of time of one place: its legal periods and its calendar, ready to answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, time

from workflows.domain.calendar import Calendar
from workflows.domain.pause import Pause, not_counted
from workflows.domain.period import PeriodResult, compute
from workflows.domain.period_rule import PeriodRule, Unit, plain_rule
from workflows.errors import PeriodBeforeCalendars, PeriodUnitRefused, UnknownPeriod


class Law:
    """Legal periods by id, and the working days known."""

    def __init__(
        self, rules: Iterable[PeriodRule], calendar: Calendar, aliases: Mapping[str, str] | None = None
    ) -> None:
        """Index *rules* by id; *aliases* give the main row of a short name (D08 for D08a)."""
        self.calendar = calendar
        self._aliases = dict(aliases or {})
        self._rules = {rule.id: rule for rule in rules}

    @property
    def rules(self) -> tuple[PeriodRule, ...]:
        """Every legal period, in the order of the file."""
        return tuple(self._rules.values())

    @property
    def known_until(self) -> date | None:
        """The last day covered by an official calendar."""
        return self.calendar.known_until

    def known_in(self, year: int) -> Law:
        """Return the same periods with the calendar as it was known when *year* was the last year published."""
        return Law(self.rules, self.calendar.until(year), self._aliases)

    def rule(self, rule_id: str) -> PeriodRule:
        """Return the period with this id or short name.

        Raises:
            UnknownPeriod: there is none.
        """
        rule = self._rules.get(self._aliases.get(rule_id, rule_id))
        if rule is None:
            raise UnknownPeriod(
                f"There is no legal period {rule_id!r}; the ids are {', '.join(self._rules)}.",
                zh=f"没有编号为 {rule_id!r} 的法定期间；可用的编号：{'、'.join(self._rules)}。",
                rule=rule_id,
            )
        return rule

    def due(
        self,
        rule_id: str,
        start: date,
        *,
        length: int | None = None,
        unit: str | None = None,
        closing: time | None = None,
        pauses: Iterable[Pause] = (),
    ) -> PeriodResult:
        """Return when the period *rule_id*, triggered at *start* (a day or an aware instant), ends.

        Args:
            rule_id: an id of ``bpmn/law/periods.toml``, such as D20.
            start: the trigger day, or an aware instant.
            length: another length, set by law or agreement (民法典 204), or the length of a parameter.
            unit: the unit of *length* where it is not the rule's.
            closing: the closing time of a body with business hours.
            pauses: what happened to the case in between; only what the law leaves out of this period counts.

        Raises:
            UnknownPeriod: there is no such period.
            PeriodWithoutLength: the law gives it no length and none was given.
        """
        rule = self.rule(rule_id)
        wanted = rule.unit if unit is None else parse_unit(unit)
        agreed = wanted is not rule.unit
        counted = _in_unit(rule, wanted) if agreed else rule
        left_out = not_counted(pauses, rule)
        return compute(
            counted, start, self.calendar, length=length, closing=closing, excluded=left_out, agreed=agreed
        )

    def after(self, start: date, length: int, unit: str, *, closing: time | None = None) -> PeriodResult:
        """Return the end of a bare *length* in *unit* (day, working-day, month, year, hour) from *start*."""
        return compute(plain_rule(parse_unit(unit)), start, self.calendar, length=length, closing=closing)

    def held(self, result: PeriodResult) -> PeriodResult:
        """Return *result*, unless it rests on years before the first calendar: no later notice will mend those.

        Raises:
            PeriodBeforeCalendars: it does.
        """
        first = self.calendar.known_from
        early = [year for year in result.explanation.unknown_years if first and year < first.year]
        if early and first:
            raise PeriodBeforeCalendars(
                f"No official calendar is held for {early[0]}, the first is {first.year}; count it by hand.",
                zh=f"没有收录 {early[0]} 年的放假安排（最早为 {first.year} 年）；请人工计算。",
                year=early[0],
            )
        return result


def parse_unit(text: str) -> Unit:
    """Return the unit that *text* names.

    Raises:
        PeriodUnitRefused: it names none.
    """
    try:
        return Unit(text)
    except ValueError as broken:
        units = ", ".join(unit.value for unit in Unit)
        raise PeriodUnitRefused(
            f"{text!r} is no unit of time; use one of {units}.",
            zh=f"{text!r} 不是期间单位；可用：{units}。",
            unit=text,
        ) from broken


def _in_unit(rule: PeriodRule, unit: Unit) -> PeriodRule:
    plain = plain_rule(unit)
    update = {"unit": unit, "start": plain.start, "rollover": plain.rollover, "length": None}
    return rule.model_copy(update=update)
