"""Cases from the command line: opened, moved step by step, listed, shown and exported."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from workflows.bootstrap import bootstrap
from workflows.cli.case import case
from workflows.clock import SystemClock, legal_day
from workflows.config import read_settings
from workflows.domain.audit import AuditQuery
from workflows.testing.scenario import Scenario, read_scenario
from workflows.usecases.load_pack import load_pack

PROCEDURES = Path(__file__).resolve().parents[3] / "bpmn/procedures"
SCENARIOS = PROCEDURES / "dispute/scenarios"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder with the Yunyang pack loaded."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path))
    app = bootstrap(read_settings())
    app.store.prepare()
    load_pack(app, "yunyang")
    app.store.close()
    return tmp_path


def _hewei(*words: str) -> str:
    done = CliRunner().invoke(case, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def _happened(components: Sequence[Mapping[str, Any]], within: str = "") -> Iterator[str]:
    """Yield the paths of the days that a form takes only once they have come; rows of lists leave out their number."""
    for each in components:
        path = f"{within}{each.get('key') or each.get('path', '')}"
        if "latest" in each.get("properties", {}):
            yield path
        yield from _happened(each.get("components", ()), f"{path}." if each.get("path") else within)


def _at_most(value: Any, path: str, happened: set[str], today: str) -> Any:
    """Return answers whose days at *happened* are not after *today*."""
    if isinstance(value, Mapping):
        before = f"{path}." if path else ""
        return {key: _at_most(each, f"{before}{key}", happened, today) for key, each in value.items()}
    if isinstance(value, list):
        return [_at_most(each, path, happened, today) for each in value]
    return min(value, today) if path in happened else value


def _moved(value: Any, shift: timedelta) -> Any:
    if isinstance(value, Mapping):
        return {key: _moved(each, shift) for key, each in value.items()}
    if isinstance(value, list):
        return [_moved(each, shift) for each in value]
    return (value + shift).isoformat() if isinstance(value, date) else value


def _play(home: Path, scenario: Scenario) -> str:
    """Play the submit steps of a scenario that begins today; return the case's number.

    All is done today, so what the scenario tells of later days has happened today.
    """
    today = legal_day(SystemClock().now())
    forms = [json.loads(file.read_text("utf-8")) for file in PROCEDURES.rglob("forms/*.json")]
    happened = {path for form in forms for path in _happened(form["components"])}
    shift = today - scenario.opened
    number = _hewei("open", "--org", scenario.org, "--as", scenario.opened_by)
    for step in (each for each in scenario.steps if each.verb == "submit"):
        moved = _at_most(_moved(step.answers, shift), "", happened, today.isoformat())
        answers = home / "answers.json"
        answers.write_text(json.dumps(moved, ensure_ascii=False), "utf-8")
        _hewei("submit", number, str(step.what), "--as", step.by, "--with", str(answers))
    return number


@pytest.mark.slow
@pytest.mark.parametrize("name", ["h4-one-furrow", "c01-work-death", "c04-recusal-later-suit"])
def test_a_dispute_runs_from_counter_to_archive_by_commands_alone(home: Path, name: str) -> None:
    """Every step that people do at a desk can be done from the command line, until the case is closed."""
    number = _play(home, read_scenario((SCENARIOS / f"{name}.yaml").read_bytes(), name))
    shown = json.loads(_hewei("show", number, "--json"))
    listed = json.loads(_hewei("list", "--json"))
    assert (shown["status"], shown["open"]) == ("closed", [])
    assert [row["number"] for row in listed] == [number]
    out = home / "case.json"
    _hewei("export", number, "-o", str(out))
    kinds = [entry["fact"] for entry in json.loads(out.read_text("utf-8"))["journal"]]
    assert (kinds[0], kinds[-1]) == ("CaseOpened", "CaseClosed")
    with bootstrap(read_settings()).store.read() as tx:
        (told,) = tx.audit.rows(AuditQuery(action="read-case"))
    assert (told.actor, told.thing, told.result) == ("system:console", "hewei case export", "read")
