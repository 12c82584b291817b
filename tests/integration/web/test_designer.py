"""The designer's desk."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

FOREIGN = (
    b'<?xml version="1.0" encoding="UTF-8"?>\r\n<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    b'xmlns:other="urn:another:tool" targetNamespace="urn:x" other:mark="kept">\r\n  <process id="mediation" '
    b'isExecutable="true"><extensionElements><other:note deep="yes"/></extensionElements></process>\r\n</definitions>'
)


@pytest.fixture
def designer(program: Any, place: Any) -> Any:
    """A program that acts for a designer; the draft is gone afterwards."""
    caller = program(place.designer)
    yield caller
    for procedure in ("mediation", "dispute"):
        caller.client.delete(f"/api/procedures/{procedure}/draft", headers=caller.headers())


def test_a_diagram_of_another_tool_survives_byte_for_byte(designer: Any, browser: Any, place: Any) -> None:
    """What is uploaded is what is downloaded, line ends and other tools' marks included; opening it changes nothing."""
    desk = browser(place.designer)
    desk.get("/designer/mediation")
    desk.post("/designer/mediation/upload", {"as": "mediation.bpmn"}, files={"file": ("any.bpmn", FOREIGN)})
    assert desk.page.status_code == 200
    assert desk.get("/designer/mediation/files/mediation.bpmn").content == FOREIGN
    desk.get("/designer/mediation/edit/mediation.bpmn")
    typed = FOREIGN.decode()
    saved = desk.post(
        "/designer/mediation/edit/mediation.bpmn", {"content": typed}, files={"none": ("", b"")}
    )
    assert saved.status_code == 200
    assert desk.get("/designer/mediation/files/mediation.bpmn").content == FOREIGN


def test_an_uploaded_file_finds_its_place(designer: Any, browser: Any, place: Any) -> None:
    """Without a name a diagram takes the place of the procedure's, a form goes among the forms; all is told."""
    desk = browser(place.designer)
    for name, content in (("流程.bpmn", FOREIGN), ("my-form.json", b'{"components": []}')):
        desk.get("/designer/mediation")
        desk.post("/designer/mediation/upload", {"as": ""}, files={"file": (name, content)})
        assert desk.page.status_code == 200
    assert desk.get("/designer/mediation/files/mediation.bpmn").content == FOREIGN
    assert desk.get("/designer/mediation/files/forms/my-form.json").content == b'{"components": []}'
    page = desk.get("/designer/mediation/changes").text
    assert "新增了这个文件。" in page
    assert "mediation/forms/my-form.json" in page


def test_what_another_tool_drew_is_told_its_id_at_once(designer: Any) -> None:
    """A process under another id is named together with everything else, with what to click."""
    designer.put(
        "/procedures/mediation/files/mediation.bpmn", FOREIGN.replace(b'id="mediation"', b'id="Process_1"')
    )
    found = {each["rule"]: each for each in designer.post("/procedures/mediation/check").json()}
    assert "现有：Process_1" in found["process-id"]["zh"]
    assert found["process-id"]["element"] == "Process_1"
    assert len(found) > 1


def test_a_diagram_that_cannot_run_is_named_and_not_published(designer: Any) -> None:
    """A broken draft gets findings with place and remedy, and publishing refuses it; what stands, stands."""
    before = designer.get("/procedures/dispute").json()["versions"]
    assert designer.put("/procedures/mediation/files/mediation.bpmn", b"<oops").json() == {"changed": True}
    findings = designer.post("/procedures/mediation/check").json()
    assert findings[0]["severity"] == "error"
    assert findings[0]["file"] == "mediation/mediation.bpmn"
    refused = designer.post("/procedures/dispute/publish", {"note": "broken"})
    assert refused.status_code == 422
    assert designer.get("/procedures/dispute").json()["versions"] == before


def test_a_diagram_of_another_tool_is_held_to_the_same_rules(designer: Any) -> None:
    """A diagram without a mark of Hewei is checked like every other: a step of nobody is named, not run."""
    drawn = designer.get("/procedures/mediation/files/mediation.bpmn").content.decode()
    plain = re.sub(r"<bpmn:extensionElements>.*?</bpmn:extensionElements>", "", drawn, flags=re.DOTALL)
    plain = re.sub(r"<bpmn:laneSet.*?</bpmn:laneSet>", "", plain, flags=re.DOTALL)
    plain = re.sub(r' xmlns:spiffworkflow="[^"]*"', "", plain)
    designer.put("/procedures/mediation/files/mediation.bpmn", plain.encode())
    rules = {each["rule"] for each in designer.post("/procedures/mediation/check").json()}
    assert rules >= {"role-given", "wait-bounded"}
    assert designer.post("/procedures/dispute/publish", {"note": "foreign"}).status_code == 422


def test_the_shelf_is_clean(designer: Any) -> None:
    """The shipped procedures have no errors when the designer checks them."""
    findings = designer.post("/procedures/dispute/check").json()
    assert [each for each in findings if each["severity"] == "error"] == []


def test_a_new_version_is_for_new_cases(designer: Any, new_case: Any, program: Any, place: Any) -> None:
    """A changed form is published as a new version; the running case stays on the one it started on."""
    old = new_case("旧版(示例)")
    path = "/procedures/mediation/files/forms/session.json"
    form = designer.get(path).content
    assert designer.put(path, form.replace("调解日期".encode(), "开会日期".encode())).json() == {
        "changed": True
    }
    published = designer.post("/procedures/mediation/publish", {"note": "改名"}).json()
    assert published["fresh"] is True
    new = new_case("新版(示例)")
    clerk = program(place.clerk)
    versions = [clerk.get(f"/cases/{case['id']}").json()["version"] for case in (old, new)]
    assert versions == [published["version"]["number"] - 1, published["version"]["number"]]
    assert "开会日期".encode() in designer.get(path).content
    again = designer.post("/procedures/mediation/publish", {"note": "同样"}).json()
    assert again["fresh"] is False


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "forms/../x.json", "x.py", "scenarios/a/b.yaml", ".hidden.bpmn", "forms/Ä.json"],
)
def test_only_files_of_a_procedure_are_kept(browser: Any, place: Any, designer: Any, name: str) -> None:
    """A name that leads elsewhere, or is of no kind a procedure holds, is refused."""
    desk = browser(place.designer)
    desk.get("/designer/mediation")
    answer = desk.post("/designer/mediation/upload", {"as": name}, files={"file": ("x", b"x")})
    assert answer.status_code == 422
    assert "不能作为程序文件的名称" in answer.text


def test_a_mediator_draws_nothing(program: Any, place: Any) -> None:
    """Procedures are changed by designers only."""
    mediator = program(place.mediator)
    assert mediator.put("/procedures/mediation/files/mediation.bpmn", b"<x/>").status_code == 403
    assert mediator.post("/procedures/dispute/publish").status_code == 403


def test_a_designer_sees_no_case(program: Any, browser: Any, place: Any, new_case: Any) -> None:
    """Whoever draws procedures has no business in the cases that run on them."""
    case = new_case("与设计无关(示例)")
    assert program(place.designer).get(f"/cases/{case['id']}").status_code == 403
    assert browser(place.designer).get("/cases").status_code == 403


def test_pages_of_the_designer_open(browser: Any, place: Any) -> None:
    """List, procedure, and each kind of editor open, with the file as text for those without scripts."""
    desk = browser(place.designer)
    assert "依法调处" in desk.get("/designer").text
    assert "forms/session.json" in desk.get("/designer/mediation").text
    for name, island in (
        ("mediation/edit/mediation.bpmn", "diagram-editor"),
        ("mediation/edit/forms/session.json", "form-editor"),
        ("triage/edit/direct-or-diverted.dmn", "table-editor"),
    ):
        page = desk.get(f"/designer/{name}").text
        assert f'data-island="{island}"' in page
        assert "<textarea" in page


def test_a_new_procedure_is_made_checked_published_and_deleted_in_the_browser(
    browser: Any, place: Any
) -> None:
    """流程设计人员在网页上新建程序、检查、发布;没有发布的可以删除。"""
    desk = browser(place.designer)
    desk.get("/designer/new")
    words = {
        "id": "river-quarrel",
        "title": "河道纠纷",
        "kind": "main",
        "law": "民法典 291",
        "phases": "受理\n办结",
    }
    made = desk.post("/designer/new", words)
    assert (made.status_code, "河道纠纷" in made.text) == (200, True)
    assert "procedure.toml" in desk.get("/designer/river-quarrel").text
    assert "没有发现问题。" in desk.post("/designer/river-quarrel/check", {}).text
    assert "河道纠纷" in desk.get("/designer").text
    deleted = desk.post("/designer/river-quarrel/delete", {})
    assert (deleted.status_code, "river-quarrel" in desk.get("/designer").text) == (200, False)


def test_files_are_made_found_fault_with_and_opened_in_the_browser(browser: Any, place: Any) -> None:
    """不会编程的人也能添加表单、决策表和场景;存下有错的图时,错处列在图旁,点一下就到那一步。"""
    desk = browser(place.designer)
    desk.get("/designer/new")
    desk.post("/designer/new", {"id": "pond-quarrel", "title": "鱼塘纠纷", "kind": "main"})
    for kind, name in (
        ("form", "forms/visit.json"),
        ("table", "visit.dmn"),
        ("scenario", "scenarios/visit.yaml"),
    ):
        made = desk.post("/designer/pond-quarrel/new-file", {"kind": kind, "id": "visit", "title": "上门"})
        assert made.headers["location"] == f"/designer/pond-quarrel/edit/{name}"
        desk.get("/designer/pond-quarrel")
        again = desk.post("/designer/pond-quarrel/new-file", {"kind": kind, "id": "visit"})
        assert (again.status_code, f"已有文件 {name}" in again.text) == (422, True)
    assert desk.post("/designer/pond-quarrel/new-file", {"kind": "form", "id": "上门"}).status_code == 422
    assert "没有发现问题。" in desk.post("/designer/pond-quarrel/check", {}).text
    page = "/designer/pond-quarrel/edit/pond-quarrel.bpmn"
    drawn = desk.get("/designer/pond-quarrel/files/pond-quarrel.bpmn").text
    desk.get(page)
    nameless = drawn.replace('id="pond_quarrel_step" name="办理"', 'id="pond_quarrel_step"')
    saved = desk.post(page, {"content": nameless}, files={"none": ("", b"")})
    assert '<a href="#pond_quarrel_step">' in saved.text
    desk.get("/designer/pond-quarrel")
    desk.post("/designer/pond-quarrel/delete", {})


def test_an_id_that_is_taken_is_refused_on_the_page(browser: Any, place: Any) -> None:
    """编号已有程序使用时,说明原因,填写的内容还在。"""
    desk = browser(place.designer)
    desk.get("/designer/new")
    answer = desk.post("/designer/new", {"id": "dispute", "title": "我的程序", "kind": "main"})
    assert (answer.status_code, "我的程序" in answer.text) == (422, True)


def test_programs_make_procedures_from_templates(designer: Any) -> None:
    """A program makes a procedure from a template, with every file under its new name, and deletes it again."""
    wanted = {"id": "own-online", "title": "本地在线调解", "kind": "part", "template": "online-track"}
    made = designer.client.post("/api/procedures", json=wanted, headers=designer.headers())
    names = {each["name"] for each in made.json()["files"]}
    gone = designer.client.delete("/api/procedures/own-online", headers=designer.headers())
    again = designer.client.get("/api/procedures/own-online", headers=designer.headers())
    assert (made.status_code, gone.status_code, again.status_code) == (201, 204, 404)
    assert {"own-online.bpmn", "forms/online-choose.json", "procedure.toml"} <= names


def test_a_designer_finds_the_parts_that_a_diagram_calls(browser: Any, place: Any) -> None:
    """The page of the main procedure leads to its eight phases, and the page of a phase leads back."""
    desk = browser(place.designer)
    whole = desk.get("/designer/dispute").text
    for part in (
        "intake",
        "triage",
        "assignment",
        "mediation",
        "time-limit",
        "supervision",
        "performance",
        "archive",
    ):
        assert f'<a href="/designer/{part}">' in whole
    assert '<a href="/designer/dispute">' in desk.get("/designer/intake").text


def test_the_scenarios_that_came_with_a_procedure_are_listed_and_can_be_changed(browser: Any) -> None:
    """What a rehearsal plays can be read; a changed scenario goes into the draft, an unchanged one makes none."""
    designer = browser("designer")
    page = designer.get("/designer/escalation").text
    listed = re.search(r'href="(/designer/escalation/edit/scenarios/[^"]+\.yaml)">([^<]+)<', page)
    assert listed is not None
    address, title = listed.groups()
    shown = designer.get(address).text
    assert f"名称: {html.unescape(title)}" in html.unescape(shown)
    name = address.partition("/edit/")[2]
    content = designer.get(f"/designer/escalation/files/{name}").text
    designer.get(address)
    designer.post(address, {"content": content})
    assert "有未发布的修改" not in designer.get("/designer/escalation").text
    designer.get(address)
    designer.post(address, {"content": f"{content}# 补记\n"})
    assert "有未发布的修改" in designer.get("/designer/escalation").text
    designer.post("/designer/escalation/drop", {})


def test_a_procedure_of_another_place_is_taken_over_on_the_page(
    browser: Any, program: Any, place: Any
) -> None:
    """程序页导出 ZIP，列表页导入:相同的说没有改动;不是程序包的说明原因，列表照常。"""
    desk = browser(place.designer)
    assert 'href="/designer/persons/package"' in desk.get("/designer/persons").text
    package = desk.client.get("/designer/persons/package")
    assert package.headers["content-type"] == "application/zip"
    desk.get("/designer")
    same = desk.post("/designer/import", {}, files={"file": ("persons.zip", package.content)})
    assert (same.status_code, "与本地的完全相同" in same.text) == (200, True)
    desk.get("/designer")
    none = desk.post("/designer/import", {}, files={"file": ("x.zip", b"x")})
    assert (none.status_code, "不能导入这个程序包" in none.text, "/designer/persons" in none.text) == (
        422,
        True,
        True,
    )
    assert program(place.mediator).get("/procedures/persons/package").status_code == 403
