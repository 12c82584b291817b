"""Measure the sweep with the real engine: nothing due, much due, and how little it matters what is open."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.domain.bench import BenchLine
from workflows.domain.case import Case
from workflows.store.bench import fill_timers
from workflows.store.opening import open_store
from workflows.testing.begun_case import CLERK, VILLAGE, steps
from workflows.testing.case_copies import CaseCopies
from workflows.testing.fake_clock import FakeClock
from workflows.testing.player import play
from workflows.testing.scenario import Scenario, ScenarioStep
from workflows.tidying import tidy_seldom
from workflows.usecases.app import App
from workflows.usecases.load_pack import load_pack
from workflows.usecases.sweep_deadlines import sweep_deadlines

BEGUN = date(2025, 11, 10)
WOKEN = datetime(2026, 1, 4, tzinfo=UTC)
"""Two months later, and a day before the first of the many that are not due."""
SIZES = (10_000, 100_000, 1_000_000)
DUE = 1_000
EMPTY_SWEEPS = 30


def measure_sweep(url: str = "", sizes: Sequence[int] = SIZES, due: int = DUE) -> Iterator[BenchLine]:
    """Yield the figures at each of *sizes* open deadlines, on the empty database at *url* or on SQLite.

    What is due moves a real case through the real engine: supervision and the limit of mediation, in two steps.
    """
    with TemporaryDirectory(prefix="hewei-bench-") as home:
        database = url or f"sqlite:///{Path(home) / 'bench.db'}"
        kind = database.partition(":")[0]
        clock = FakeClock(datetime.combine(BEGUN, datetime.min.time(), UTC))
        settings = Settings(home=Path(home), database=database, sample=True)
        app = bootstrap(settings, clock=clock, store=open_store(database))
        try:
            app.store.prepare()
            load_pack(app, "yunyang")
            case = _begun(app, clock)
            clock.move_to(WOKEN)
            tidy_seldom()  # as the runner does
            yield from _at_sizes(app, case, kind, sizes, due)
        finally:
            app.store.close()


def _at_sizes(app: App, case: Case, kind: str, sizes: Sequence[int], due: int) -> Iterator[BenchLine]:
    copies = CaseCopies(app, case)
    warm = copies.make(20, prefix="warm", at=WOKEN)
    sweep_deadlines(app, owner="bench")
    per_second, there = [], 0
    for size in sizes:
        fill_timers(app.settings.database, warm[0], there, size)
        there = size
        note = f"{kind}, {size:,} open"
        empty = median(_seconds(lambda: sweep_deadlines(app, owner="bench")) for _ in range(EMPTY_SWEEPS))
        yield BenchLine(name="sweep, nothing due", value=round(empty * 1e3, 3), unit="ms", note=note)
        copies.make(due // copies.deadlines, prefix=f"at{size}-", at=WOKEN)
        cpu, began = time.process_time(), time.perf_counter()
        fired = _fire(app, due // copies.deadlines * copies.deadlines)
        spent, cpu = time.perf_counter() - began, time.process_time() - cpu
        per_second.append(fired / spent)
        each = f"{note}, {fired:,} due, engine step, case saved and papers ordered; {cpu / fired * 1e3:.2f} ms CPU each"
        yield BenchLine(name="deadlines fired", value=round(fired / spent), unit="1/s", note=each)
    ratio = per_second[0] / per_second[-1]
    note = f"{kind}, from {sizes[0]:,} to {sizes[-1]:,} open"
    yield BenchLine(name="cost per fired deadline", value=round(ratio, 2), unit="x", note=note)


def _fire(app: App, due: int) -> int:
    """Return how many fired: all that were due, and the warnings of steps that these opened."""
    swept = sweep_deadlines(app, owner="bench")
    if len(swept.fired) < due or swept.failed:
        raise AssertionError(f"fired {len(swept.fired)} of {due}, failed {swept.failed[:1]}")
    return len(swept.fired)


def _begun(app: App, clock: FakeClock) -> Case:
    """Return a case under mediation, opened on `BEGUN`."""
    played = play(
        app,
        clock,
        Scenario(
            file="bench",
            name="bench",
            pack="yunyang",
            procedure="dispute",
            opened=BEGUN,
            opened_by=CLERK,
            org=VILLAGE,
            steps=tuple(
                ScenarioStep(number=place, verb="submit", what=form, by=CLERK, answers=dict(answers))
                for place, (form, answers) in enumerate(steps(BEGUN), start=1)
            ),
        ),
    )
    if played.case is None or played.failed:
        raise AssertionError(played.failed)
    return played.case


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
