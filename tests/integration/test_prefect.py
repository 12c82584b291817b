"""The watch with a real Prefect server and a real runner: shown when Prefect is there, done when it is not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.integration.prefect_processes import (
    ask,
    free_port,
    prefect_server,
    runner,
    runs,
    states,
    wait_until,
)
from tests.integration.watched_cases import (
    claimed,
    histories,
    machine,
    open_missed_cases,
    papers,
    printed,
    still_due,
)
from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.domain.paper import PaperStatus
from workflows.usecases.app import App

pytestmark = pytest.mark.slow
SHOWN = ("sweep-deadlines", "make-papers")
PLANNED = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}


@dataclass
class Watched:
    """An installation whose Prefect server is up, and the cases of its first runner."""

    settings: Settings
    before: list[str]
    """Brought forward before Prefect was there."""
    shown: list[str]
    """Brought forward since."""


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """A runner works alone, then a new and empty Prefect comes and stays up: it costs most, so all share it."""
    settings = machine(tmp_path_factory.mktemp("watched"), prefect_port=free_port())
    app = bootstrap(settings)
    with ExitStack() as up:
        with runner(settings):
            made = Watched(settings, open_missed_cases(settings, 1), [])
            wait_until(lambda: all_done(app, made.before), "the work was done before Prefect came")
            up.enter_context(prefect_server(settings))
            wait_until(lambda: len(deployments(settings)) == 4, "the timetable is there")
            looks = count()

            def told() -> bool:
                """Look whether Prefect was told; at times with more work, which does not wait for a busy Prefect."""
                if next(looks) % 40 == 0:
                    made.shown += open_missed_cases(settings, 1)
                return all("COMPLETED" in states(settings, flow) for flow in SHOWN)

            wait_until(told, "Prefect was told of the ends")
            wait_until(lambda: all_done(app, made.shown), "the work was done with the new Prefect")
        app.store.close()
        yield made


@pytest.fixture
def alone(tmp_path: Path) -> Settings:
    """An installation whose Prefect server does not answer."""
    return machine(tmp_path / "alone", prefect_port=free_port())


def all_done(app: App, cases: list[str]) -> bool:
    """Return whether every deadline has fired and every paper is made."""
    return not still_due(app) and set(papers(app, cases)) == {PaperStatus.MADE}


def deployments(settings: Settings, **wanted: Any) -> list[dict[str, Any]]:
    """Return the deployments that Prefect knows."""
    found: list[dict[str, Any]] = ask(settings, "/deployments/filter", **wanted)
    return found


def killed_at_work(settings: Settings, app: App) -> tuple[list[str], int]:
    """Kill a runner that has claimed deadlines and not fired them all; returns its cases and what its process was.

    It may be quicker than whoever looks, on a busy machine above all: then there is more to do for another.
    """
    cases: list[str] = []
    for _ in range(10):
        cases.extend(open_missed_cases(settings, 3))
        with runner(settings) as first:
            wait_until(
                lambda: claimed(app, cases) or not still_due(app), "something was claimed", every=0.002
            )
            first.kill()
            first.wait()
        if still_due(app):
            return cases, first.pid
    raise AssertionError("ten runners had fired everything before they were killed")


def runs_of(settings: Settings, pid: int) -> set[str | None]:
    """Return the states of the sweeps of the runner that was this process."""
    return {
        run["state_type"]
        for run in runs(settings, "sweep-deadlines")
        if any(f":{pid}:" in tag for tag in run["tags"])
    }


def test_missed_deadlines_fire_once_and_prefect_shows_them(watched: Watched) -> None:
    """Deadlines missed while everything was down fire at the next look, and Prefect has a table of what fired."""
    app, cases = bootstrap(watched.settings), [*watched.before, *watched.shown]
    assert len(histories(app, cases)) == 1
    assert printed(app, cases) == len(papers(app, cases))
    (table, *_) = ask(watched.settings, "/artifacts/filter", artifacts={"key": {"any_": ["sweep"]}})
    assert {row["outcome"] for row in json.loads(table["data"])} == {"fired"}
    assert not any("FAILED" in states(watched.settings, flow) for flow in SHOWN)
    app.store.close()


def test_prefect_may_lose_its_database(watched: Watched) -> None:
    """With a new and empty Prefect the same runner goes on, and the timetable is written anew."""
    app = bootstrap(watched.settings)
    assert all_done(app, watched.before)
    assert all_done(app, watched.shown)
    assert len(deployments(watched.settings)) == 4
    assert all(runs(watched.settings, flow) for flow in SHOWN)
    app.store.close()


def test_the_timetable_stands_in_prefect(watched: Watched) -> None:
    """Lists, reports and the nightly tidying are deployments with a schedule in the time of China."""
    settings = watched.settings
    wait_until(
        lambda: len(ask(settings, "/flow_runs/filter", **PLANNED)) >= 4, "Prefect has planned their runs"
    )
    (daily,) = deployments(settings, deployments={"name": {"any_": ["daily-supervision"]}})
    ask(settings, f"/deployments/{daily['id']}/create_flow_run", state={"type": "SCHEDULED"})
    with runner(settings):
        wait_until(
            lambda: "COMPLETED" in states(settings, "daily-supervision"),
            "a run asked for in Prefect's pages has ended",
        )
    schedule = daily["schedules"][0]["schedule"]
    assert (schedule["cron"], schedule["timezone"]) == ("0 8 * * *", "Asia/Shanghai")


def test_killed_in_the_middle_of_a_sweep_everything_fires_exactly_once(watched: Watched) -> None:
    """A runner killed at work leaves nothing undone and nothing done twice, and its run is marked as crashed."""
    app = bootstrap(watched.settings)
    cases, killed = killed_at_work(watched.settings, app)
    with runner(watched.settings):
        wait_until(lambda: all_done(app, cases), "the next runner did the rest")
        wait_until(
            lambda: runs_of(watched.settings, killed) <= {"COMPLETED", "CRASHED"},
            "the run of the dead runner was marked",
        )
    assert len(histories(app, cases)) == 1
    assert printed(app, cases) == len(papers(app, cases))
    app.store.close()


def test_two_runners_without_prefect_do_everything_once(alone: Settings) -> None:
    """While Prefect does not answer the same work is done, and two runners at once do nothing twice."""
    app = bootstrap(alone)
    cases = open_missed_cases(alone, 2)
    with runner(alone), runner(alone):
        wait_until(lambda: all_done(app, cases), "the work was done without Prefect")
    assert len(histories(app, cases)) == 1
    assert printed(app, cases) == len(papers(app, cases))
    app.store.close()
