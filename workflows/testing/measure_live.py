"""Measure a living installation: how soon pages answer, how long forms and errands take, what idling costs."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import httpx

from workflows.bootstrap import bootstrap
from workflows.clock import SystemClock, legal_day
from workflows.config import Settings, child_environment, read_settings
from workflows.domain.bench import BenchLine
from workflows.domain.outbox import Errand, ErrandStatus
from workflows.testing.processes import Tree
from workflows.testing.program_clerk import ProgramClerk
from workflows.usecases.app import App
from workflows.usecases.identity.passwords import hash_password
from workflows.usecases.load_pack import load_pack
from workflows.usecases.order_papers import RENDER
from workflows.usecases.show_status import health

WORD = "measured here only"
PATIENCE = 300.0
WARM = 1
"""Cases before those that are measured; what a start costs is measured by itself."""
REST = 60.0
"""Seconds after the last work: the runner ends its printers after 45."""


def measure_live(*, cases: int, errands: int, idle_seconds: float) -> Iterator[BenchLine]:
    """Yield the figures of a fresh installation with the sample place, started as `hewei serve` does."""
    with TemporaryDirectory(prefix="hewei-bench-") as home:
        settings = prepared(Path(home))
        app = bootstrap(settings)
        with _serving(settings) as (tree, client):
            began = time.monotonic()
            until(lambda: answers(client), "the web answers")
            yield BenchLine(
                name="first page after a start", value=round(time.monotonic() - began, 2), unit="s"
            )
            until(lambda: health(app).prefect, "Prefect joins")
            yield BenchLine(name="Prefect joins after", value=round(time.monotonic() - began, 1), unit="s")
            yield from _submits(settings.port, cases)
            until(lambda: not _waiting(app), "the papers are made")
            yield _pickup(app, errands)
            yield from _idle(tree, idle_seconds)
        app.store.close()


def prepared(home: Path, url: str = "") -> Settings:
    """Return the settings of a fresh installation with the sample place, on SQLite or the empty database at *url*."""
    settings = replace(
        read_settings(),
        home=home,
        database=url or f"sqlite:///{home / 'hewei.db'}",
        port=free_port(),
        prefect_port=free_port(),
        sample=True,
    )
    app = bootstrap(settings)
    app.store.prepare()
    load_pack(app, "yunyang", password=hash_password(WORD))
    app.store.close()
    return settings


@contextmanager
def _serving(settings: Settings) -> Iterator[tuple[Tree, httpx.Client]]:
    command = [sys.executable, "-m", "tasks.supervisor"]
    with (
        subprocess.Popen(command, env=child_environment(settings), stderr=subprocess.DEVNULL) as serving,  # noqa: S603
        httpx.Client(base_url=f"http://127.0.0.1:{settings.port}", timeout=20, trust_env=False) as client,
    ):
        try:
            yield Tree(serving.pid), client
        finally:
            serving.terminate()
            serving.wait(60)


def _submits(port: int, cases: int) -> Iterator[BenchLine]:
    """Hand in every form of *cases* cases over HTTP, with session, permission and validation, and time each."""
    today = legal_day(SystemClock().now())
    with ProgramClerk(port, WORD) as clerk:
        list(clerk.whole_cases(WARM, today))
        spent = list(clerk.whole_cases(cases, today))
    note = f"POST /api/tasks/<id>/submit of {len(spent)} real forms on SQLite, papers being made meanwhile"
    cuts = quantiles(spent, n=20)
    yield BenchLine(name="submit over HTTP, p50", value=round(median(spent), 1), unit="ms", note=note)
    yield BenchLine(name="submit over HTTP, p95", value=round(cuts[18], 1), unit="ms", note=note)


def _pickup(app: App, errands: int) -> BenchLine:
    """Put letters into the outbox, one after the other at odd moments, and time how long each waits."""
    with app.store.read() as tx:
        case = tx.cases.search(limit=1)[0]
    waited = []
    for number in range(errands):
        now = app.clock.now()
        errand = Errand(id=f"bench:{number}", case_id=case.id, kind="send", created_at=now, run_at=now)
        with app.store.write() as tx:
            tx.outbox.put(errand)
        began = time.perf_counter()
        until(lambda ident=errand.id: _done(app, ident), "the errand is run", every=0.01)  # type: ignore[misc]
        waited.append(time.perf_counter() - began)
        time.sleep(0.13)
    note = f"{errands} letters, from the commit until recorded as sent, each in a Prefect run"
    return BenchLine(name="errand done after, p50", value=round(median(waited), 2), unit="s", note=note)


def _idle(tree: Tree, seconds: float) -> Iterator[BenchLine]:
    """Measure the whole tree of processes while nobody does anything, after its printers went to rest."""
    time.sleep(REST)
    began, used = time.monotonic(), tree.cpu_seconds()
    time.sleep(seconds)
    share = (tree.cpu_seconds() - used) / (time.monotonic() - began) * 100
    note = f"supervisor, web, Prefect's server and runner over {seconds:.0f} s, of one core"
    yield BenchLine(name="idle processor time", value=round(share, 2), unit="%", note=note)
    yield BenchLine(
        name="idle memory", value=round(tree.resident_bytes() / 1e6), unit="MB", note="sum of RSS"
    )


def _done(app: App, errand_id: str) -> bool:
    with app.store.read() as tx:
        errand = tx.outbox.get(errand_id)
    return errand is not None and errand.status is ErrandStatus.DONE


def _waiting(app: App) -> bool:
    with app.store.read() as tx:
        return RENDER in tx.outbox.waiting()


def answers(client: httpx.Client) -> bool:
    """Return whether the web shows its first page by now."""
    try:
        return client.get("/sign-in").status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def until(true: Callable[[], bool], what: str, *, every: float = 0.1) -> None:
    """Wait until something is true.

    Raises:
        TimeoutError: it did not come true.
    """
    until = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > until:
            raise TimeoutError(f"waited in vain until {what}")
        time.sleep(every)


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    return port
