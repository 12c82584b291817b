"""Procedures with four eyes, where a place wants them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from workflows.domain.actor import Actor
from workflows.domain.organisation import Membership, Organisation
from workflows.errors import FourEyesNeeded, NotAllowed, ProcedureNotProposed
from workflows.testing.stage import stage
from workflows.usecases.app import App
from workflows.usecases.draw_procedure import save_file
from workflows.usecases.propose_procedure import propose_procedure
from workflows.usecases.publish_working import publish_working
from workflows.usecases.show_procedure import read_procedure_file, show_procedure

HOME = "yunyang-county-centre"
DIAGRAM = "mediator-registry.bpmn"
CENTRE = Organisation(
    id=HOME, pack="yunyang", kind="county_centre", tier="county", name="示例中心", path=f"/{HOME}/"
)


def somebody(name: str, role: str = "designer") -> Actor:
    """Return a colleague at the county centre."""
    post = Membership(account_id=name, org_id=HOME, role=role)
    return Actor(account_id=name, name=name, posts=(post,), org_paths={HOME: f"/{HOME}/"})


ANNA, BERT = somebody("anna"), somebody("bert")


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Iterator[App]:
    """A place that wants four eyes for its procedures."""
    with stage() as (app, _):
        with app.store.write() as tx:
            tx.directory.put_organisations([CENTRE])
        pack = app.catalogue.pack("yunyang")
        strict = replace(pack, data={**pack.data, "designing": {"four_eyes": True}})
        monkeypatch.setitem(app.catalogue.packs, "yunyang", strict)
        yield app


def drawn(app: App, words: str) -> None:
    """Let the first designer change a word."""
    content = read_procedure_file(app, ANNA, "mediator-registry", f"mediator-registry/{DIAGRAM}")
    save_file(app, ANNA, "mediator-registry", DIAGRAM, content + f"<!-- {words} -->".encode())


def test_what_one_designer_proposed_another_publishes_unchanged(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    """一人提交、另一人发布:没提交的、自己提交的、提交后又改过的,都不能发布;发布后提案即了结。没有这项规定的地方一人即可。"""
    drawn(app, "甲")
    with pytest.raises(ProcedureNotProposed):
        publish_working(app, BERT, "mediator-registry")
    with pytest.raises(NotAllowed):
        propose_procedure(app, somebody("med", "mediator"), "mediator-registry")
    propose_procedure(app, ANNA, "mediator-registry", note=" 改一字 ")
    with pytest.raises(FourEyesNeeded):
        publish_working(app, ANNA, "mediator-registry")
    drawn(app, "乙")
    with pytest.raises(ProcedureNotProposed):
        publish_working(app, BERT, "mediator-registry")
    assert propose_procedure(app, ANNA, "mediator-registry", note=" 改一字 ").note == "改一字"
    shown = show_procedure(app, BERT, "mediator-registry")
    assert (shown.four_eyes, shown.proposal is not None) == (True, True)
    assert publish_working(app, BERT, "mediator-registry").fresh
    assert show_procedure(app, BERT, "mediator-registry").proposal is None
    drawn(app, "丙")
    pack = app.catalogue.pack("yunyang")
    monkeypatch.setitem(app.catalogue.packs, "yunyang", replace(pack, data={}))
    assert publish_working(app, ANNA, "mediator-registry").fresh, "elsewhere one designer publishes alone"
