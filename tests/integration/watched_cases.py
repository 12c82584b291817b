"""Cases whose deadlines were missed: opened two months ago, mediation begun, nothing done since (示例)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from workflows.bootstrap import bootstrap
from workflows.clock import SystemClock
from workflows.config import Settings
from workflows.domain.paper import PaperStatus
from workflows.domain.timer import TimerStatus
from workflows.store.opening import open_store
from workflows.testing.begun_case import CLERK, VILLAGE, steps
from workflows.testing.fake_clock import FakeClock
from workflows.testing.player import morning, play
from workflows.testing.scenario import Scenario, ScenarioStep
from workflows.usecases.app import App
from workflows.usecases.load_pack import load_pack

WOKEN = SystemClock().now()
BEGUN = (WOKEN - timedelta(days=60)).date()


def machine(home: Path, *, prefect_port: int) -> Settings:
    """Return the settings of a fresh installation under *home* with the sample data loaded."""
    settings = Settings(
        home=home, database=f"sqlite:///{home}/hewei.db", prefect_port=prefect_port, sample=True
    )
    home.mkdir(parents=True, exist_ok=True)
    app = bootstrap(settings)
    app.store.prepare()
    load_pack(app, "yunyang")
    app.store.close()
    return settings


def open_missed_cases(settings: Settings, count: int) -> list[str]:
    """Open *count* cases as they stood two months ago; returns their ids. Their deadlines are due since long."""
    clock = FakeClock(morning(BEGUN))
    app = bootstrap(settings, clock=clock, store=open_store(settings.database))
    opened = []
    for number in range(count):
        played = play(app, clock, _scenario(number))
        assert played.failed == []
        assert played.case is not None
        opened.append(played.case.id)
    app.store.close()
    return opened


def _scenario(number: int) -> Scenario:
    return Scenario(
        file=f"case-{number}",
        name="a missed case",
        pack="yunyang",
        procedure="dispute",
        opened=BEGUN,
        opened_by=CLERK,
        org=VILLAGE,
        steps=tuple(
            ScenarioStep(number=place, verb="submit", what=step, by=CLERK, answers=dict(answers))
            for place, (step, answers) in enumerate(steps(BEGUN), start=1)
        ),
    )


def still_due(app: App) -> bool:
    """Return whether a deadline is due that has not fired."""
    with app.store.read() as tx:
        due = tx.timers.next_due()
    return due is not None and due <= app.clock.now()


def histories(app: App, cases: Sequence[str]) -> set[tuple[str, ...]]:
    """Return the distinct histories of *cases*: what happened by itself, in order, where."""
    found = set()
    with app.store.read() as tx:
        for case_id in cases:
            facts = [entry.fact for entry in tx.journal.of_case(case_id)]
            found.add(
                tuple(f"{f.kind} {f.element} {f.data.get('due', '')}" for f in facts if f.kind in CLOCKWORK)
            )
    return found


CLOCKWORK = ("DeadlineReached", "DeadlineNear", "DeadlinePassed")


def papers(app: App, cases: Sequence[str]) -> list[PaperStatus]:
    """Return the status of every paper of *cases*."""
    with app.store.read() as tx:
        return [paper.status for case_id in cases for paper in tx.papers.of_case(case_id)]


def printed(app: App, cases: Sequence[str]) -> int:
    """Return how often the journal says that a paper of *cases* was made."""
    with app.store.read() as tx:
        return sum(
            entry.fact.kind == "DocumentMade" for case_id in cases for entry in tx.journal.of_case(case_id)
        )


def claimed(app: App, cases: Sequence[str]) -> bool:
    """Return whether a runner has claimed deadlines of *cases* and has not fired them yet."""
    with app.store.read() as tx:
        armed = [timer for each in cases for timer in tx.timers.of_case(each, status=TimerStatus.ARMED)]
    return any(timer.lease_owner for timer in armed)
