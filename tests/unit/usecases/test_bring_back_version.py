"""A published mistake is taken back: an earlier version becomes the draft, and is published like any other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.unit.usecases.test_four_eyes import ANNA, CENTRE, DIAGRAM
from workflows.errors import DraftInTheWay, NotAllowed, UnknownProcedureVersion
from workflows.testing.cast import actor_for
from workflows.testing.stage import stage
from workflows.usecases.app import App
from workflows.usecases.bring_back_version import bring_back_version
from workflows.usecases.draw_procedure import save_file
from workflows.usecases.publish_working import publish_working
from workflows.usecases.show_procedure import read_procedure_file

REGISTRY = "mediator-registry"


@pytest.fixture
def app() -> Iterator[App]:
    """A place in which one designer draws and publishes."""
    with stage() as (app, _):
        with app.store.write() as tx:
            tx.directory.put_organisations([CENTRE])
        yield app


def diagram(app: App) -> bytes:
    """Return the diagram as designers have it."""
    return read_procedure_file(app, ANNA, REGISTRY, f"{REGISTRY}/{DIAGRAM}")


def published(app: App, words: str) -> str:
    """Publish the diagram with a remark; return the digest of the version."""
    save_file(app, ANNA, REGISTRY, DIAGRAM, diagram(app) + f"<!-- {words} -->".encode())
    return publish_working(app, ANNA, REGISTRY).version.digest


def test_an_earlier_version_becomes_the_draft_and_is_published_again(app: App) -> None:
    """发布错了的，从版本列表恢复旧版本为草稿，检查后再发布；恢复现用的版本，没有草稿。"""
    good = published(app, "对")
    right = diagram(app)
    wrong = published(app, "错")
    assert bring_back_version(app, ANNA, REGISTRY, wrong) == ()
    assert bring_back_version(app, ANNA, REGISTRY, good) == (REGISTRY,)
    assert diagram(app) == right
    again = publish_working(app, ANNA, REGISTRY)
    with app.store.read() as tx:
        newest = tx.procedures.newest(REGISTRY, pack="yunyang")
    assert newest is not None
    assert (again.fresh, newest.number, newest.bundle.drawn[f"{REGISTRY}/{DIAGRAM}"]) == (True, 3, right)
    assert not publish_working(app, ANNA, REGISTRY).fresh
    assert diagram(app) == right


def test_what_somebody_is_drawing_is_never_overwritten(app: App) -> None:
    """有未发布的草稿时不恢复，草稿原样还在；没有的版本按编号说明。"""
    good = published(app, "对")
    published(app, "错")
    save_file(app, ANNA, REGISTRY, DIAGRAM, diagram(app) + b"<!-- \xe6\x96\xb0 -->")
    drawn = diagram(app)
    with pytest.raises(DraftInTheWay):
        bring_back_version(app, ANNA, REGISTRY, good)
    assert diagram(app) == drawn
    with pytest.raises(UnknownProcedureVersion):
        bring_back_version(app, ANNA, REGISTRY, "0" * 64)
    with pytest.raises(NotAllowed):
        bring_back_version(app, actor_for(app, "yunyang", "clerk", CENTRE.id), REGISTRY, good)
