"""A designer, and whoever publishes for them, reads what a draft or a version changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from workflows.domain.actor import Actor
from workflows.domain.organisation import Membership
from workflows.errors import NotAllowed, UnknownProcedureVersion
from workflows.testing.places import Places
from workflows.usecases.app import App
from workflows.usecases.compare_procedure import Compared, compare_procedure
from workflows.usecases.draw_procedure import save_file
from workflows.usecases.new_procedure import NewProcedure, new_procedure
from workflows.usecases.publish_working import publish_working
from workflows.usecases.show_procedure import read_procedure_file

pytestmark = pytest.mark.slow


def person(role: str) -> Actor:
    """Somebody at the county centre of the sample place."""
    post = Membership(account_id=f"yunyang:{role}", org_id="yunyang-county-centre", role=role)
    return Actor(account_id=post.account_id, posts=(post,))


DESIGNER = person("designer")


@pytest.fixture
def app() -> Iterator[App]:
    """A machine with the sample place and a procedure that is only drafted yet."""
    with Places() as places:
        machine = places.machine("yunyang", "dispute")[0]
        new_procedure(machine, DESIGNER, NewProcedure(id="river", title="河道"))
        yield machine


def rename(app: App, old: str, new: str) -> None:
    """Give the step of the procedure another name."""
    drawn = read_procedure_file(app, DESIGNER, "river", "river/river.bpmn").decode()
    save_file(app, DESIGNER, "river", "river.bpmn", drawn.replace(f'name="{old}"', f'name="{new}"').encode())


def told(compared: Compared) -> list[str]:
    """Return the Chinese sentences."""
    return [each.zh for each in compared.changes]


def test_what_was_never_published_is_all_new(app: App) -> None:
    """Of the first draft nothing is told."""
    assert told(compare_procedure(app, DESIGNER, "river")) == []


def test_a_draft_is_compared_with_what_stands(app: App) -> None:
    """Before publishing it is read what will change, and against which version; afterwards the version tells it."""
    publish_working(app, DESIGNER, "river")
    assert told(compare_procedure(app, DESIGNER, "river")) == []
    rename(app, "办理", "上门调解")
    found = compare_procedure(app, DESIGNER, "river")
    assert told(found) == ["人工环节“办理”改名为“上门调解”。"]
    assert found.newer is None
    assert found.older is not None
    assert found.older.number == 1
    second = publish_working(app, DESIGNER, "river").version
    found = compare_procedure(app, person("coordinator"), "river", second.digest)
    assert (told(found), found.newer and found.newer.number) == (["人工环节“办理”改名为“上门调解”。"], 2)
    assert compare_procedure(app, DESIGNER, "river").changes == []


def test_a_version_that_is_not_here_is_refused(app: App) -> None:
    """An unknown digest is named, and a mediator compares nothing."""
    with pytest.raises(UnknownProcedureVersion):
        compare_procedure(app, DESIGNER, "river", "0" * 64)
    with pytest.raises(NotAllowed):
        compare_procedure(app, person("mediator"), "river")
