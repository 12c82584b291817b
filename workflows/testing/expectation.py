"""Compare a case with what a scenario says must be true."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from workflows.clock import CHINA
from workflows.domain.case import Case
from workflows.domain.work_item import WorkItem
from workflows.store import Tx
from workflows.testing.desk_words import role_of, state_of
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
    items = list(tx.work.of_case(case.id))
    if isinstance(wanted, list):
        if not _just_these(wanted, items):
            yield from _said("the open tasks", "待办", sorted(wanted), _listed(items))
        return
    for role, elements in wanted.items():
        asked = [elements] if isinstance(elements, str) else list(elements or [])
        if not _just_these(asked, [each for each in items if each.role == role_of(role)]):
            yield from _said(f"the open tasks of {role}", f"{role}的待办", sorted(asked), _listed(items))


def _just_these(asked: Sequence[str], items: Sequence[WorkItem]) -> bool:
    """Return whether each of *items* is asked for once, by its element or by its name."""
    rest = list(asked)
    for item in items:
        named = next((each for each in (item.element, item.name) if each in rest), None)
        if named is None:
            return False
        rest.remove(named)
    return not rest


def _listed(items: Sequence[WorkItem]) -> str:
    return "; ".join(f"{each.role}: {each.name} ({each.element})" for each in items) or "-"


def _said(english: str, chinese: str, wanted: object, found: object) -> Iterator[str]:
    """Yield one sentence in both languages: what was expected, and what is."""
    yield f"{chinese}应为 {wanted}，实际是 {found} / expected {english} to be {wanted}, but found {found}"


def _deadlines(tx: Tx, case: Case, wanted: Mapping[str, Any]) -> Iterator[str]:
    known: dict[str, set[date]] = {}
    for timer in tx.timers.of_case(case.id, status="armed"):
        if timer.kind != "warning":
            for name in (timer.element, timer.rule):
                known.setdefault(name, set()).add(last_day(timer.due_at))
    for name, day in wanted.items():
        if day is None:
            if name in known:
                yield from _said(f"the deadline {name}", f"期限 {name} ", "-", sorted(map(str, known[name])))
        elif _as_day(day) not in known.get(name, set()):
            shown = {key: sorted(map(str, days)) for key, days in known.items() if key}
            yield from _said(f"the deadline {name}", f"期限 {name} ", day, shown)


def _told(app: App, tx: Tx, case: Case, wanted: Mapping[str, Any]) -> Iterator[str]:
    elements = engine_of(app, tx, case).elements(case.version)
    told = told_on_the_way(app, case, tx.journal.of_case(case.id), elements)
    known = {each.rule.id: each.last_day for each in told}
    for rule, day in wanted.items():
        if day is False:
            if rule in known:
                yield from _said(f"the told period {rule}", f"告知的期限 {rule} ", "-", known)
        elif rule not in known or known[rule] != (None if day is None else _as_day(day)):
            yield from _said(f"the told period {rule}", f"告知的期限 {rule} ", day, known)


def _papers(tx: Tx, case: Case, wanted: list[str]) -> Iterator[str]:
    made = [paper.template for paper in tx.papers.of_case(case.id)]
    for template in wanted:
        if template not in made:
            yield from _said("the papers", "文书", template, made)


def _status(tx: Tx, case: Case, wanted: str) -> Iterator[str]:
    if case.status != state_of(wanted):
        still = _listed(list(tx.work.of_case(case.id)))
        yield from _said("the status", "状态", wanted, f"{case.status} ({still})")


def _phase(_: Tx, case: Case, wanted: str) -> Iterator[str]:
    if case.phase != wanted:
        yield from _said("the phase", "阶段", wanted, case.phase)


def _document(_: Tx, case: Case, wanted: Mapping[str, Any]) -> Iterator[str]:
    for path, value in wanted.items():
        found = read_path(case.document.model_dump(), path)
        if not _same(found, value):
            yield from _said(path, f"案情 {path} ", repr(value), repr(found))


def _letters(tx: Tx, case: Case, wanted: list[str]) -> Iterator[str]:
    sent = [entry.fact.element for entry in tx.journal.of_case(case.id) if entry.fact.kind == "LetterSent"]
    for element in wanted:
        if element not in sent:
            yield from _said("the letters", "送达", element, sent)


def _incidents(tx: Tx, case: Case, wanted: int) -> Iterator[str]:
    found = [incident.error for incident in tx.incidents.listed(case_id=case.id)]
    if len(found) != wanted:
        yield from _said("the incidents", "故障", wanted, found)


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
