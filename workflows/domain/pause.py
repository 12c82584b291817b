"""A pause: a stretch of a case that the law leaves out of a period, such as an appraisal or a hearing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from workflows.domain.explanation import ExcludedSpan
from workflows.domain.ledger import REASONS_EN, REASONS_ZH
from workflows.domain.period_rule import Exclusion, PeriodRule
from workflows.domain.section import Line, Section


class Pause(Section):
    """The clock stopped on one day, which is not counted, and goes on with another, which is."""

    stopped_on: date | None = None
    resumed_on: date | None = None
    reason: Line = ""


def pauses_of(case: Mapping[str, object]) -> tuple[Pause, ...]:
    """Return the pauses that a case document, given as plain values, has had so far."""
    found = case.get("pauses")
    return tuple(map(Pause.model_validate, found)) if isinstance(found, list | tuple) else ()


def not_counted(pauses: Iterable[Pause], rule: PeriodRule) -> tuple[ExcludedSpan, ...]:
    """Return the finished pauses that the law excludes from *rule* (医疗条例 38: the time of an appraisal)."""
    return tuple(
        ExcludedSpan(
            first=each.stopped_on,
            last=each.resumed_on - timedelta(days=1),
            zh=REASONS_ZH[Exclusion(each.reason)],
            en=REASONS_EN[Exclusion(each.reason)],
        )
        for each in pauses
        if each.stopped_on is not None
        and each.resumed_on is not None
        and each.stopped_on < each.resumed_on
        and each.reason in rule.exclusions
    )
