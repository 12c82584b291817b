"""A clock that jumped stops the firing of deadlines and opens one incident; agreement or a person ends it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.unit.usecases.missed_case import open_machine
from workflows.domain.actor import Actor
from workflows.domain.organisation import Membership
from workflows.store.opening import open_store
from workflows.testing.fake_clock import FakeClock
from workflows.usecases.app import App
from workflows.usecases.check_clock import INCIDENT, check_clock
from workflows.usecases.resolve_incident import resolve_incident

HOUR = timedelta(hours=1)
ADMIN = Actor(account_id="a", posts=(Membership(account_id="a", org_id="o", role="admin"),))


class JumpyClock(FakeClock):
    """A clock that can be set forward without time passing."""

    jumped = timedelta()

    def now(self) -> datetime:
        """Return the instant it shows."""
        return super().now() + self.jumped


@pytest.fixture
def clock() -> JumpyClock:
    """A clock that is right."""
    return JumpyClock(datetime(2026, 3, 2, tzinfo=UTC))


@pytest.fixture
def app(tmp_path: Path, clock: JumpyClock) -> Iterator[App]:
    """An empty machine."""
    machine = open_machine(tmp_path, clock, open_store("memory:"))
    yield machine
    machine.store.close()


def status(app: App) -> str:
    """Return how the incident stands."""
    with app.store.read() as tx:
        incident = tx.incidents.get(INCIDENT)
    return incident.status if incident else "none"


def test_a_jump_stops_the_firing_until_the_clock_is_right_again(app: App, clock: JumpyClock) -> None:
    """Set forward by an hour nothing fires; set back, it goes on by itself."""
    good = check_clock(app, None)
    clock.move_by(HOUR)
    good = check_clock(app, good) or good
    assert status(app) == "none"
    clock.jumped = HOUR
    assert check_clock(app, good) is None
    assert status(app) == "open"
    clock.jumped = timedelta()
    assert check_clock(app, good) is not None
    assert status(app) == "resolved"


def test_a_jump_is_told_in_both_languages_with_days_and_hours(app: App, clock: JumpyClock) -> None:
    """Nobody reads 50,460 minutes: the incident says which way the clock is off and by how many days and hours."""
    good = check_clock(app, None)
    clock.jumped = -(35 * 24 * HOUR + HOUR)
    assert check_clock(app, good) is None
    with app.store.read() as tx:
        (incident,) = tx.incidents.listed()
    assert "时间慢了35天1小时，" in incident.error_zh.replace("比先前走过的", "")
    assert "35 d 1 h behind" in incident.error_en
    assert incident.number == INCIDENT


def test_a_person_may_say_that_the_new_time_is_right(app: App, clock: JumpyClock) -> None:
    """When an administrator has looked and resolves the incident, the time as it stands is trusted from then on."""
    good = check_clock(app, None)
    clock.jumped = HOUR
    assert check_clock(app, good) is None
    resolve_incident(app, ADMIN, INCIDENT)
    good = check_clock(app, good)
    assert good is not None
    clock.move_by(HOUR)
    assert check_clock(app, good) is not None
    assert status(app) == "resolved"


def test_a_start_before_the_last_sign_of_life_is_a_jump(app: App, clock: JumpyClock) -> None:
    """A machine that wakes up with yesterday's clock fires nothing."""
    assert check_clock(app, None, kept=clock.now() + 24 * HOUR) is None
    assert status(app) == "open"
