"""Designers make procedures of their own: blank or from another one, checked, rehearsed, published, opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from workflows.domain.actor import Actor
from workflows.domain.organisation import Membership
from workflows.errors import NotAllowed, ProcedureFileRefused, ProcedureNotMade, UnknownProcedure
from workflows.testing.places import Places
from workflows.usecases.app import App
from workflows.usecases.check_procedure import check_procedure
from workflows.usecases.draw_procedure import save_file
from workflows.usecases.list_procedures import list_procedures
from workflows.usecases.new_file import new_file
from workflows.usecases.new_procedure import NewProcedure, delete_procedure, new_procedure
from workflows.usecases.open_case import OpenCase, open_case
from workflows.usecases.publish_working import publish_working
from workflows.usecases.rehearse_procedure import rehearse_procedure
from workflows.usecases.show_procedure import show_procedure

pytestmark = pytest.mark.slow


def person(role: str) -> Actor:
    """Somebody at the county centre of the sample place."""
    post = Membership(account_id=f"yunyang:{role}", org_id="yunyang-county-centre", role=role)
    return Actor(account_id=post.account_id, posts=(post,))


DESIGNER = person("designer")
BLANK = NewProcedure(id="river-quarrel", title="河道纠纷", law=("民法典 291",), phases=("受理", "办结"))


@pytest.fixture(scope="module")
def places() -> Iterator[Places]:
    """The sample place, loaded once."""
    with Places() as made:
        yield made


@pytest.fixture
def app(places: Places) -> App:
    """A fresh machine with the sample place."""
    machine, _ = places.machine("yunyang", "dispute")
    return machine


def test_a_blank_one_is_checked_published_and_opened(app: App) -> None:
    """空白新建的程序:列得出、查得过、发布后可以立案。"""
    new_procedure(app, DESIGNER, BLANK)
    assert check_procedure(app, DESIGNER, "river-quarrel") == []
    row = next(each for each in list_procedures(app, DESIGNER) if each.id == "river-quarrel")
    assert (row.title, row.kind, row.drafted, row.versions) == ("河道纠纷", "main", True, ())
    done = publish_working(app, DESIGNER, "river-quarrel")
    assert (done.fresh, done.version.number, done.version.title) == (True, 1, "河道纠纷")
    opened = OpenCase(pack="yunyang", org_id="yunyang-county-centre", procedure="river-quarrel")
    case = open_case(app, person("clerk"), opened)
    with app.store.read() as tx:
        assert [each.element for each in tx.work.of_case(case.id)] == ["river_quarrel_step"]
    assert show_procedure(app, DESIGNER, "river-quarrel").own is True


def test_a_copy_takes_every_file_under_its_new_name(app: App) -> None:
    """以现有程序为模板:图、表、表单、场景都复制过来,改用新编号,场景照样演练通过。"""
    new_procedure(
        app,
        DESIGNER,
        NewProcedure(id="own-online", title="本地在线调解", kind="part", template="online-track"),
    )
    paths = {each.name for each in show_procedure(app, DESIGNER, "own-online").files}
    assert {"own-online.bpmn", "procedure.toml", "README.md", "forms/online-choose.json"} <= paths
    assert "scenarios/nobody-chosen-then-appointed.yaml" in paths
    errors = [each for each in check_procedure(app, DESIGNER, "own-online") if each.severity == "error"]
    assert errors == []
    (played,) = rehearse_procedure(app, DESIGNER, "own-online")
    assert (played.passed, played.failed) == (True, ())


@pytest.mark.parametrize("ident", ["", "New", "a b", "new", "dispute", "中文", "x" * 61])
def test_an_id_is_plain_and_free(app: App, ident: str) -> None:
    """编号只用小写字母、数字、连字符,不能与已有的重复。"""
    with pytest.raises(ProcedureNotMade):
        new_procedure(app, DESIGNER, NewProcedure(id=ident, title="某程序"))


@pytest.mark.parametrize("sign", ["\x7f", "\x01", "\x85", "\uffff"], ids=ascii)
def test_a_name_that_no_file_can_hold_is_refused(app: App, sign: str) -> None:
    """A control character in a name, phase or law is refused; nothing is made that could not be read again."""
    for broken in (
        replace(BLANK, title=f"河{sign}道"),
        replace(BLANK, title_en=f"River{sign}"),
        replace(BLANK, phases=(f"受理{sign}",)),
        replace(BLANK, law=(f"民法典{sign}",)),
    ):
        with pytest.raises(ProcedureNotMade):
            new_procedure(app, DESIGNER, broken)
    assert BLANK.id not in {each.id for each in list_procedures(app, DESIGNER)}


def test_a_new_file_can_be_read_whatever_its_title(app: App) -> None:
    """A title with colons, quotes and marks of XML names the new scenario and table; a control character is refused."""
    new_procedure(app, DESIGNER, BLANK)
    title = '上门: "明天" # & <b> {x}'
    for kind in ("form", "table", "scenario"):
        new_file(app, DESIGNER, BLANK.id, kind, "visit", title)
    assert [each for each in check_procedure(app, DESIGNER, BLANK.id) if each.severity == "error"] == []
    (played,) = rehearse_procedure(app, DESIGNER, BLANK.id)
    assert played.name == title
    with pytest.raises(ProcedureFileRefused, match="control character"):
        new_file(app, DESIGNER, BLANK.id, "table", "other", "上\x01门")


@pytest.mark.parametrize(
    "content", [b"garbage = ", b"\xff\xfe", b"title = 3", b"", b'title = "x"\nphases = ["a"]'], ids=ascii
)
def test_a_description_that_cannot_be_read_is_not_kept(app: App, content: bytes) -> None:
    """A slip in procedure.toml is refused by name; the desk of designers goes on as before."""
    new_procedure(app, DESIGNER, BLANK)
    with pytest.raises(ProcedureFileRefused, match=r"procedure\.toml cannot be read"):
        save_file(app, DESIGNER, BLANK.id, "procedure.toml", content)
    assert BLANK.id in {each.id for each in list_procedures(app, DESIGNER)}


def test_an_unpublished_one_can_be_deleted(app: App) -> None:
    """没有发布的可以删除;随附的、发布过的不能删。"""
    new_procedure(app, DESIGNER, BLANK)
    delete_procedure(app, DESIGNER, "river-quarrel")
    with pytest.raises(UnknownProcedure):
        show_procedure(app, DESIGNER, "river-quarrel")
    new_procedure(app, DESIGNER, BLANK)
    publish_working(app, DESIGNER, "river-quarrel")
    for ident in ("river-quarrel", "dispute"):
        with pytest.raises(ProcedureNotMade):
            delete_procedure(app, DESIGNER, ident)


def test_only_designers_make_procedures(app: App) -> None:
    """只有流程设计岗位可以新建、删除程序。"""
    with pytest.raises(NotAllowed):
        new_procedure(app, person("clerk"), BLANK)
    with pytest.raises(NotAllowed):
        delete_procedure(app, person("clerk"), "dispute")
