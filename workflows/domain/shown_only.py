"""What a form shows without asking stays as the case has it, whoever posts what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, JsonValue

from workflows.domain.case import CaseDocument
from workflows.domain.form import Form, FormField, as_json, flatten
from workflows.domain.patch import value_at
from workflows.errors import FieldProblem, InvalidForm


def with_shown(form: Form, document: CaseDocument, answers: Mapping[str, JsonValue]) -> dict[str, Any]:
    """Return *answers* flat by path; rows that can only be filled in get what they show, where it was not posted.

    Raises:
        InvalidForm: such a list has other rows than the case.
    """
    flat = flatten(answers, form.lists)
    for each, before in _fixed(form, document, flat):
        rows = flat[each.path]
        if not isinstance(rows, list) or len(rows) != len(before):
            raise InvalidForm([_other_rows(each)])
        flat[each.path] = [_filled(each, row, old) for row, old in zip(rows, before, strict=True)]
    return flat


def without_shown(form: Form, document: CaseDocument, checked: Mapping[str, Any]) -> dict[str, Any]:
    """Return the accepted answers that may be written: rows keep what they show and what they do not even show.

    Raises:
        InvalidForm: an answer would change what the form only shows.
    """
    shown = {each.path: each for each in form.fields if each.readonly}
    changed = [each for path, each in shown.items() if _differs(checked, path, value_at(document, path))]
    problems = [_unasked(each, each.path) for each in changed]
    kept = {path: value for path, value in checked.items() if path not in shown}
    for each, before in _fixed(form, document, checked):
        problems += _changed_rows(each, checked[each.path], before)
        kept[each.path] = [{**old, **row} for row, old in zip(checked[each.path], before, strict=True)]
    if problems:
        raise InvalidForm(problems)
    return kept


def _fixed(
    form: Form, document: CaseDocument, answers: Mapping[str, Any]
) -> Iterator[tuple[FormField, list[dict[str, Any]]]]:
    """Find the lists that were answered and that the case has already, each with the rows there."""
    for each in form.fields:
        if each.fixed and answers.get(each.path) is not None and (before := _rows(document, each)):
            yield each, before


def _rows(document: CaseDocument, each: FormField) -> list[dict[str, Any]]:
    rows = value_at(document, each.path)
    if not isinstance(rows, Sequence):
        return []
    return [flatten(row.model_dump(exclude_unset=True), set()) for row in rows if isinstance(row, BaseModel)]


def _filled(each: FormField, row: object, old: Mapping[str, Any]) -> object:
    if not isinstance(row, Mapping):
        return row  # the check names it
    shown = {item.path: as_json(old[item.path]) for item in each.items if item.readonly and item.path in old}
    return {**shown, **flatten(row, set())}


def _changed_rows(
    each: FormField, rows: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]]
) -> Iterator[FieldProblem]:
    for number, (row, old) in enumerate(zip(rows, before, strict=True)):
        for item in each.items:
            if item.readonly and _differs(row, item.path, old.get(item.path)):
                yield _unasked(item, f"{each.path}.{number}.{item.path}")


def _differs(checked: Mapping[str, Any], path: str, before: object) -> bool:
    return path in checked and (checked[path] or None) != (before or None)


def _unasked(each: FormField, path: str) -> FieldProblem:
    return FieldProblem(
        path,
        "shown-only",
        f"{each.label_en or each.label or each.path}: this is only shown here and cannot be changed.",
        f"{each.label or each.path}：此处只供核对，不能改动。",
    )


def _other_rows(each: FormField) -> FieldProblem:
    return FieldProblem(
        each.path,
        "shown-only",
        f"{each.label_en or each.label or each.path}: rows can neither be added nor removed here; load the page again.",
        f"{each.label or each.path}：此处不能增减条目，请重新打开页面。",
    )
