"""`hewei check` looks at single files, at folders of diagrams and at procedures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from workflows.cli.check import check

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:sample">'
GOOD = (
    f'{HEAD}<process id="p"><startEvent id="s"/><endEvent id="e"/>'
    '<sequenceFlow id="f" sourceRef="s" targetRef="e"/></process></definitions>'
)
BAD = GOOD.replace('targetRef="e"', 'targetRef="nowhere"')


@pytest.fixture
def app() -> typer.Typer:
    """The command alone."""
    app = typer.Typer()
    app.command()(check)
    return app


def test_good_diagram(app: typer.Typer, tmp_path: Path) -> None:
    """A diagram without a mistake ends with exit code 0 and says that nothing was found."""
    (tmp_path / "good.bpmn").write_text(GOOD, encoding="utf-8")
    answer = CliRunner().invoke(app, [str(tmp_path / "good.bpmn")])
    assert (answer.exit_code, answer.stdout) == (0, "0 error, 0 warning, 0 info\n")


def test_folder_of_diagrams(app: typer.Typer, tmp_path: Path) -> None:
    """In a folder every diagram is checked; a mistake is told with file, element, line, rule and remedy."""
    (tmp_path / "good.bpmn").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.bpmn").write_text(BAD, encoding="utf-8")
    answer = CliRunner().invoke(app, [str(tmp_path), "--json"])
    found = json.loads(answer.stdout)
    told = {(each["file"], each["element"], each["line"], each["rule"], each["severity"]) for each in found}
    assert answer.exit_code == 1
    assert (str(tmp_path / "bad.bpmn"), "f", 1, "flow-ends-exist", "error") in told
    assert {each["file"] for each in found} == {str(tmp_path / "bad.bpmn")}
    assert all(each["message"] and each["zh"] and each["remedy"] and each["remedy_zh"] for each in found)


def test_import_is_followed(app: typer.Typer, tmp_path: Path) -> None:
    """A diagram may call a process of a file that it imports from the same folder."""
    bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    caller = GOOD.replace(
        '<endEvent id="e"/>', '<endEvent id="e"/><callActivity id="c" calledElement="o:q"/>'
    )
    caller = caller.replace(
        '<process id="p">',
        f'<import importType="{bpmn}" location="other.bpmn" namespace="urn:other"/><process id="p">',
    ).replace("xmlns=", 'xmlns:o="urn:other" xmlns=', 1)
    (tmp_path / "caller.bpmn").write_text(caller, encoding="utf-8")
    (tmp_path / "other.bpmn").write_text(
        GOOD.replace('id="p"', 'id="q"').replace("sample", "other"), encoding="utf-8"
    )
    answer = CliRunner().invoke(app, [str(tmp_path / "caller.bpmn")])
    assert answer.exit_code == 0
