"""What a designer may choose from in the editor exists here, with what it is called."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from workflows.domain.actor import Actor
from workflows.domain.form import Choice
from workflows.domain.organisation import Membership
from workflows.errors import NotAllowed
from workflows.testing.places import Places
from workflows.usecases.app import App
from workflows.usecases.draw_procedure import save_file
from workflows.usecases.list_case_fields import list_case_fields
from workflows.usecases.list_choices import list_choices
from workflows.usecases.new_file import new_file
from workflows.usecases.new_procedure import NewProcedure, new_procedure

pytestmark = pytest.mark.slow


def person(role: str) -> Actor:
    """Somebody at the county centre of the sample place."""
    post = Membership(account_id=f"yunyang:{role}", org_id="yunyang-county-centre", role=role)
    return Actor(account_id=post.account_id, posts=(post,))


@pytest.fixture
def app() -> Iterator[App]:
    """A machine with the sample place."""
    with Places() as places:
        yield places.machine("yunyang", "dispute")[0]


def test_what_was_made_a_moment_ago_can_be_chosen(app: App) -> None:
    """A procedure's own forms, tables and phases are offered, with all periods, papers and procedures."""
    designer = person("designer")
    new_procedure(app, designer, NewProcedure(id="river", title="河道", phases=("受理",)))
    new_file(app, designer, "river", "form", "meeting", "会面")
    new_file(app, designer, "river", "table", "tier", "分级 & 分流")
    found = list_choices(app, designer, "river")
    assert found["forms"] == [Choice(value="meeting", label=""), Choice(value="river-step", label="")]
    assert found["tables"] == [Choice(value="tier", label="分级 & 分流")]
    assert found["phases"] == [Choice(value="phase-1", label="受理", label_en="受理")]
    assert (
        Choice(value="D20", label="申请司法确认", label_en="Apply for judicial confirmation")
        in found["periods"]
    )
    assert ("agreement", "人民调解协议书") in [(each.value, each.label) for each in found["papers"]]
    assert {"mediation", "dispute"} < {each.value for each in found["procedures"]}
    assert "river" not in {each.value for each in found["procedures"]}
    assert "chair" in {each.value for each in found["roles"]}
    assert "sessions" in {each.value for each in found["lists"]}
    assert ("file-with-court", "移送法院材料包") in [(each.value, each.label) for each in found["operations"]]
    assert "file-with-court/court" in {each.value for each in found["parameters"]}


def test_only_who_works_on_procedures_is_offered_them(app: App) -> None:
    """A mediator has no list to choose from."""
    with pytest.raises(NotAllowed):
        list_choices(app, person("mediator"), "dispute")


FORM = """{"type": "default", "id": "meeting", "components": [
  {"type": "textfield", "id": "f1", "key": "extra.canal", "label": "渠名"},
  {"type": "textfield", "id": "f2", "key": "not even", "label": "坏"}]}"""


def test_fields_bear_the_names_that_forms_give_them(app: App) -> None:
    """Each field of a case is listed as expressions spell it, with label and values of the forms that ask it."""
    found = {each.path: each for each in list_case_fields(app, person("designer"))}
    assert found["case.claim.summary"].title == "情况"
    assert found["case.sessions[].participants"].title == "参加人"
    assert found["case.parties[].name"].title_en != ""
    ruling = {each.value: each.label for each in found["case.confirmation.ruling"].choices}
    assert ruling["refused"] == "裁定驳回申请"
    assert not any(path.startswith("paper.") for path in found)


def test_what_a_place_asks_besides_is_listed_too(app: App) -> None:
    """A field under `extra` stands in the list as soon as a form asks for it, even a drafted one."""
    designer = person("designer")
    new_procedure(app, designer, NewProcedure(id="river", title="河道"))
    save_file(
        app, designer, "river", "forms/meeting.json", FORM.replace('"not even"', '"claim.amount"').encode()
    )
    found = {each.path: each.title for each in list_case_fields(app, designer)}
    assert found["case.extra.canal"] == "渠名"


def test_a_form_that_cannot_be_read_names_no_field(app: App) -> None:
    """One broken draft takes nobody's list of fields."""
    designer = person("designer")
    new_procedure(app, designer, NewProcedure(id="river", title="河道"))
    save_file(app, designer, "river", "forms/meeting.json", FORM.encode())
    assert "case.extra.canal" not in {each.path for each in list_case_fields(app, designer)}
