"""Picks: fields of a form that name a body or a mediator, what one may choose there, and the names that follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflows.domain.case import Case
from workflows.domain.form import Form, FormField, flatten
from workflows.domain.organisation import Organisation
from workflows.errors import FieldProblem, InvalidForm
from workflows.store import Tx
from workflows.usecases.catalogue import Catalogue
from workflows.usecases.group_bodies import group_bodies
from workflows.usecases.propose_mediators import choice_for

ROOT = ""


@dataclass(frozen=True)
class Pick:
    """One thing to choose: its id, its name, the heading under which it stands, and why it stands where it does."""

    value: str
    name: str
    heading: str = ROOT
    why: str = ""
    why_en: str = ""
    name_en: str = ""
    heading_en: str = ""


Picks = Mapping[str, Sequence[Pick]]


def picks_of(catalogue: Catalogue, tx: Tx, case: Case, form: Form) -> Picks:
    """Return what can be chosen in each picking field of *form*, by path; mediators as they are proposed.

    In the rows of a list bodies are chosen, too; their path has no number: `joint.decisions.org_id`.
    """
    found = {
        field.path: tuple(
            _mediators(catalogue, tx, case)
            if field.properties["picker"] == "mediator"
            else _bodies(tx, case, field)
        )
        for field in form.fields
        if field.properties.get("picker") in ("mediator", "organisation")
    }
    return found | {
        f"{rows.path}.{item.path}": tuple(_bodies(tx, case, item)) for rows, item in _in_rows(form)
    }


def _in_rows(form: Form) -> Iterator[tuple[FormField, FormField]]:
    """Yield each list with each of its fields in which a body is picked."""
    for rows in form.fields:
        for item in rows.items:
            if item.properties.get("picker") == "organisation":
                yield rows, item


def picked_of(catalogue: Catalogue, tx: Tx, case: Case, form: Form, answers: Mapping[str, Any]) -> Picks:
    """Return the same for what *answers* name alone: a body or a mediator is looked up, not found among hundreds."""
    flat = flatten(answers, form.lists)
    found: dict[str, Sequence[Pick]] = {}
    for field in form.fields:
        picked = flat.get(field.path)
        if not picked:
            continue
        if field.properties.get("picker") == "mediator":
            found[field.path] = tuple(_mediator(catalogue, tx, case, picked))
        elif field.properties.get("picker") == "organisation":
            found[field.path] = tuple(_body(tx, case, field, picked))
    for rows, item in _in_rows(form):
        named = {row.get(item.path) for row in _rows(flat, rows)}
        found[f"{rows.path}.{item.path}"] = tuple(
            body for picked in named if picked for body in _body(tx, case, item, picked)
        )
    return found


def _rows(flat: Mapping[str, Any], rows: FormField) -> list[dict[str, Any]]:
    given = flat.get(rows.path)
    return [row for row in given if isinstance(row, dict)] if isinstance(given, list) else []


def name_paths(path: str) -> tuple[str, ...]:
    """Return where the name of what is picked at *path* may stand: court_id -> court_name, to_org_id -> to_name."""
    stem = path.removesuffix("_id")
    return (f"{stem}_name", f"{stem.removesuffix('_org')}_name")


def with_names(form: Form, picks: Picks, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return *answers* flat, with the names of picked things written beside them.

    Raises:
        InvalidForm: something was picked that is not there to be chosen.
    """
    flat = flatten(answers, form.lists)
    problems = []
    for path, choices in picks.items():
        picked = flat.get(path)
        if not picked:
            continue
        name = next((pick.name for pick in choices if pick.value == picked), None)
        if name is None:
            problems.append(_unknown(path))
            continue
        for place in name_paths(path):
            if place in form.paths and not flat.get(place):
                flat[place] = name
    for rows, item in _in_rows(form):
        problems += _name_rows(flat, rows, item, picks.get(f"{rows.path}.{item.path}", ()))
    if problems:
        raise InvalidForm(problems)
    return flat


def _name_rows(
    flat: dict[str, Any], rows: FormField, item: FormField, choices: Sequence[Pick]
) -> Iterator[FieldProblem]:
    """Write the name of the body picked in each row where the property `name-key` says, unless one was typed."""
    names = {pick.value: pick.name for pick in choices}
    place = item.properties.get("name-key", "")
    written = []
    for number, row in enumerate(_rows(flat, rows)):
        picked = row.get(item.path)
        if picked and picked not in names:
            yield _unknown(f"{rows.path}.{number}.{item.path}")
        follows = isinstance(picked, str) and picked in names and place and not row.get(place)
        written.append({**row, place: names[str(picked)]} if follows else row)
    if written:
        flat[rows.path] = written


def _body(tx: Tx, case: Case, field: FormField, picked: object) -> Iterator[Pick]:
    body = tx.directory.organisation(picked) if isinstance(picked, str) else None
    if body is not None and body.pack == case.pack and _can_be_meant(case, field, body):
        yield Pick(body.id, body.name)


def _can_be_meant(case: Case, field: FormField, body: Organisation) -> bool:
    """Tell whether *body* is of a kind that is asked for; the one that handles the case always is, but `elsewhere`."""
    if body.id == case.document.handling.org_id:
        return field.properties.get("elsewhere") != "true"
    kinds = _kinds(field)
    return not kinds or body.kind in kinds


def _kinds(field: FormField) -> list[str]:
    return [kind.strip() for kind in field.properties.get("kinds", "").split(",") if kind.strip()]


def _bodies(tx: Tx, case: Case, field: FormField) -> Iterator[Pick]:
    listed = {body.id: body for body in tx.directory.organisations(pack=case.pack)}
    found = [body for body in listed.values() if _can_be_meant(case, field, body)]
    own = listed.get(case.document.handling.org_id or case.org_id)
    for heading, body in group_bodies(found, listed, own):
        yield Pick(body.id, body.name, heading.zh, name_en=body.english, heading_en=heading.en)


def _mediators(catalogue: Catalogue, tx: Tx, case: Case) -> Iterator[Pick]:
    body = tx.directory.organisation(case.document.handling.org_id or case.org_id)
    names = {each.path: each.name for each in tx.directory.organisations(under=body.path)} if body else {}
    for each in choice_for(catalogue, tx, case).proposed:
        path = each.candidate.path
        heading = ROOT if body is None or path == body.path else names.get(path, ROOT)
        yield Pick(each.candidate.account_id, each.candidate.name, heading, each.why("zh"), each.why("en"))


def _mediator(catalogue: Catalogue, tx: Tx, case: Case, picked: object) -> Iterator[Pick]:
    """Yield the one who was picked, if they may mediate the case; how busy they are says nothing of that."""
    if isinstance(picked, str):
        for each in choice_for(catalogue, tx, case, loads={}, only=picked).proposed:
            yield Pick(each.candidate.account_id, each.candidate.name)


def _unknown(path: str) -> FieldProblem:
    return FieldProblem(path, "unknown-choice", "choose one from the list.", "请从列表中选择。")
