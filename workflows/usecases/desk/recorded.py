"""What was written down at the steps of a case, in the words of their forms: nothing typed is lost to sight."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from workflows.clock import CHINA
from workflows.domain.case import CaseDocument
from workflows.domain.form import FormField, read_form
from workflows.domain.journal import JournalEntry
from workflows.domain.personal import personal_fields
from workflows.domain.plain_document import plain
from workflows.usecases.app import Drawn

APART = frozenset({"parties", "sessions", "supervisions", "follow_ups"})
"""Sections with a place of their own on the page."""
YES_NO = {True: ("是", "Yes"), False: ("否", "No")}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One answer: what was asked, and what is known now."""

    title: str
    title_en: str
    value: str
    value_en: str


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What one step's form has written into the case, as it stands now."""

    step: str
    step_en: str
    answers: tuple[Answer, ...]


def recorded(
    document: CaseDocument,
    journal: Sequence[JournalEntry],
    elements: Mapping[str, Drawn],
    files: Mapping[str, bytes],
) -> tuple[Recorded, ...]:
    """Return the answers of each step that was done, in the order of the steps; personal particulars are left out."""
    forms = {name.rpartition("/")[2].removesuffix(".json"): name for name in files if name.endswith(".json")}
    submitted = (each.fact.element for each in journal if each.fact.kind == "FormSubmitted")
    known, told, seen = plain(document), [], set[str]()
    for element in dict.fromkeys(submitted):
        drawn = elements.get(element)
        form = drawn.properties.get("form", "") if drawn else ""
        if drawn is None or form not in forms:
            continue
        rows = drawn.properties.get("append", "")
        answers = tuple(_answers(known, _asked(form, files[forms[form]]), rows, seen))
        if answers:
            told.append(Recorded(step=drawn.name, step_en=drawn.name_en or drawn.name, answers=answers))
    return tuple(told)


@lru_cache(maxsize=1024)
def _asked(form_id: str, content: bytes) -> tuple[FormField, ...]:
    fields = read_form(form_id, content).fields
    return tuple(each for each in fields if each.label and not each.items and "picker" not in each.properties)


@cache
def _private() -> frozenset[str]:
    return frozenset(".".join(each.path) for each in personal_fields())


def _answers(
    known: Mapping[str, Any], asked: Sequence[FormField], rows: str, seen: set[str]
) -> Iterator[Answer]:
    """Yield what is known of each question once: in the section that it names, or in the rows that the step adds."""
    for field in asked:
        section, _, _ = field.path.partition(".")
        of_row = bool(rows) and section == field.path
        path = f"{rows}.{field.path}" if of_row else field.path
        if path in seen or path in _private() or path.partition(".")[0] in APART:
            continue
        seen.add(path)
        for where in known.get(rows, ()) if of_row else (known,):
            value = _look_up(where, field.path)
            if value not in (None, "", (), []):
                zh, en = _said(value, field)
                yield Answer(title=field.label, title_en=field.label_en or field.label, value=zh, value_en=en)


def _look_up(known: Mapping[str, Any], path: str) -> Any:
    here: Any = known
    for name in path.split("."):
        here = here.get(name) if isinstance(here, Mapping) else None
    return here


def _said(value: object, field: FormField) -> tuple[str, str]:
    if isinstance(value, bool):
        return YES_NO[value]
    if isinstance(value, date):
        day = (
            f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value.isoformat()
        )
        return day, day
    named = {each.value: (each.label, each.label_en or each.label) for each in field.choices}
    several = value if isinstance(value, list | tuple) else [value]
    chosen = [named.get(str(each), (str(each), str(each))) for each in several]
    return "、".join(zh for zh, _ in chosen), ", ".join(en for _, en in chosen)
