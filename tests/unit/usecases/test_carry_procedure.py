"""A procedure goes to another place as one file, and comes in whole or not at all."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from hashlib import sha256

import pytest

from workflows.domain.actor import Actor
from workflows.domain.organisation import Membership, Organisation
from workflows.domain.procedure_package import LIST, opened
from workflows.errors import HeweiError, NotAllowed, ProcedurePackageRefused
from workflows.testing.stage import stage
from workflows.usecases.app import App
from workflows.usecases.carry_procedure import export_procedure, import_procedure
from workflows.usecases.draw_procedure import drop_draft, save_file
from workflows.usecases.new_procedure import NewProcedure, new_procedure
from workflows.usecases.show_procedure import read_procedure_file

RIVER, DIAGRAM = "river", "river/river.bpmn"


def person(role: str) -> Actor:
    """Somebody at the county centre."""
    return Actor(account_id=role, posts=(Membership(account_id=role, org_id="o", role=role),))


DESIGNER = person("designer")


@pytest.fixture
def there() -> Iterator[App]:
    """The place from which a procedure comes: a river quarrel that calls the stock's part for persons."""
    with stage() as (app, _):
        centre = Organisation(
            id="o", pack="", kind="county_centre", tier="county", name="中心（示例）", path="o/"
        )
        with app.store.write() as tx:
            tx.directory.put_organisations([centre])
        new_procedure(app, DESIGNER, NewProcedure(id=RIVER, title="河道纠纷"))
        drawn = read_procedure_file(app, DESIGNER, RIVER, DIAGRAM).decode()
        assert "<bpmn:userTask " in drawn
        call = '<bpmn:callActivity id="look" name="核对人员" calledElement="persons" /><bpmn:userTask '
        save_file(app, DESIGNER, RIVER, "river.bpmn", drawn.replace("<bpmn:userTask ", call, 1).encode())
        yield app


@pytest.fixture
def here() -> Iterator[App]:
    """The place to which it goes."""
    with stage() as (app, _):
        yield app


def repacked(content: bytes, changed: Mapping[str, bytes | None]) -> bytes:
    """Return the package with files put in, replaced, or (None) taken out, and listed as if that were right."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files = {name: text for name, text in {**files, **changed}.items() if text is not None}
    contents = json.loads(files.pop(LIST))
    contents["files"] = {name: sha256(text).hexdigest() for name, text in files.items()}
    return zipped({LIST: json.dumps(contents).encode(), **files})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def test_a_procedure_travels_with_everything_that_it_calls(there: App, here: App) -> None:
    """导出带上分程序、表单和文书名称;导入成为草稿，逐字节相同;与本地相同的分程序不动;再导入没有变化。"""
    content = export_procedure(there, DESIGNER, RIVER)
    assert content == export_procedure(there, DESIGNER, RIVER)
    package = opened(content)
    assert {path.partition("/")[0] for path in package.files} == {RIVER, "persons"}
    assert any("/forms/" in path for path in package.files)
    came = import_procedure(here, DESIGNER, content)
    assert (came.drafts, came.kept, came.papers) == ((RIVER,), (), ())
    assert read_procedure_file(here, DESIGNER, RIVER, DIAGRAM) == package.files[DIAGRAM]
    assert import_procedure(here, DESIGNER, content).drafts == ()


def test_what_stands_here_in_other_words_is_not_written_over(there: App, here: App) -> None:
    """本地另有改动的分程序沿用本地的，并指名;程序本身有草稿的不覆盖;这里没有的文书指名。"""
    content = export_procedure(there, DESIGNER, RIVER)
    table = read_procedure_file(here, DESIGNER, "persons", "persons/procedure.toml")
    save_file(here, DESIGNER, "persons", "procedure.toml", table + b"# own\n")
    drawn = opened(content).files[DIAGRAM]
    paper = b'<spiffworkflow:property value="river-map, agreement" name="document" />'
    assert b"<spiffworkflow:properties>" in drawn
    mapped = drawn.replace(b"<spiffworkflow:properties>", b"<spiffworkflow:properties>" + paper, 1)
    save_file(there, DESIGNER, RIVER, "river.bpmn", mapped)
    came = import_procedure(here, DESIGNER, export_procedure(there, DESIGNER, RIVER))
    assert (came.drafts, came.kept, came.papers) == ((RIVER,), ("persons",), ("river-map",))
    with pytest.raises(ProcedurePackageRefused, match="a draft of river"):
        import_procedure(here, DESIGNER, content)
    drop_draft(here, DESIGNER, "persons")


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"river/forms/river-step.json": None}, "river-step"),
        ({"river/procedure.toml": None}, "river/procedure.toml"),
        ({DIAGRAM: BOMB}, "river/river.bpmn"),
        ({"../river.bpmn": b"x"}, ".."),
        ({"river/../../x.bpmn": b"x"}, "x.bpmn"),
        ({"river/run.py": b"import os"}, "run.py"),
        ({"river/inner.dmn": zipped({"a": b"b"})}, "套着压缩文件"),
    ],
)
def test_what_is_hostile_or_lacks_a_part_is_refused_by_name(
    there: App, here: App, changed: Mapping[str, bytes | None], named: str
) -> None:
    """缺表单、缺文件、恶意 XML、越界路径、别的文件、套着的压缩包:逐一指名拒绝，什么都没有留下。"""
    content = repacked(export_procedure(there, DESIGNER, RIVER), changed)
    with pytest.raises(HeweiError) as refused:
        import_procedure(here, DESIGNER, content)
    assert named in refused.value.zh
    with here.store.read() as tx:
        assert list(tx.procedures.drafted()) == []


def test_a_package_that_was_touched_or_is_none_is_refused(there: App, here: App) -> None:
    """一个字节不同、清单之外的文件、不是 ZIP 的都拒绝;不是设计员的不能导入。"""
    content = export_procedure(there, DESIGNER, RIVER)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for wrong in (
        zipped({**files, DIAGRAM: files[DIAGRAM] + b" "}),
        zipped({**files, "river/more.dmn": b"<x/>"}),
        zipped({name: text for name, text in files.items() if name != LIST}),
        b"no zip",
    ):
        with pytest.raises(ProcedurePackageRefused):
            import_procedure(here, DESIGNER, wrong)
    with pytest.raises(NotAllowed):
        import_procedure(here, person("mediator"), content)
