"""The periods that a step tells people of: running for the parties or another body, so no step of the case waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflows.clock import legal_day
from workflows.domain.case import Case, CaseDocument
from workflows.domain.journal import JournalEntry
from workflows.domain.law import Law
from workflows.domain.period_rule import PeriodRule
from workflows.domain.work_light import last_day
from workflows.feel import compile as compile_feel
from workflows.feel import near
from workflows.usecases.app import App, Drawn

PROPERTY = "tell"
REACHED = frozenset({"StepEntered", "StepCompleted"})


@dataclass(frozen=True, kw_only=True)
class ToldPeriod:
    """One period to tell of; without a day where its trigger is not known yet, or the law gives it no length."""

    rule: PeriodRule
    started_on: date | None = None
    last_day: date | None = None
    explanation: str = ""
    explanation_en: str = ""
    provisional: bool = False


def told_periods(
    law: Law, document: CaseDocument, said: Iterable[Mapping[str, str]], now: datetime
) -> tuple[ToldPeriod, ...]:
    """Return the periods that the property `tell` of the elements *said* names, each once, in their order.

    Args:
        law: the law of the case's place.
        document: what is known of the case; the trigger days come from it.
        said: the properties of the elements.
        now: the instant that `now()` means.

    Raises:
        UnknownPeriod: the law knows no such period.
    """
    seen = {"case": document.model_dump()}
    wanted: dict[str, object] = {}
    for properties in said:
        source = properties.get(PROPERTY, "")
        found = compile_feel(source).evaluate(seen, now=now) if source else None
        for rule, start in found.items() if isinstance(found, Mapping) else ():
            wanted[str(rule)] = near(start) or wanted.get(str(rule))
    return tuple(_told(law, document, rule, start) for rule, start in wanted.items())


def told_on_the_way(
    app: App, case: Case, journal: Sequence[JournalEntry], elements: Mapping[str, Drawn]
) -> tuple[ToldPeriod, ...]:
    """Return the periods that the steps reached so far tell of, as the case document has them now."""
    reached = dict.fromkeys(entry.fact.element for entry in journal if entry.fact.kind in REACHED)
    said = [elements[each].properties for each in reached if each in elements]
    return told_periods(app.law(case.pack), case.document, said, app.clock.now())


def _told(law: Law, document: CaseDocument, rule_id: str, start: object) -> ToldPeriod:
    rule = law.rule(rule_id)
    day = start if rule.unit == "hour" or not isinstance(start, datetime) else legal_day(start)
    if not isinstance(day, date) or rule.length is None:
        return ToldPeriod(rule=rule)
    result = law.due(rule_id, day, pauses=document.pauses)
    return ToldPeriod(
        rule=rule,
        started_on=legal_day(day) if isinstance(day, datetime) else day,
        last_day=last_day(result.ends_at),
        explanation="".join(result.explanation.sentences("zh")),
        explanation_en=" ".join(result.explanation.sentences("en")),
        provisional=result.provisional,
    )
