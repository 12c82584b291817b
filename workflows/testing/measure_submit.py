"""Measure what handing in a form takes over HTTP: one web process, nobody else at work."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from workflows.clock import SystemClock, legal_day
from workflows.domain.bench import BenchLine
from workflows.testing.begun_case import steps
from workflows.testing.busy_place import web_alone
from workflows.testing.measure_live import WORD, prepared
from workflows.testing.processes import Tree
from workflows.testing.program_clerk import ProgramClerk

WARM = 5
LOOKS = 200


def measure_submit(url: str = "", *, cases: int) -> Iterator[BenchLine]:
    """Yield the figures on the empty database at *url*, or on SQLite, over all forms of *cases* cases."""
    with TemporaryDirectory(prefix="hewei-bench-") as home:
        settings = prepared(Path(home), url)
        kind = settings.database.partition(":")[0]
        with web_alone(settings) as (_, tree), ProgramClerk(settings.port, WORD) as clerk:
            today = legal_day(SystemClock().now())
            list(clerk.whole_cases(WARM, today))
            spent, worked = _forms(clerk, tree, cases, today)
            used = tree.cpu_seconds()
            floor = [_took(lambda: clerk.ask("GET", "/api/health")) for _ in range(LOOKS)]
            used = tree.cpu_seconds() - used
    note = (
        f"{kind}, one web process, {len(spent)} real forms over POST /api/tasks/<id>/submit: login, permission, "
        "validation, engine step, timers, papers ordered, audit, one commit"
    )
    cuts = quantiles(spent, n=20)
    yield BenchLine(name="submit, web alone, p50", value=round(median(spent), 2), unit="ms", note=note)
    yield BenchLine(name="submit, web alone, p95", value=round(cuts[18], 2), unit="ms", note=note)
    mean = round(worked / len(spent) * 1e3, 2)
    yield BenchLine(name="submit, processor of the web", value=mean, unit="ms", note="mean of the same forms")
    least = f"GET /api/health: what way, framework and client take; {used / LOOKS * 1e3:.2f} ms processor of the web"
    yield BenchLine(name="least answer over HTTP, p50", value=round(median(floor), 2), unit="ms", note=least)


def _forms(clerk: ProgramClerk, tree: Tree, cases: int, today: date) -> tuple[list[float], float]:
    """Return the milliseconds of each form of *cases* cases, and the seconds of processor time of all together."""
    opened = [clerk.open_case() for _ in range(cases)]
    spent: list[float] = []
    worked = 0.0
    for form, given in steps(today):
        tasks = [clerk.waiting(case_id, form) for case_id in opened]
        worked -= tree.cpu_seconds()
        spent += [clerk.hand_in(task_id, given) for task_id in tasks]
        worked += tree.cpu_seconds()
    return spent, worked


def _took(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1e3
