"""Compare a case with what a scenario says must be true."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from workflows.clock import CHINA
from workflows.domain.case import Case
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.engine_at import engine_of
from workflows.usecases.told_periods import told_on_the_way

MOMENT = timedelta(microseconds=1)


def differences(app: App, tx: Tx, case: Case, expect: Mapping[str, Any]) -> Iterator[str]:
    """Return a sentence for each expectation that does not hold."""
    for what, wanted in expect.items():
        yield from _told(app, tx, case, wanted) if what == "told" else _COMPARE[what](tx, case, wanted)


def last_day(due_at: datetime) -> date:
    """Return the last day of a period that ends at the instant *due_at* (24:00 of that day)."""
    return (due_at - MOMENT).astimezone(CHINA).date()


def _tasks(tx: Tx, case: Case, wanted: Any) -> Iterator[str]:
    open_now: dict[str, list[str]] = {}
    for item in tx.work.of_case(case.id):
        open_now.setdefault(item.role, []).append(item.element)
    if isinstance(wanted, list):
        everything = sorted(each for elements in open_now.values() for each in elements)
        if sorted(wanted) != everything:
            yield f"expected the open tasks {sorted(wanted)}, but they are {everything}"
        return
    for role, elements in wanted.items():
        asked = [elements] if isinstance(elements, str) else list(elements or [])
        if sorted(asked) != sorted(open_now.get(role, [])):
            yield f"expected the open tasks of {role} to be {sorted(asked)}, but open are {open_now}"


def _deadlines(tx: Tx, case: Case, wanted: Mapping[str, Any]) -> Iterator[str]:
    known: dict[str, set[date]] = {}
    for timer in tx.timers.of_case(case.id, status="armed"):
        if timer.kind != "warning":
            for name in (timer.element, timer.rule):
                known.setdefault(name, set()).add(last_day(timer.due_at))
    for name, day in wanted.items():
        if day is None:
            if name in known:
                yield f"expected no deadline {name}, but there is one on {sorted(known[name])}"
        elif _as_day(day) not in known.get(name, set()):
            shown = {key: sorted(map(str, days)) for key, days in known.items() if key}
            yield f"expected the deadline {name} on {day}, but the deadlines are {shown}"


def _told(app: App, tx: Tx, case: Case, wanted: Mapping[str, Any]) -> Iterator[str]:
    elements = engine_of(app, tx, case).elements(case.version)
    told = told_on_the_way(app, case, tx.journal.of_case(case.id), elements)
    known = {each.rule.id: each.last_day for each in told}
    for rule, day in wanted.items():
        if day is False:
            if rule in known:
                yield f"expected no told period {rule}, but told are {known}"
        elif rule not in known or known[rule] != (None if day is None else _as_day(day)):
            yield f"expected the told period {rule} to end on {day}, but told are {known}"


def _papers(tx: Tx, case: Case, wanted: list[str]) -> Iterator[str]:
    made = [paper.template for paper in tx.papers.of_case(case.id)]
    for template in wanted:
        if template not in made:
            yield f"expected the paper {template}, but there are {made}"


def _status(tx: Tx, case: Case, wanted: str) -> Iterator[str]:
    if case.status != wanted:
        open_now = [item.element for item in tx.work.of_case(case.id)]
        yield f"expected the status {wanted}, but it is {case.status} with {open_now} open"


def _phase(_: Tx, case: Case, wanted: str) -> Iterator[str]:
    if case.phase != wanted:
        yield f"expected the phase {wanted}, but it is {case.phase!r}"


def _document(_: Tx, case: Case, wanted: Mapping[str, Any]) -> Iterator[str]:
    for path, value in wanted.items():
        found = read_path(case.document.model_dump(), path)
        if not _same(found, value):
            yield f"expected {path} to be {value!r}, but it is {found!r}"


def _letters(tx: Tx, case: Case, wanted: list[str]) -> Iterator[str]:
    sent = [entry.fact.element for entry in tx.journal.of_case(case.id) if entry.fact.kind == "LetterSent"]
    for element in wanted:
        if element not in sent:
            yield f"expected the letter of {element}, but sent were {sent}"


def _incidents(tx: Tx, case: Case, wanted: int) -> Iterator[str]:
    found = [incident.error for incident in tx.incidents.listed(case_id=case.id)]
    if len(found) != wanted:
        yield f"expected {wanted} incidents, but there are {found}"


def read_path(value: Any, path: str) -> Any:
    """Return what lies at a dotted *path* such as sessions.0.outcome; None where nothing does."""
    for name in path.split("."):
        if isinstance(value, Mapping):
            value = value.get(name)
        elif (
            isinstance(value, list | tuple)
            and name.lstrip("-").isdecimal()
            and -len(value) <= int(name) < len(value)
        ):
            value = value[int(name)]
        else:
            return None
    return value


def _same(found: Any, wanted: Any) -> bool:
    if isinstance(found, Decimal):
        try:
            return found == Decimal(str(wanted))
        except InvalidOperation:
            return False
    if isinstance(found, date):
        return str(found) == str(wanted)
    if wanted is None or wanted == "":
        return found in (None, "")
    return bool(found == wanted)


def _as_day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


_COMPARE: dict[str, Callable[[Tx, Case, Any], Iterator[str]]] = {
    "tasks": _tasks,
    "deadlines": _deadlines,
    "papers": _papers,
    "status": _status,
    "phase": _phase,
    "document": _document,
    "letters": _letters,
    "incidents": _incidents,
}
