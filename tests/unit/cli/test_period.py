"""hewei period: what scripts and people get on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from workflows.cli.period import period

app = typer.Typer()
app.command()(period)


def run(*arguments: str, given: str | None = None) -> Result:
    """Run the command with these arguments."""
    return CliRunner().invoke(app, list(arguments), input=given)


def test_one_period_prints_its_last_day() -> None:
    """Thirty days from 30 January 2026 end on Monday 2 March."""
    told = run("--start", "2026-01-30", "--length", "30", "--unit", "day")
    assert told.exit_code == 0
    assert told.stdout == "2026-03-02\n"


def test_explain_tells_every_step_in_both_languages() -> None:
    """With --explain each step is printed in Chinese and in English."""
    told = run("--start", "2026-01-29", "--rule", "D20", "--explain").stdout
    assert told.startswith("2026-02-28\n1. 申请司法确认（D20）")
    assert "调休上班日（春节）" in told
    assert "make-up working day (Spring Festival)" in told


def test_json_gives_programs_every_step() -> None:
    """With --json a program gets the end, the instant and the explanation as data."""
    told = json.loads(run("--start", "2026-12-10", "--rule", "D20", "--json").stdout)
    assert told["end"] == "2027-01-11"
    assert told["ends_at"] == "2027-01-12T00:00:00+08:00"
    assert told["provisional"] is True
    assert told["explanation"]["unknown_years"] == [2027]


def test_a_provisional_date_says_so() -> None:
    """A date beyond the published calendars is printed as provisional."""
    assert "provisional" in run("--start", "2026-12-10", "--rule", "D20").stdout


def test_a_date_from_before_the_rule_says_so() -> None:
    """The medical regulation is of October 2018: an earlier start is computed, and marked."""
    assert "not known to be in force" in run("--start", "2017-01-30", "--rule", "D05").stdout
    told = json.loads(run("--batch", "-", given='[{"start":"2017-01-30","rule":"D05"}]').stdout)
    assert told == [{"start": "2017-01-30", "rule": "D05", "end": "2017-03-15", "outside_force": True}]


def test_a_pack_of_ones_own_brings_its_periods(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What this installation lays over the law counts on the command line as it does on the pages."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path))
    shenzhen = Path(__file__).resolve().parents[3] / "bpmn/packs/shenzhen"
    shutil.copytree(shenzhen / "law", tmp_path / "packs/our-own/law")
    assert "30日" in run("--start", "2026-03-31", "--rule", "D01", "--pack", "our-own", "--explain").stdout


def test_a_pack_brings_its_own_periods() -> None:
    """Shenzhen counts thirty days where the nation counts a month."""
    nation = run("--start", "2026-03-31", "--rule", "D01").stdout
    shenzhen = run("--start", "2026-03-31", "--rule", "D01", "--pack", "shenzhen", "--explain").stdout
    assert nation == "2026-04-30\n"
    assert "30日" in shenzhen


def test_hours_are_printed_with_their_offset() -> None:
    """Forty-eight hours are printed as an instant in China."""
    told = run("--start", "2026-01-30T10:00+08:00", "--length", "48", "--unit", "hour")
    assert told.stdout == "2026-02-01T10:00+08:00\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--length", "3", "--unit", "day"], "start"),
        (["--start", "2026-01-30", "--unit", "day"], "length"),
        (["--start", "2026-01-30", "--length", "3"], "unit"),
        (["--start", "2026-01-30", "--length", "-3", "--unit", "day"], "-3"),
        (["--start", "2026-01-30", "--rule", "D99"], "D99"),
        (["--start", "2026-01-30", "--rule", "D20", "--pack", "nowhere"], "nowhere"),
        (["--start", "2026-01-30", "--rule", "D20", "--pack", "../packs"], "../packs"),
        (["--start", "2026-01-30T10:00", "--length", "3", "--unit", "hour"], "time zone"),
        (["--batch", "nothing.json"], "nothing.json"),
    ],
)
def test_what_cannot_be_computed_is_refused_with_a_remedy(arguments: list[str], told: str) -> None:
    """A missing or wrong argument ends with exit code 1 and a sentence that names it."""
    refused = run(*arguments)
    assert refused.exit_code == 1
    assert told in refused.stderr


def test_a_refusal_can_be_read_by_programs() -> None:
    """With --json a refusal is an object with its stable code."""
    refused = run("--start", "2026-01-30", "--rule", "D99", "--json")
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["error"] == "unknown-period"


def test_a_batch_keeps_every_key_and_adds_the_end(tmp_path: Path) -> None:
    """A list comes back as the same list with its ends, in the same order."""
    rows = [
        {"start": "2026-01-30", "length": 30, "unit": "day", "case": "示例1"},
        {"start": "2026-09-14", "rule": "D05"},
        {"start": "2026-12-10", "length": 30, "unit": "day"},
        {"start": "2026-01-30T10:00+08:00", "length": 48, "unit": "hour"},
    ]
    file = tmp_path / "rows.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    told = run("--batch", str(file))
    assert told.exit_code == 0
    assert json.loads(told.stdout) == [
        {**rows[0], "end": "2026-03-02"},
        {**rows[1], "end": "2026-10-30"},
        {**rows[2], "end": "2027-01-11", "provisional": True},
        {**rows[3], "end": "2026-02-01T10:00+08:00"},
    ]


def test_a_bad_row_does_not_spoil_the_batch() -> None:
    """A row that cannot be computed says why; the others are computed, and the exit code is 1."""
    rows = [{"start": "2026-01-30", "length": "30", "unit": "day"}, {"start": "2026-01-30", "rule": "D20"}]
    told = run("--batch", "-", given=json.dumps(rows))
    bad, good = json.loads(told.stdout)
    assert told.exit_code == 1
    assert bad["error"] == "period-batch-refused"
    assert bad["end"] is None
    assert good["end"] == "2026-03-02"


GOOD = '{"start": "2026-01-30", "rule": "D20"}'


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("", "empty"),
        (" \r\n", "empty"),
        ("not json", "neither JSON nor CSV"),
        ('[{"start":]', "cannot be read as JSON"),
        ("[" * 100_000, "cannot be read as JSON"),
        (b"\xff\xfe\x00\xd8", "encoding"),
    ],
    ids=["empty", "blank", "words", "broken", "deep", "bytes"],
)
def test_a_batch_without_any_row_is_refused_as_a_whole(given: str | bytes, told: str) -> None:
    """A file in which no row can be told apart ends with one sentence, in both languages, that says why."""
    refused = CliRunner().invoke(app, ["--batch", "-"], input=given)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert told in refused.stderr
    assert "。" in refused.stderr


@pytest.mark.parametrize(
    ("given", "ends"),
    [
        (f"\ufeff[{GOOD}]", ["2026-03-02"]),
        (GOOD, ["2026-03-02"]),
        (f"{GOOD}\r\n\r\n{{oops}}\r\n{GOOD}", ["2026-03-02", None, "2026-03-02"]),
        (f'[\n{GOOD},\n{{"start":,\n{GOOD}\n]', ["2026-03-02", None, "2026-03-02"]),
        (f"[3, {GOOD}, null]", [None, "2026-03-02", None]),
        (f'[{GOOD}, {{"start": "\\ud800", "rule": "D20"}}]', ["2026-03-02", None]),
        (f'[{{"start": "2026-01-30", "length": NaN, "unit": "day"}}, {GOOD}]', [None, "2026-03-02"]),
        ("start,length,unit,rule\r\n2026-01-30,30,day,\r\n2026-01-30,,,D20\r\n", ["2026-03-02"] * 2),
        ('start;length;unit\n2026-01-30;x;day\n"2026-01-30;3\n2026-01-30;30;day', [None, None, "2026-03-02"]),
        ("start\trule\n2026-01-30\tD20\tmore\n2026-01-30\tD20", [None, "2026-03-02"]),
    ],
    ids=["mark", "one", "lines", "a-row-a-line", "no-objects", "half", "nan", "csv", "semicolons", "tabs"],
)
def test_a_row_that_cannot_be_read_spoils_only_itself(given: str, ends: list[str | None]) -> None:
    """JSON lists, JSON lines and CSV from any system are read row by row; what is wrong has a code of its own."""
    told = run("--batch", "-", given=given)
    answers = json.loads(told.stdout)
    assert [each["end"] for each in answers] == ends
    assert [each["end"] for each in answers if "error" not in each] == [each for each in ends if each]
    assert told.exit_code == (1 if None in ends else 0)


def test_a_csv_of_a_chinese_spreadsheet_is_read() -> None:
    """A CSV saved as GB18030 is read, and its further columns come back."""
    told = CliRunner().invoke(
        app, ["--batch", "-"], input="start,rule,案号\r\n2026-01-30,D20,示例1\r\n".encode("gb18030")
    )
    assert json.loads(told.stdout) == [
        {"start": "2026-01-30", "rule": "D20", "案号": "示例1", "end": "2026-03-02"}
    ]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"start": "2006-09-25", "length": 5, "unit": "working-day"}, "period-before-calendars"),
        ({"start": "2026-01-30", "length": 30_000, "unit": "working-day"}, "period-out-of-range"),
        ({"start": "9999-12-01", "length": 60, "unit": "day"}, "period-out-of-range"),
        ({"start": "20260130", "length": 3, "unit": "day"}, "period-start-refused"),
        ({"start": "2026-01-30T10:00", "length": 3, "unit": "hour"}, "naive-timestamp"),
        (
            {"start": "2026-11-01T01:30[America/New_York]", "length": 3, "unit": "hour"},
            "ambiguous-local-time",
        ),
        ({"start": "2026-11-01T01:30[No/Where]", "length": 3, "unit": "hour"}, "period-start-refused"),
        ({"start": "2026-01-30", "length": 3, "unit": "week"}, "period-unit-refused"),
        ({"start": "2026-01-30", "length": 0, "unit": "day"}, "period-length-refused"),
        ({"start": "2026-01-30", "rule": "D22"}, "period-without-length"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_is_wrong_with_a_row_has_a_name(row: dict[str, object], code: str) -> None:
    """Each mistake in a row has a code of its own, which stays the same from version to version."""
    told = json.loads(run("--batch", "-", given=json.dumps([row])).stdout)
    assert [each["error"] for each in told] == [code]


def test_an_instant_may_name_its_zone() -> None:
    """An instant may be given with the name of its zone, which says the offset of that day."""
    told = run("--start", "2026-01-30T10:00[Europe/Berlin]", "--length", "1", "--unit", "hour")
    assert told.stdout == "2026-01-30T18:00+08:00\n"
