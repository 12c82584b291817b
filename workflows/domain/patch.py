"""Writing answers into a case document, by path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from pydantic import BaseModel, ValidationError

from workflows.domain.case import CaseDocument, Party
from workflows.domain.form_words import explain
from workflows.errors import FieldProblem, InvalidForm

SIMPLE = frozenset({str, bool, int, float, date, datetime, Decimal, type(None)})
"""Types of values that hold no others."""
SECTIONS = frozenset(CaseDocument.model_fields)


def patch(
    document: CaseDocument, answers: Mapping[str, Any], *, append: str = "", undone: bool = False
) -> CaseDocument:
    """Return *document* with *answers* ({path: value}) written into it.

    With *append* (`sessions`, `follow_ups`, `hand_overs`) the answers whose path does not begin with a section and
    a dot become one new item of that list (a session has a `place` of its own). A None empties the field. What
    nobody has written stays unset, so that it is neither stored nor looked through. With *undone* there were parties
    before, in a revision that was undone: whoever is registered now is somebody new, as in `_recognised`.

    Raises:
        InvalidForm: a path leads nowhere in the case document, or the value does not fit there.
    """
    parts: dict[str, Any] = {name: getattr(document, name) for name in document.model_fields_set}
    item: dict[str, Any] = {}
    opened: set[str] = set()
    for path, value in answers.items():
        section, dot, _ = path.partition(".")
        if append and not (dot and section in SECTIONS):
            _write(item, path, value)
        else:
            if section not in opened:
                opened.add(section)
                _open(parts, section)
            _write(parts, path, value)
    if append and item:
        parts[append] = [*parts.get(append, ()), item]
    if "parties" in answers:
        parts["parties"] = _recognised(document.parties, parts["parties"], undone=undone)
    _name_parties(parts)
    return _checked(parts)


def value_at(document: CaseDocument, path: str) -> object:
    """Return what stands at a dotted *path* of the document, such as agreement.number; None where there is none."""
    value: object = document
    for name in path.split("."):
        value = getattr(value, name, None)
    return value


def nested(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers with dotted keys as sections within sections."""
    plain: dict[str, Any] = {}
    for path, value in answers.items():
        _write(plain, path, value)
    return plain


def _open(parts: dict[str, Any], section: str) -> None:
    """Make the section plain so that it can be written to; the untouched ones stay as they were once checked."""
    part = parts.get(section)
    if isinstance(part, BaseModel):
        parts[section] = part.model_dump(exclude_unset=True)
    elif isinstance(part, dict):
        parts[section] = deepcopy(part)


def _write(into: dict[str, Any], path: str, value: Any) -> None:
    *way, last = path.split(".")
    for step in way:
        following = into.get(step)
        if not isinstance(following, dict):
            following = into[step] = {}
        into = following
    if value is None:
        into.pop(last, None)
    else:
        into[last] = _nested(value)


def _nested(value: Any) -> Any:
    """Turn rows with dotted keys into rows with sections."""
    if type(value) in SIMPLE:  # most are
        return value
    if isinstance(value, list):
        return [_nested(each) for each in value]
    if not isinstance(value, Mapping):
        return value
    row: dict[str, Any] = {}
    for key, each in value.items():
        _write(row, key, each)
    return row


def _recognised(before: Sequence[Party], rows: object, *, undone: bool) -> object:
    """Return *rows* of a form as the parties that they were: each keeps its id and what the form did not show.

    A row without an id is the earlier party of the same name, else of the same number, else of the same telephone in
    the same place of the list. Any other is somebody new, under an id that nobody bore in an earlier revision either,
    not even in one that was undone: a link that was given to one person never opens for another.

    Raises:
        InvalidForm: nobody is left of those who were registered.
    """
    first = not before and not undone
    if first or not isinstance(rows, list | tuple) or not all(isinstance(row, Mapping) for row in rows):
        return rows
    if before and not rows:
        raise InvalidForm(
            [FieldProblem("parties", "required", "Keep at least one party.", "至少保留一位当事人。")]
        )
    known = {party.id: party.model_dump(exclude_unset=True) for party in before if party.id}
    ids: list[str] = []
    for row in rows:
        said = str(row.get("id") or "")
        ids.append(said if said in known and said not in ids else "")
    for mark, anywhere in (("name", True), ("id_number", True), ("phone", False)):
        for place, row in enumerate(rows):
            alike = (
                id_
                for n, (id_, party) in enumerate(known.items())
                if (anywhere or n == place) and id_ not in ids and party.get(mark) == row.get(mark)
            )
            if not ids[place] and row.get(mark):
                ids[place] = next(alike, "")
    return [
        {**known.get(id_, {}), **row, "id": id_ or f"p{uuid4().hex[:16]}"}
        for id_, row in zip(ids, rows, strict=True)
    ]


def _name_parties(plain: dict[str, Any]) -> None:
    parties = plain.get("parties") or ()
    if not isinstance(parties, list | tuple):
        return
    if all(isinstance(party, Party) and party.id for party in parties):
        return
    parties = [
        party.model_dump(exclude_unset=True) if isinstance(party, Party) else party for party in parties
    ]
    taken = {party.get("id") for party in parties if isinstance(party, dict)}
    free = (f"p{n}" for n in range(1, len(parties) * 2 + 2) if f"p{n}" not in taken)
    plain["parties"] = [
        party if not isinstance(party, dict) or party.get("id") else {**party, "id": next(free)}
        for party in parties
    ]


def _checked(plain: dict[str, Any]) -> CaseDocument:
    try:
        return CaseDocument.model_validate(plain)
    except ValidationError as refused:
        problems = []
        for error in refused.errors(include_url=False):
            message, zh = explain(str(error["type"]), error.get("ctx") or {})
            if error["type"] == "extra_forbidden":
                message, zh = "the case document has no such field.", "案情中没有这个字段。"
            problems.append(FieldProblem(".".join(map(str, error["loc"])), str(error["type"]), message, zh))
        raise InvalidForm(problems) from refused
