"""Measure what handing in a form takes over HTTP: one web process, nobody else at work."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from workflows.clock import SystemClock, legal_day
from workflows.domain.bench import BenchLine
from workflows.testing.busy_place import web_alone
from workflows.testing.measure_live import WORD, prepared
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
            spent = list(clerk.whole_cases(cases, today))
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
    least = f"GET /api/health: what way, framework and client take; {used / LOOKS * 1e3:.2f} ms processor of the web"
    yield BenchLine(name="least answer over HTTP, p50", value=round(median(floor), 2), unit="ms", note=least)


def _took(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1e3
