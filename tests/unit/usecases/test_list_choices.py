"""What a designer may choose from in the editor exists here, with what it is called."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from workflows.domain.actor import Actor
from workflows.domain.organisation import Membership
from workflows.errors import NotAllowed
from workflows.testing.places import Places
from workflows.usecases.app import App
from workflows.usecases.list_choices import Choice, list_choices
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
    assert found["forms"] == [Choice(value="meeting"), Choice(value="river-step")]
    assert found["tables"] == [Choice(value="tier", title="分级 & 分流")]
    assert found["phases"] == [Choice(value="phase-1", title="受理", title_en="受理")]
    assert (
        Choice(value="D20", title="申请司法确认", title_en="Apply for judicial confirmation")
        in found["periods"]
    )
    assert ("agreement", "人民调解协议书") in [(each.value, each.title) for each in found["papers"]]
    assert {"mediation", "dispute"} < {each.value for each in found["procedures"]}
    assert "river" not in {each.value for each in found["procedures"]}
    assert "chair" in {each.value for each in found["roles"]}
    assert "sessions" in {each.value for each in found["lists"]}


def test_only_who_works_on_procedures_is_offered_them(app: App) -> None:
    """A mediator has no list to choose from."""
    with pytest.raises(NotAllowed):
        list_choices(app, person("mediator"), "dispute")
