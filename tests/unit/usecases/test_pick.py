"""Bodies are chosen by name, in the rows of a list as well; an id that nobody knows reaches no desk."""

from __future__ import annotations

import json

import pytest

from workflows.domain.case import Case, CaseDocument, Handling
from workflows.domain.form import Form, read_form
from workflows.errors import InvalidForm
from workflows.testing.stage import stage
from workflows.usecases.group_bodies import group_bodies
from workflows.usecases.load_pack import load_pack
from workflows.usecases.pick import Pick, picked_of, picks_of, with_names
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


def offered(more: dict[str, str]) -> set[str]:
    """Return the bodies that a field offers for a case of the street centre."""
    properties = {"picker": "organisation", "kinds": "court", **more}
    asked = {
        "type": "textfield", "key": "confirmation.court_id", "label": "法院", "properties": properties
    }  # fmt: skip
    form = read_form("f", json.dumps({"type": "default", "components": [asked]}))
    with stage() as (app, _):
        load_pack(app, "yunyang")
        case = Case(
            id="c", number="n", pack="yunyang", procedure="dispute", version="v", org_id="yunyang-qinglong",
            document=CaseDocument(handling=Handling(org_id="yunyang-qinglong")), opened_at=app.clock.now(),
        )  # fmt: skip
        with app.store.read() as tx:
            found = {each.value for each in picks_of(app.catalogue, tx, case, form)["confirmation.court_id"]}
            answers = {"confirmation.court_id": "yunyang-qinglong"}
            own = picked_of(app.catalogue, tx, case, form, answers)["confirmation.court_id"]
    assert bool(own) == ("yunyang-qinglong" in found)
    return found


def test_bodies_stand_in_the_order_in_which_people_look_for_them() -> None:
    """选接收机构:上级和本地的在最前，由近及远;其余按行业、法院、公安、部门分组;村居站在各自乡镇之下，本乡镇的先列。"""
    with stage() as (app, _):
        load_pack(app, "yunyang")
        with app.store.read() as tx:
            listed = {body.id: body for body in tx.directory.organisations(pack="yunyang")}
    own = listed["yunyang-fengming-v02"]
    kinds = {"police", "court", "department", "township_centre", "county_centre", "village_station"}
    grouped = list(group_bodies([each for each in listed.values() if each.kind in kinds], listed, own))
    first = [body.id for heading, body in grouped if heading.zh == "上级和本地"]
    assert first[:3] == ["yunyang-fengming-v02", "yunyang-fengming", "yunyang-county-centre"]
    assert first[3:] == ["yunyang-police-fengming"]
    headings = list(dict.fromkeys(heading.zh for heading, _ in grouped))
    assert headings[:3] == ["上级和本地", "凤鸣镇社会矛盾调处中心", "乡镇、街道"]
    assert headings[3:6] == ["法院、人民法庭", "公安机关、警务室", "部门"]
    assert len(grouped) == len({body.id for _, body in grouped})


def test_many_choices_are_searched_and_said_in_the_language_of_the_reader() -> None:
    """选项多的给查找框，少的不给;英文页面显示英文名称和分组。"""
    picks = tuple(
        Pick(str(n), f"部门{n}", "部门", name_en=f"Dept {n}", heading_en="Departments") for n in range(16)
    )
    for offered, searched in ((picks, True), (picks[:9], False)):
        paper = FormPaper(picks={"a.org_id": offered}, locale="en")
        schema = {"components": [{"type": "textfield", "key": "a.org_id", "label": "部门"}]}
        (part,) = form_parts(schema, paper)
        assert part.searched is searched
        assert (part.options[0].label, list(part.headings)) == ("Dept 0", ["Departments"])


def test_the_body_that_handles_a_case_is_offered_unless_it_must_be_elsewhere() -> None:
    """A centre is no court: an application sent to oneself would wait for ever at a desk that nobody has."""
    assert offered({}) == {"yunyang-court", "yunyang-qinglong"}
    assert offered({"elsewhere": "true"}) == {"yunyang-court"}
