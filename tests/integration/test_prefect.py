"""The watch with a real Prefect server and a real runner: shown when Prefect is there, done when it is not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

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
PLANNED = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """An installation whose Prefect server is up."""
    settings = machine(tmp_path_factory.mktemp("watched"), prefect_port=free_port())
    with prefect_server(settings):
        yield settings


@pytest.fixture
def alone(tmp_path: Path) -> Settings:
    """An installation whose Prefect server does not answer."""
    return machine(tmp_path / "alone", prefect_port=free_port())


def all_done(app: App, cases: list[str]) -> bool:
    """Return whether every deadline has fired and every paper is made."""
    return not still_due(app) and set(papers(app, cases)) == {PaperStatus.MADE}


def ended(settings: Settings, *flows: str) -> bool:
    """Return whether Prefect knows runs of these flows, and each of them is completed."""
    found = [states(settings, flow) for flow in flows]
    return all(each and set(each) == {"COMPLETED"} for each in found)


def test_missed_deadlines_fire_once_and_prefect_shows_them(watched: Settings) -> None:
    """Deadlines missed while everything was down fire at the next look, and Prefect has a table of what fired."""
    app = bootstrap(watched)
    cases = open_missed_cases(watched, 1)
    with runner(watched):
        wait_until(lambda: all_done(app, cases), "deadlines fired and papers were made")
        if not runs(watched, "sweep-deadlines"):  # on a busy machine the work did not wait for Prefect
            more = open_missed_cases(watched, 1)
            wait_until(lambda: all_done(app, more), "the next deadlines fired")
        wait_until(lambda: ended(watched, "sweep-deadlines", "make-papers"), "Prefect was told of the ends")
    assert len(histories(app, cases)) == 1
    assert printed(app, cases) == len(papers(app, cases))
    assert set(states(watched, "sweep-deadlines")) == {"COMPLETED"}
    table = json.loads(ask(watched, "/artifacts/filter", artifacts={"key": {"any_": ["sweep"]}})[0]["data"])
    assert {row["outcome"] for row in table} == {"fired"}
    assert set(states(watched, "make-papers")) == {"COMPLETED"}
    app.store.close()


def test_the_timetable_stands_in_prefect(watched: Settings) -> None:
    """Lists, reports and the nightly tidying are deployments with a schedule in the time of China."""
    with runner(watched):
        wait_until(lambda: len(ask(watched, "/deployments/filter")) == 4, "the deployments are written")
        wait_until(
            lambda: len(ask(watched, "/flow_runs/filter", **PLANNED)) >= 4, "Prefect has planned their runs"
        )
    daily = ask(watched, "/deployments/filter", deployments={"name": {"any_": ["daily-supervision"]}})[0]
    ask(watched, f"/deployments/{daily['id']}/create_flow_run", state={"type": "SCHEDULED"})
    with runner(watched):
        wait_until(
            lambda: "COMPLETED" in states(watched, "daily-supervision"),
            "a run asked for in Prefect's pages has ended",
        )
    schedule = daily["schedules"][0]["schedule"]
    assert (schedule["cron"], schedule["timezone"]) == ("0 8 * * *", "Asia/Shanghai")


def test_killed_in_the_middle_of_a_sweep_everything_fires_exactly_once(watched: Settings) -> None:
    """A runner killed at work leaves nothing undone and nothing done twice, and its run is marked as crashed."""
    app = bootstrap(watched)
    cases = open_missed_cases(watched, 3)
    with runner(watched) as first:
        wait_until(lambda: claimed(app, cases), "the first deadline was claimed", every=0.005)
        first.kill()
        first.wait()
    assert still_due(app)
    with runner(watched):
        wait_until(lambda: all_done(app, cases), "the next runner did the rest")
        wait_until(
            lambda: set(states(watched, "sweep-deadlines")) <= {"COMPLETED", "CRASHED"},
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


def test_prefect_may_lose_its_database(watched: Settings, tmp_path: Path) -> None:
    """With a new and empty Prefect the same runner goes on, and the timetable is written again."""
    settings = machine(tmp_path / "lost", prefect_port=free_port())
    app = bootstrap(settings)
    shutil.copytree(
        watched.home / "prefect", settings.home / "prefect", ignore=shutil.ignore_patterns("*.db*")
    )
    with runner(settings):
        first = open_missed_cases(settings, 1)
        wait_until(lambda: all_done(app, first), "the work was done before Prefect came")
        with prefect_server(settings):
            wait_until(lambda: len(ask(settings, "/deployments/filter")) == 4, "the timetable is there")
            second = open_missed_cases(settings, 1)
            wait_until(lambda: all_done(app, second), "the work was done with the new Prefect")
            wait_until(lambda: bool(runs(settings, "sweep-deadlines")), "the new Prefect shows it")
    app.store.close()
