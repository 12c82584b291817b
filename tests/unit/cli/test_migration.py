"""`hewei process migrate`, `hewei process replay` and `hewei incident`: what programs and administrators read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.unit.engine.drawn import diagram, end, flow, start, user
from workflows.bootstrap import bootstrap
from workflows.cli.command_line import command_line
from workflows.config import read_settings
from workflows.domain.organisation import Organisation
from workflows.domain.outbox import Incident
from workflows.domain.procedure import Bundle
from workflows.usecases.deliver_messages import POST
from workflows.usecases.open_case import OpenCase, open_case
from workflows.usecases.publish_procedure import publish_bundle

Say = Callable[..., tuple[int, str]]


def version(*steps: str) -> Bundle:
    """Return a procedure of steps one after the other."""
    drawn = diagram(start(), *(user(each) for each in steps), end(), flow("start", *steps, "end"))
    return Bundle(procedure="P", files={"P/P.bpmn": drawn, "P/procedure.toml": 'title = "试验"'.encode()})


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Return what runs a command on an installation with one case of an old version."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path))
    app = bootstrap(read_settings())
    app.store.prepare()
    with app.store.write() as tx:
        body = Organisation(
            id="o", pack="yunyang", kind="county_centre", tier="county", name="中心", path="o/"
        )
        tx.directory.put_organisations([body])
        tx.incidents.put(
            Incident(id="abc123", case_id="", kind="x", error="broke", opened_at=app.clock.now())
        )
    publish_bundle(app, version("a"), "yunyang")
    number = open_case(app, POST, OpenCase(pack="yunyang", org_id="o", procedure="P")).number
    publish_bundle(app, version("a", "b"), "yunyang")
    app.store.close()

    def run(*words: str) -> tuple[int, str]:
        given = [number if word == "NUMBER" else word for word in words]
        answer = CliRunner().invoke(command_line(given), given)
        return answer.exit_code, answer.stdout

    return run


def test_a_dry_run_reports_and_a_run_moves(say: Say) -> None:
    """先报告不改动,再迁移;之后没有可迁移的,也可以撤销。"""
    words = ("process", "migrate", "P", "--json")  # the only pack that it was published for
    for _ in range(2):
        code, told = say(*words, "--dry-run")
        assert (code, [each["fate"] for each in json.loads(told)]) == (0, ["moves"])
    assert [each["steps"] for each in json.loads(say(*words)[1])] == [["a"]]
    assert json.loads(say(*words)[1]) == []
    assert say("process", "migrate", "P", "--undo", "NUMBER")[0] == 0
    assert [each["fate"] for each in json.loads(say(*words, "--dry-run")[1])] == ["moves"]


def test_a_replay_reads_every_revision(say: Say) -> None:
    """回放列出每次修订当时的待办。"""
    code, told = say("process", "replay", "NUMBER", "--json")
    assert (code, [each["open"] for each in json.loads(told)]) == (0, ["", "a"])


def test_incidents_are_closed_by_the_first_characters_of_their_number(say: Say) -> None:
    """故障单可以用编号开头几位指明;不能重试的退出码为 1。"""
    assert [each["error"] for each in json.loads(say("incident", "list", "--json")[1])] == ["broke"]
    assert say("incident", "retry", "abc")[0] == 1
    assert say("incident", "resolve", "abc", "--note", "好了")[1].strip() == "resolved"
    assert json.loads(say("incident", "list", "--json")[1]) == []
