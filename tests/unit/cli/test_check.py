"""`hewei check` looks at single files, at folders of diagrams and at procedures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from workflows.cli.check import check
from workflows.errors import NothingToCheck

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
    """In a folder every diagram is checked, whatever the case of its ending; a mistake is told with all particulars."""
    (tmp_path / "good.bpmn").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.BPMN").write_text(BAD, encoding="utf-8")
    answer = CliRunner().invoke(app, [str(tmp_path), "--json"])
    found = json.loads(answer.stdout)
    told = {(each["file"], each["element"], each["line"], each["rule"], each["severity"]) for each in found}
    assert answer.exit_code == 1
    assert (str(tmp_path / "bad.BPMN"), "f", 1, "flow-ends-exist", "error") in told
    assert {each["file"] for each in found} == {str(tmp_path / "bad.BPMN")}
    assert all(each["message"] and each["zh"] and each["remedy"] and each["remedy_zh"] for each in found)


def test_import_is_followed(app: typer.Typer, tmp_path: Path) -> None:
    """A diagram may call a process of a file that it imports from the same folder."""
    bpmn = "http://www.omg.org/spec/BPMN/20100524/MODEL"
    caller = GOOD.replace(
        '<endEvent id="e"/>',
        '<endEvent id="e"/><callActivity id="c" calledElement="o:q"/>'
        '<sequenceFlow id="g" sourceRef="c" targetRef="e"/>',
    ).replace('sourceRef="s" targetRef="e"', 'sourceRef="s" targetRef="c"')
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


def test_a_table_finds_what_it_imports_beside_it(app: typer.Typer, tmp_path: Path) -> None:
    """A decision may require one of a file in the same folder, whatever the case of its ending; without it, never."""
    space = "https://www.omg.org/spec/DMN/20191111/MODEL/"
    head = f'<definitions xmlns="{space}" id="m" name="m" namespace='
    text = "<literalExpression><text>7</text></literalExpression></decision></definitions>"
    uses = (
        f'{head}"urn:case"><import name="fees" namespace="urn:fees" importType="{space}"/><decision id="d" name="d">'
        '<variable name="d"/><informationRequirement><requiredDecision href="urn:fees#fee"/></informationRequirement>'
    )
    (tmp_path / "case.DMN").write_text(uses + text, encoding="utf-8")
    words = [str(tmp_path / "case.DMN")]
    assert CliRunner().invoke(app, words).exit_code == 1
    (tmp_path / "fees.Dmn").write_text(
        f'{head}"urn:fees"><decision id="fee" name="fee"><variable name="fee"/>{text}', encoding="utf-8"
    )
    assert CliRunner().invoke(app, words).exit_code == 0


PERIODS_TWICE = '[[period]]\nid = "D90"\n\n[[period]]\nid = "D90"\n'
ALONE = {
    "scenario": (
        "scenarios/life.yaml",
        "名称: 甲\n辖区: yunyang\n程序: dispute\n立案日: 2026-03-02\n步骤:\n  - 由: 甲\n",
        6,
    ),
    "no yaml": ("scenarios/life.yaml", "名称: 甲\n步骤: [\n", 3),
    "unknown word": ("scenarios/life.yaml", "名称: 甲\n颜色: 红\n", 1),
    "period twice": ("law/periods.toml", PERIODS_TWICE, 5),
    "calendar": ("law/calendars/2031.toml", "year = 2031\n[[rest]]\n", 1),
    "interest": ("law/interest.toml", "[[cap]]\ntimes = 0\n", 1),
    "capacity": ("law/capacity.toml", "[[age]]\nfull = 16\n", 1),
    "letter": ("letter/document.toml", 'title = "函"\ntitle_en = "Letter"\nmaker = "nobody"\n', 3),
    "procedure": ("quarrel/procedure.toml", 'title = "程序"\nkind = "whole"\n', 2),
}


@pytest.mark.parametrize(("name", "text", "line"), ALONE.values(), ids=list(ALONE))
def test_files_that_are_no_drawings(
    app: typer.Typer, tmp_path: Path, name: str, text: str, line: int
) -> None:
    """Scenarios, periods, calendars, letters and procedures are read on their own: file, line and remedy are told."""
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    answer = CliRunner().invoke(app, [str(file), "--json"])
    found = json.loads(answer.stdout)
    assert answer.exit_code == 1
    assert {(each["file"], each["line"], each["severity"]) for each in found} == {(str(file), line, "error")}
    assert all(each["rule"] and each["message"] and each["zh"] and each["remedy_zh"] for each in found)


def test_everything_in_a_folder(app: typer.Typer, tmp_path: Path) -> None:
    """In a folder scenarios, law and letters are found beside the drawings."""
    for name, text, _ in ALONE.values():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "bad.bpmn").write_text(BAD, encoding="utf-8")
    (tmp_path / "quarrel" / "procedure.toml").unlink()
    answer = CliRunner().invoke(app, [str(tmp_path), "--json"])
    told = {Path(each["file"]).name for each in json.loads(answer.stdout)}
    assert (answer.exit_code, told) == (
        1,
        {
            "life.yaml",
            "periods.toml",
            "2031.toml",
            "interest.toml",
            "capacity.toml",
            "document.toml",
            "bad.bpmn",
        },
    )


def test_a_file_of_another_kind_is_refused_by_name(app: typer.Typer, tmp_path: Path) -> None:
    """A table of numbers is no broken diagram: it is said that there is nothing to check in it."""
    (tmp_path / "rows.csv").write_text("start,length\n", encoding="utf-8")
    with pytest.raises(NothingToCheck, match=r"rows\.csv is no drawing"):
        CliRunner().invoke(app, [str(tmp_path / "rows.csv")], catch_exceptions=False)


def test_a_year_of_rest_days_is_checked_wherever_it_lies(app: typer.Typer, tmp_path: Path) -> None:
    """A calendar that somebody prepares beside the shelf is read as a calendar; day and remedy are named."""
    shipped = Path(__file__).resolve().parents[3] / "bpmn/law/calendars/2026.toml"
    wrong = shipped.read_text("utf-8").replace('weekday = "Thu"', 'weekday = "Fri"', 1)
    (tmp_path / "2026.toml").write_text(wrong, encoding="utf-8")
    answer = CliRunner().invoke(app, [str(tmp_path / "2026.toml")])
    assert (answer.exit_code, "2026-01-01 is a Fri" in answer.stdout) == (1, True)
