"""Runners give signs of life; one that stays silent, or whose process is gone, gives back what it held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.unit.usecases.missed_case import open_case, open_machine
from workflows.store.opening import open_store
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.give_sign import SILENT, give_sign, last_sign
from workflows.usecases.load_pack import load_pack
from workflows.usecases.show_status import health


@pytest.fixture
def clock() -> FakeClock:
    """A clock before the case."""
    return FakeClock(datetime(2026, 3, 1, tzinfo=UTC))


@pytest.fixture
def app(tmp_path: Path, clock: FakeClock) -> Iterator[App]:
    """A machine on which the runner `dead` has given a sign."""
    machine = open_machine(tmp_path, clock, open_store("memory:"))
    give_sign(machine, "dead", prefect=False)
    yield machine
    machine.store.close()


def take(app: App, owner: str) -> int:
    """Return how many errands *owner* can take now."""
    now = app.clock.now()
    with app.store.write() as tx:
        lease = now + timedelta(days=1)
        return len(tx.outbox.take(now, kinds=["render-document"], owner=owner, lease_until=lease, limit=99))


def test_what_a_runner_held_is_free_when_its_process_is_gone(app: App, clock: FakeClock) -> None:
    """The next runner does not wait for the lease of a killed one, which had taken the papers of a case."""
    load_pack(app, "yunyang")
    open_case(app, clock, date(2026, 3, 10))
    held = take(app, "dead")
    assert held > 0
    assert take(app, "next") == 0
    assert give_sign(app, "next", prefect=True, gone=lambda owner: owner == "dead") == {"next"}
    assert take(app, "next") == held


def test_a_silent_runner_is_dead_after_five_minutes(app: App, clock: FakeClock) -> None:
    """On another machine nobody can look whether it lives, so its silence tells."""
    clock.move_by(SILENT)
    assert give_sign(app, "next", prefect=True) == {"dead", "next"}
    clock.move_by(timedelta(seconds=1))
    assert give_sign(app, "next", prefect=True) == {"next"}


def test_the_status_tells_of_the_runner_and_of_prefect(app: App) -> None:
    """The page of the status knows when a runner last gave a sign, and whether Prefect answered it."""
    give_sign(app, "next", prefect=True)
    felt = health(app)
    assert (felt.runner, felt.prefect, felt.runner_seen) == (True, True, app.clock.now())
    assert last_sign(app) == app.clock.now()
