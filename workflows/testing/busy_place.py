"""A place as busy as a county: open cases of many people, each with a login, behind a web of its own (示例)."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import httpx

from workflows.bootstrap import bootstrap
from workflows.clock import legal_day
from workflows.config import Settings, child_environment, read_settings
from workflows.domain.bench import BenchLine
from workflows.errors import KeptPlaceDiffers
from workflows.testing.begun_case import VILLAGE, steps
from workflows.testing.case_copies import CaseCopies
from workflows.testing.crowd import (
    PACK,
    Person,
    begun_case,
    clerk_of,
    gather,
    hand_in_next,
    settle,
    signed_in,
)
from workflows.testing.measure_live import answers, free_port, until
from workflows.testing.processes import Tree
from workflows.usecases.app import App
from workflows.usecases.begin_case import begin_case
from workflows.usecases.catch_up import catch_up
from workflows.usecases.load_pack import load_pack

COOKIE = "hewei-login"
STEPPED = 12
"""Cases whose four forms are handed in to measure a step."""
SMALL = 1_000
CROWD = "crowd.json"
"""Beside a place that is kept: the cases of each of its people."""


@dataclass(frozen=True, kw_only=True)
class BusyPlace:
    """Where to ask, the processes that answer, who asks, and what filling it has told; `note` says how full it is."""

    address: str
    tree: Tree
    crowd: Sequence[Person]
    note: str
    told: Sequence[BenchLine]


@dataclass(frozen=True, kw_only=True)
class Size:
    """How full a place is: its open cases, its people, and the folder that keeps it for another time, if any."""

    cases: int
    people: int
    folder: Path | None = None


@contextmanager
def busy_place(url: str, size: Size, *, steps: bool = False) -> Iterator[BusyPlace]:
    """Fill the empty database at *url*, or SQLite, and serve it; with *steps* a step among many is timed as well.

    A place that was kept in the folder is used again as it is, brought to the newest schema.

    Raises:
        KeptPlaceDiffers: the place in the folder has another size.
    """
    with _home(size.folder) as folder:
        settings = replace(
            read_settings(),
            home=folder,
            database=url or f"sqlite:///{folder / 'hewei.db'}",
            port=free_port(),
            sample=True,
        )
        note = f"{settings.database.partition(':')[0]}, {size.cases:,} open cases, {size.people} people"
        told: list[BenchLine] = []
        app = bootstrap(settings)
        try:
            app.store.prepare()
            crowd = _crowd(app, told, folder / CROWD, size, note=note, steps=steps)
        finally:
            app.store.close()
        with web_alone(settings) as (address, tree):
            yield BusyPlace(address=address, tree=tree, crowd=crowd, note=note, told=told)


@contextmanager
def _home(kept: Path | None) -> Iterator[Path]:
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    with TemporaryDirectory(prefix="hewei-bench-") as home:
        yield Path(home)


def _crowd(
    app: App, told: list[BenchLine], file: Path, size: Size, *, note: str, steps: bool
) -> Sequence[Person]:
    """Return the crowd, signed in: the one that *file* names, or a new one, whose cases are noted there."""
    if file.is_file():
        kept = json.loads(file.read_text("utf-8"))
        return signed_in(app, with_cases(gather(app, people=size.people), kept, size))
    load_pack(app, PACK)
    crowd = _filled(app, told, size, note=note, steps=steps)
    file.write_text(json.dumps([person.cases for person in crowd]), "utf-8")
    return signed_in(app, crowd)


def with_cases(crowd: Sequence[Person], cases: Sequence[Sequence[str]], size: Size) -> list[Person]:
    """Return the *crowd* with the cases that were kept for each of them.

    Raises:
        KeptPlaceDiffers: they are not those of a place of this size.
    """
    if len(cases) != size.people or sum(map(len, cases)) != size.cases // size.people * size.people:
        raise KeptPlaceDiffers(cases=sum(map(len, cases)), people=len(cases))
    return [replace(person, cases=tuple(own)) for person, own in zip(crowd, cases, strict=True)]


def client_of(address: str, person: Person) -> httpx.Client:
    """Return a browser's stand-in, signed in as that person."""
    return httpx.Client(base_url=address, cookies={COOKIE: person.token}, timeout=60, trust_env=False)


def timed(client: httpx.Client, path: str) -> float:
    """Return how many milliseconds a page took.

    Raises:
        HTTPError: there was no page.
    """
    began = time.perf_counter()
    client.get(path).raise_for_status()
    return (time.perf_counter() - began) * 1e3


def _filled(app: App, told: list[BenchLine], size: Size, *, note: str, steps: bool) -> Sequence[Person]:
    """Return the crowd with its cases; *told* gets what filling costs, and a step among few and among many."""
    copies = CaseCopies(app, begun_case(app, clerk_of(app)))
    crowd = gather(app, people=size.people)
    now = app.clock.now()
    few = max(1, SMALL // size.people)
    crowd = settle(copies, crowd, each=few, round_=0, at=now)
    among_few = [_step_cost(app) for _ in range(2)][-1] if steps else 0.0
    began = time.perf_counter()
    crowd = settle(copies, crowd, each=size.cases // size.people - few, round_=1, at=now)
    each = (time.perf_counter() - began) / size.cases * 1e3
    told.append(BenchLine(name="case copied", value=round(each, 2), unit="ms", note=note))
    catch_up(app)
    if steps:
        among_many = _step_cost(app)
        told.append(
            BenchLine(name="step, whole use case", value=round(among_many, 2), unit="ms CPU", note=note)
        )
        told.append(
            BenchLine(
                name="step among many beside few",
                value=round(among_many / among_few, 2),
                unit="x",
                note=f"{note}, beside {few * size.people:,}; processor time",
            )
        )
    return crowd


def _step_cost(app: App) -> float:
    """Return the median processor time, in ms, of handing in a form of the first procedure."""
    actor, today = clerk_of(app), legal_day(app.clock.now())
    spent = []
    for _ in range(STEPPED):
        case = begin_case(app, actor, VILLAGE, {})
        for _, given in steps(today):
            began = time.process_time()
            case = hand_in_next(app, actor, case, given)
            spent.append((time.process_time() - began) * 1e3)
    return median(spent)


@contextmanager
def web_alone(settings: Settings) -> Iterator[tuple[str, Tree]]:
    """Run the web on these settings as `hewei serve` does, and yield its address and its processes."""
    address = f"http://127.0.0.1:{settings.port}"
    command = [sys.executable, "-m", "workflows.web", "--log-level", "warning"]
    with (
        subprocess.Popen(command, env=child_environment(settings), stderr=subprocess.DEVNULL) as serving,  # noqa: S603
        httpx.Client(base_url=address, timeout=60, trust_env=False) as client,
    ):
        try:
            until(lambda: answers(client), "the web answers")
            yield address, Tree(serving.pid)
        finally:
            serving.terminate()
            serving.wait(60)
