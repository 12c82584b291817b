"""What scenarios walked is counted and drawn; what a decision is asked with is read strictly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from workflows.cli.command_line import command_line
from workflows.cli.scenario import find_scenarios
from workflows.errors import UnreadableInput, UnreadableScenario
from workflows.testing.coverage import coverage
from workflows.testing.draw_coverage import draw_coverage

SHELF = Path(__file__).resolve().parents[3] / "bpmn/procedures"
DIAGRAM = SHELF / "agreement/agreement.bpmn"
TABLE = SHELF / "triage/direct-or-diverted.dmn"


def test_a_flow_that_nobody_walked_is_named_and_drawn_in_red() -> None:
    """A flow counts as walked in its own diagram alone; the others are named by their ends."""
    [nothing] = coverage([DIAGRAM], ["other/form_gate__record_oral"])
    [all_but_one] = coverage(
        [DIAGRAM], [f"agreement/{flow}" for flow in nothing.flows if flow != "form_gate__record_oral"]
    )
    assert (nothing.share, len(nothing.missed)) == (0, len(nothing.flows))
    assert dict(all_but_one.missed) == {"form_gate__record_oral": "书面还是口头 → 登记口头协议"}
    assert draw_coverage([all_but_one]).count('class="missed"') == 2


def test_a_folder_without_scenarios_is_refused_by_name(tmp_path: Path) -> None:
    """Nothing to play is no success and no failure: it is said."""
    with pytest.raises(UnreadableScenario, match=str(tmp_path)):
        find_scenarios([tmp_path])


@pytest.mark.parametrize(
    "given", ["[]", "{", '{"a": 1, "a": 2}', '{"a": NaN}', '{"a": 1e400}', "nowhere.json", "null"]
)
def test_inputs_of_a_decision_are_one_json_object(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half an object, a name said twice, and what is no number are refused and not guessed at."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path))
    words = ["decide", str(TABLE), "--input", given]
    with pytest.raises(UnreadableInput):
        CliRunner().invoke(command_line(words), words, catch_exceptions=False)


def test_inputs_may_come_from_a_file_with_a_byte_order_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file saved by an office program is read like any other."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path))
    (tmp_path / "in.json").write_bytes(b"\xef\xbb\xbf{}\r\n")
    words = ["decide", str(TABLE), "--input", str(tmp_path / "in.json"), "--json"]
    assert CliRunner().invoke(command_line(words), words, catch_exceptions=False).exit_code == 0


def test_a_decision_says_why_something_is_null(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who tries a table without an input that it asks for reads which name is missing, and in which decision."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path))
    words = ["decide", str(TABLE)]
    printed = CliRunner().invoke(command_line(words), words, catch_exceptions=False).stdout
    assert "行） case.intake.matter_class：没有名为“case”的值。 / There is no value named “case”." in printed


def test_a_decision_finds_the_file_that_it_imports_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of rules that another one uses only needs to lie in the same folder."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path))
    space = "https://www.omg.org/spec/DMN/20191111/MODEL/"
    fee = '<decision id="fee" name="fee"><literalExpression><text>7</text></literalExpression></decision>'
    uses = f'<import name="" namespace="urn:fees" importType="{space}"/>'
    for name, body in (("fees", fee), ("case", uses)):
        text = (
            f'<definitions xmlns="{space}" id="m" name="{name}" namespace="urn:{name}">{body}</definitions>'
        )
        (tmp_path / f"{name}.dmn").write_text(text, "utf-8")
    words = ["decide", str(tmp_path / "case.dmn"), "--decision", "fee", "--json"]
    told = CliRunner().invoke(command_line(words), words, catch_exceptions=False)
    assert json.loads(told.output)["outputs"] == 7
