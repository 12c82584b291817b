"""Days that a form may not take: what has happened lies not in the future, what is still to come not in the past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
    """Return what the properties `earliest` and `latest`, in FEEL, say of the form's days, by path.

    A day in the rows of a list is found under the list's path and its own: `parties.birth`.
    """
    asked = [
        (path, each) for path, each in _days(form.fields) if {"earliest", "latest"} & each.properties.keys()
    ]
    seen = {"case": plain(document)} if asked else {}

    def day(each: FormField, name: str) -> date | None:
        source = each.properties.get(name, "").removeprefix("=")
        found = compile_feel(source).evaluate(seen, now=now) if source else None
        return found if type(found) is date else None

    return {path: DayLimit(day(each, "earliest"), day(each, "latest")) for path, each in asked}


def _days(fields: Iterable[FormField], around: str = "") -> Iterator[tuple[str, FormField]]:
    for each in fields:
        yield f"{around}{each.path}", each
        yield from _days(each.items, f"{each.path}.")


def must_keep_limits(form: Form, document: CaseDocument, answers: Mapping[str, Any], now: datetime) -> None:
    """Let *answers* pass whose days lie within their limits; what is no day at all is left to the form's own check.

    Raises:
        InvalidForm: some do not; each is named with the day that limits it.
    """
    limits = day_limits(form, document, now)
    if not limits:
        return
    given = flatten(answers, {each.path for each in form.fields if each.items})
    hides = hiding(document, answers, now)
    problems = [
        problem
        for one in _given(form.fields, given)
        if one.limited_by in limits and not (one.asked.hide and hides(one.asked.hide, one.row))
        for problem in _problems(one, limits[one.limited_by], legal_day(now))
    ]
    if problems:
        raise InvalidForm(problems)


@dataclass(frozen=True, kw_only=True)
class _Given:
    """One answer: what was asked, the day, its own path, the path of its limit, and the row of a list around it."""

    asked: FormField
    day: date | None
    path: str
    limited_by: str
    row: Mapping[str, Any]


def _given(fields: Iterable[FormField], answers: Mapping[str, Any]) -> Iterator[_Given]:
    for each in fields:
        yield _Given(
            asked=each, day=_day(answers.get(each.path)), path=each.path, limited_by=each.path, row={}
        )
        rows = answers.get(each.path) if each.items else None
        for number, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
            for one in _given(each.items, flatten(row, set())) if isinstance(row, Mapping) else ():
                path, limited_by = f"{each.path}.{number}.{one.path}", f"{each.path}.{one.limited_by}"
                yield replace(one, path=path, limited_by=limited_by, row=row)


def _day(given: object) -> date | None:
    try:
        return date.fromisoformat(given) if isinstance(given, str) else given if type(given) is date else None
    except ValueError:
        return None


def _problems(one: _Given, limit: DayLimit, today: date) -> Iterator[FieldProblem]:
    if one.day is None:
        return
    en, zh = one.asked.label_en or one.asked.label, one.asked.label
    if limit.latest is not None and one.day > limit.latest:
        said_en, said_zh = _said(limit.latest, today)
        yield FieldProblem(
            one.path, "latest", f"{en}: not later than {said_en}.", f"{zh}：不能晚于{said_zh}。"
        )
    if limit.earliest is not None and one.day < limit.earliest:
        said_en, said_zh = _said(limit.earliest, today)
        yield FieldProblem(
            one.path, "earliest", f"{en}: not earlier than {said_en}.", f"{zh}：不能早于{said_zh}。"
        )


def _said(day: date, today: date) -> tuple[str, str]:
    return (f"today, {day}", f"今天（{day}）") if day == today else (str(day), f" {day}")
