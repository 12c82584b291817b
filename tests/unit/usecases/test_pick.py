"""Bodies are chosen by name, in the rows of a list as well; an id that nobody knows reaches no desk."""

from __future__ import annotations

import json

import pytest

from workflows.domain.form import Form, read_form
from workflows.errors import InvalidForm
from workflows.usecases.pick import Pick, with_names
from workflows.web.forms import FormPaper, form_parts

PICKS = {"joint.decisions.org_id": (Pick("dept-land", "国土部门"),)}


def conference() -> Form:
    """A conference decides what each department does."""
    rows = [
        {
            "type": "textfield", "key": "org_id", "label": "责任部门",
            "properties": {"picker": "organisation", "name-key": "department"},
        },
        {"type": "textfield", "key": "department", "label": "部门名称", "validate": {"required": True}},
    ]  # fmt: skip
    decisions = {"type": "dynamiclist", "path": "joint.decisions", "label": "决定", "components": rows}
    return read_form("conference", json.dumps({"type": "default", "components": [decisions]}))


def test_in_a_row_the_department_is_chosen_from_a_list() -> None:
    """The coordinator sees the departments of the county and types no id."""
    paper = FormPaper(values={"joint": {"decisions": [{"org_id": "dept-land"}]}}, picks=PICKS)
    (decisions,) = form_parts(conference().schema, paper)
    chosen = decisions.rows[0].parts[0]
    assert (chosen.kind, [each.label for each in chosen.options if each.chosen]) == ("select", ["国土部门"])


def test_the_name_follows_the_choice_unless_one_is_typed() -> None:
    """Who chose the department need not write its name; a name of their own stays."""
    rows = [{"org_id": "dept-land", "department": None}, {"org_id": "dept-land", "department": "国土所"}]
    named = with_names(conference(), PICKS, {"joint": {"decisions": rows}})
    assert [row["department"] for row in named["joint.decisions"]] == ["国土部门", "国土所"]


def test_a_department_that_is_not_there_is_refused_in_its_row() -> None:
    """A task for nobody would wait for ever."""
    with pytest.raises(InvalidForm) as refused:
        with_names(
            conference(), PICKS, {"joint": {"decisions": [{"org_id": "水利局", "department": "水利局"}]}}
        )
    assert [each.path for each in refused.value.problems] == ["joint.decisions.0.org_id"]
