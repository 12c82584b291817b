"""hewei period: what scripts and people get on the command line."""

from __future__ import annotations

import json
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
    assert told.startswith("2026-02-28\n1. 申请司法确认(D20)")
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


@pytest.mark.parametrize("given", ["{}", "[3]", "not json"])
def test_a_batch_that_is_no_list_of_rows_is_refused(given: str) -> None:
    """A file that is no JSON list of objects is refused."""
    assert run("--batch", "-", given=given).exit_code == 1
