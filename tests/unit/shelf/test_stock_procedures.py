"""What every procedure on the shelf owes a mediator: a form that fits, a term or a reason, a page to read."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from lxml import etree
from pydantic import BaseModel

from workflows.domain.case import CaseDocument
from workflows.domain.form import read_form

SHELF = Path(__file__).resolve().parents[3] / "bpmn" / "procedures"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"
DIAGRAMS = sorted(SHELF.glob("*/*.bpmn"))


def people_steps(diagram: Path) -> list[tuple[str, dict[str, str], str]]:
    """Return id, properties and instructions of every user task of a diagram."""
    found = []
    for task in etree.parse(str(diagram)).iter(BPMN + "userTask"):
        properties = {p.get("name", ""): p.get("value", "") for p in task.iter(SPIFF + "property")}
        told = task.find(f"{BPMN}extensionElements/{SPIFF}instructionsForEndUser")
        found.append((task.get("id", ""), properties, (told.text or "") if told is not None else ""))
    return found


def leads_somewhere(model: type[BaseModel], path: str) -> bool:
    """Return whether *path* names a field within *model*, or an addition of a place under `extra`."""
    if path.startswith("extra."):
        return True
    for name in path.split("."):
        known = model.model_fields.get(name)
        if known is None:
            return False
        inner = [known.annotation, *get_args(known.annotation)]
        model = next(
            (each for each in inner if isinstance(each, type) and issubclass(each, BaseModel)), model
        )
    return True


def repeating(section: str) -> type[BaseModel]:
    """Return what one item of a repeating section is."""
    return next(
        each for each in get_args(CaseDocument.model_fields[section].annotation) if isinstance(each, type)
    )


@pytest.mark.parametrize("diagram", DIAGRAMS, ids=lambda each: each.stem)
def test_every_step_of_a_person_says_what_to_do_and_until_when(diagram: Path) -> None:
    """Each step has a form, words for the person, and a legal period or the reason why there is none."""
    bare = [
        task
        for task, properties, told in people_steps(diagram)
        if not told or "form" not in properties or not ({"period", "no-period"} & set(properties))
    ]
    assert bare == []


@pytest.mark.parametrize("diagram", DIAGRAMS, ids=lambda each: each.stem)
def test_every_answer_has_a_place_in_the_case(diagram: Path) -> None:
    """Each question of each form writes into a field of the case document that exists."""
    lost = []
    for _, properties, _ in people_steps(diagram):
        form = read_form(
            properties["form"], (diagram.parent / "forms" / f"{properties['form']}.json").read_bytes()
        )
        item = repeating(properties["append"]) if "append" in properties else CaseDocument
        lost += [
            f"{form.id}: {each.path}"
            for each in form.fields
            if not leads_somewhere(CaseDocument, each.path) and not leads_somewhere(item, each.path)
        ]
    assert lost == []


def test_no_two_forms_share_a_name() -> None:
    """A form is found by its name in the whole bundle, so each name stands once."""
    names = [path.stem for path in SHELF.glob("*/forms/*.json")]
    assert sorted(names) == sorted(set(names))


def test_each_procedure_has_a_page_for_a_mediator() -> None:
    """Beside each diagram stands a README."""
    assert [each.parent.name for each in DIAGRAMS if not (each.parent / "README.md").is_file()] == []
