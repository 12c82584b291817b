"""Days that a form may not take: what has happened lies not in the future, what is still to come not in the past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflows.clock import legal_day
from workflows.domain.case import CaseDocument
from workflows.domain.form import Form, FormField, flatten
from workflows.domain.plain_document import plain
from workflows.errors import FieldProblem, InvalidForm
from workflows.feel import compile as compile_feel
from workflows.usecases.hidden_fields import hiding


@dataclass(frozen=True)
class DayLimit:
    """The first and the last day that a field takes; None where nothing limits it."""

    earliest: date | None
    latest: date | None


def day_limits(form: Form, document: CaseDocument, now: datetime) -> dict[str, DayLimit]:
    """Return what the properties `earliest` and `latest`, in FEEL, say of the form's days, by path."""
    asked = [each for each in form.fields if {"earliest", "latest"} & each.properties.keys()]
    seen = {"case": plain(document)} if asked else {}

    def day(each: FormField, name: str) -> date | None:
        source = each.properties.get(name, "").removeprefix("=")
        found = compile_feel(source).evaluate(seen, now=now) if source else None
        return found if type(found) is date else None

    return {each.path: DayLimit(day(each, "earliest"), day(each, "latest")) for each in asked}


def must_keep_limits(form: Form, document: CaseDocument, answers: Mapping[str, Any], now: datetime) -> None:
    """Let *answers* pass whose days lie within their limits; what is no day at all is left to the form's own check.

    Raises:
        InvalidForm: some do not; each is named with the day that limits it.
    """
    limits = day_limits(form, document, now)
    given = flatten(answers, {each.path for each in form.fields if each.items}) if limits else {}
    hides = hiding(document, answers, now)
    problems = [
        problem
        for each in form.fields
        if each.path in limits
        for problem in _problems(each, limits[each.path], _day(given.get(each.path)), legal_day(now))
        if not (each.hide and hides(each.hide, {}))
    ]
    if problems:
        raise InvalidForm(problems)


def _day(given: object) -> date | None:
    try:
        return date.fromisoformat(given) if isinstance(given, str) else given if type(given) is date else None
    except ValueError:
        return None


def _problems(each: FormField, limit: DayLimit, given: date | None, today: date) -> Iterator[FieldProblem]:
    if given is None:
        return
    en, zh = each.label_en or each.label, each.label
    if limit.latest is not None and given > limit.latest:
        said_en, said_zh = _said(limit.latest, today)
        yield FieldProblem(
            each.path, "latest", f"{en}: not later than {said_en}.", f"{zh}：不能晚于{said_zh}。"
        )
    if limit.earliest is not None and given < limit.earliest:
        said_en, said_zh = _said(limit.earliest, today)
        yield FieldProblem(
            each.path, "earliest", f"{en}: not earlier than {said_en}.", f"{zh}：不能早于{said_zh}。"
        )


def _said(day: date, today: date) -> tuple[str, str]:
    return (f"today, {day}", f"今天（{day}）") if day == today else (str(day), f" {day}")
