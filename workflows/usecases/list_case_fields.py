"""List the fields of a case for designers: how an expression names each, what forms call it, which values it takes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflows.documents.fields import fields
from workflows.domain.actor import Actor
from workflows.domain.form import Choice, FormField, read_form
from workflows.domain.permission import Action
from workflows.errors import UnreadableForm
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.show_procedure import pack_of
from workflows.usecases.working_files import Files, working_files

CASE, OWN = "case.", "extra."
_STEP = re.compile(r"<(?:\w+:)?userTask\b.*?</(?:\w+:)?userTask>", re.DOTALL)
_PROPERTY = re.compile(r'property name="(form|append)" value="([^"]+)"')


@dataclass(frozen=True, kw_only=True)
class CaseField:
    """One field: its path in an expression, what it holds, what forms call it, the values they offer."""

    path: str
    holds: str
    title: str = ""
    title_en: str = ""
    choices: tuple[Choice, ...] = ()


def list_case_fields(app: App, actor: Actor) -> Sequence[CaseField]:
    """Return every field of the case document, and after them those that forms of this place add under `extra`.

    Raises:
        NotAllowed: the actor's posts have nothing to do with procedures.
    """
    demand(actor, Action.READ_PROCEDURES)
    with app.store.read() as tx:
        asked = _asked(working_files(app, tx, pack_of(tx, actor)))
    stock = [
        _field(note.path, note.holds, asked.get(note.path.removeprefix(CASE)))
        for note in fields()
        if note.path.startswith(CASE) and not note.path.startswith(CASE + OWN)
    ]
    own = [_field(CASE + path, "text", each) for path, each in sorted(asked.items()) if path.startswith(OWN)]
    return [*stock, *own]


def _field(path: str, holds: str, asked: FormField | None) -> CaseField:
    if asked is None:
        return CaseField(path=path, holds=holds)
    return CaseField(
        path=path, holds=holds, title=asked.label, title_en=asked.label_en, choices=asked.choices
    )


def _asked(working: Mapping[str, Files]) -> Mapping[str, FormField]:
    """Return by path the first question about each field, in the forms of all procedures."""
    found: dict[str, FormField] = {}
    for files in working.values():
        lists = _lists(files)
        for path, content in sorted(files.items()):
            if "/forms/" in path and path.endswith(".json"):
                rows = lists.get(path.rpartition("/")[2].removesuffix(".json"), "")
                for name, each in _questions(path, content):
                    if each.label:
                        found.setdefault(f"{rows}[].{name}" if rows and "." not in name else name, each)
    return found


def _lists(files: Files) -> Mapping[str, str]:
    """Return by form the list of the case to which the step that shows it adds a row."""
    diagrams = (
        content.decode("utf-8", "replace") for path, content in files.items() if path.endswith(".bpmn")
    )
    steps = (dict(_PROPERTY.findall(step)) for text in diagrams for step in _STEP.findall(text))
    return {said["form"]: said["append"] for said in steps if {"form", "append"} <= said.keys()}


def _questions(path: str, content: bytes) -> Iterator[tuple[str, FormField]]:
    try:
        form = read_form(path, content)
    except UnreadableForm:
        return  # a draft that cannot be read is told by the check; it names no field
    for each in form.fields:
        yield each.path, each
        yield from ((f"{each.path}[].{item.path}", item) for item in each.items)
