"""Days that a form may not take: what has happened lies not in the future, what is still to come not in the past."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workflows.clock import legal_day
from workflows.domain.case import CaseDocument
from workflows.domain.form import Form, FormField, LimitedDay, flatten
from workflows.domain.patch import nested
from workflows.domain.plain_document import plain
from workflows.errors import FieldProblem, InvalidForm
from workflows.feel import compile as compile_feel
from workflows.usecases.hidden_fields import hiding


@dataclass(frozen=True)
class DayLimit:
    """The first and the last day that a field takes; None where nothing limits it."""

    earliest: date | None
    latest: date | None


def day_limits(
    form: Form, document: CaseDocument, now: datetime, given: Mapping[str, Any] | None = None
) -> dict[str, DayLimit]:
    """Return what the properties `earliest` and `latest`, in FEEL, say of the form's days, by path.

    A limit may be another day of the case (a ruling is not older than the acceptance), or of *given*, the flat answers
    to the same form (an opinion does not arrive before it was asked for); where that one is not known, nothing limits.
    `earliest-is` and `earliest-is-en` then say in words which day it is. A day in the rows of a list is found under the
    list's path and its own: `parties.birth`.
    """
    asked = form.limited_days
    here = {path: one for path in asked if (one := _day((given or {}).get(path))) is not None}
    seen = {**nested(here), "case": plain(document)} if asked else {}
    known: dict[str, date | None] = {"": None}

    def day(each: FormField, name: str) -> date | None:
        source = each.properties.get(name, "").removeprefix("=")
        if source not in known:
            found = compile_feel(source).evaluate(seen, now=now)
            known[source] = found if type(found) is date else None
        return known[source]

    return {
        path: DayLimit(day(each.asked, "earliest"), day(each.asked, "latest")) for path, each in asked.items()
    }


def must_keep_limits(form: Form, document: CaseDocument, answers: Mapping[str, Any], now: datetime) -> None:
    """Let *answers* pass whose days lie within their limits; what is no day at all is left to the form's own check.

    Raises:
        InvalidForm: some do not; each is named with the day that limits it.
    """
    if not form.limited_days:
        return
    given, today = flatten(answers, form.lists), legal_day(now)
    limits = day_limits(form, document, now, given)
    beyond = [
        (one, problem)
        for path, limit in limits.items()
        for one in _given(form.limited_days[path], given)
        for problem in _problems(one, limit, today)
    ]
    if beyond:
        hides = hiding(document, answers, now)
        problems = [
            problem for one, problem in beyond if not (one.asked.hide and hides(one.asked.hide, one.row))
        ]
        if problems:
            raise InvalidForm(problems)


@dataclass(frozen=True, kw_only=True)
class _Given:
    """One answer: what was asked, the day, its own path, and the row of a list around it."""

    asked: FormField
    day: date | None
    path: str
    row: Mapping[str, Any]


def _given(limited: LimitedDay, answers: Mapping[str, Any]) -> Iterator[_Given]:
    asked = limited.asked
    if limited.rows is None:
        yield _Given(asked=asked, day=_day(answers.get(asked.path)), path=asked.path, row={})
        return
    rows = answers.get(limited.rows.path)
    for number, row in enumerate(rows if isinstance(rows, list | tuple) else ()):
        if isinstance(row, Mapping):
            flat = flatten(row, set())
            path = f"{limited.rows.path}.{number}.{asked.path}"
            yield _Given(asked=asked, day=_day(flat.get(asked.path)), path=path, row=row)


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
        said_en, said_zh = _named(one.asked, limit.earliest) or _said(limit.earliest, today)
        yield FieldProblem(
            one.path, "earliest", f"{en}: not earlier than {said_en}.", f"{zh}：不能早于{said_zh}。"
        )


def _named(asked: FormField, day: date) -> tuple[str, str] | None:
    what = asked.properties.get("earliest-is")
    return (f"{asked.properties.get('earliest-is-en', what)}, {day}", f"{what}（{day}）") if what else None


def _said(day: date, today: date) -> tuple[str, str]:
    return (f"today, {day}", f"今天（{day}）") if day == today else (str(day), f" {day}")
