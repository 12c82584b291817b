"""Measure the pages at a hundred thousand open cases, a step there beside one among few, and fifty people at once."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import httpx

from workflows.bootstrap import bootstrap
from workflows.clock import legal_day
from workflows.config import Settings, child_environment, read_settings
from workflows.domain.bench import BenchLine
from workflows.testing.begun_case import VILLAGE, steps
from workflows.testing.case_copies import CaseCopies
from workflows.testing.crowd import PACK, Person, begun_case, clerk_of, gather, hand_in_next, settle
from workflows.testing.measure_live import answers, free_port, until
from workflows.testing.processes import Tree
from workflows.usecases.app import App
from workflows.usecases.begin_case import begin_case
from workflows.usecases.load_pack import load_pack

COOKIE = "hewei-login"
THINK_SECONDS = 2.0
LOADED = 50
STEPPED = 12
"""Cases whose four forms are handed in to measure a step."""
SMALL = 1_000
WARM = 10
"""Looks that warm the process and are not counted."""


def measure_pages(
    url: str = "", *, cases: int, people: int, looks: int, load_minutes: float
) -> Iterator[BenchLine]:
    """Yield the figures on the empty database at *url*, or on SQLite, at *cases* open cases of *people* people.

    *looks* pages of each kind are timed one after the other, then LOADED people work for *load_minutes*.
    """
    with TemporaryDirectory(prefix="hewei-bench-") as home:
        folder = Path(home)
        settings = replace(
            read_settings(),
            home=folder,
            database=url or f"sqlite:///{folder / 'hewei.db'}",
            port=free_port(),
            sample=True,
        )
        note = f"{settings.database.partition(':')[0]}, {cases:,} open cases, {people} people"
        app = bootstrap(settings)
        try:
            app.store.prepare()
            load_pack(app, PACK)
            crowd = yield from _filled(app, cases, people, note)
        finally:
            app.store.close()
        with _web(settings) as (address, tree):
            yield from _looks(address, tree, crowd, looks, note)
            yield from _load(address, crowd, load_minutes, note)


def _filled(app: App, cases: int, people: int, note: str) -> Generator[BenchLine, None, Sequence[Person]]:
    """Fill the store, and say what a step costs among few and among many; the generator returns the crowd."""
    copies = CaseCopies(app, begun_case(app, clerk_of(app)))
    crowd = gather(app, people=people)
    now = app.clock.now()
    few = max(1, SMALL // people)
    crowd = settle(copies, crowd, each=few, round_=0, at=now)
    _step_cost(app)
    among_few = _step_cost(app)
    began = time.perf_counter()
    crowd = settle(copies, crowd, each=cases // people - few, round_=1, at=now)
    each = (time.perf_counter() - began) / cases * 1e3
    yield BenchLine(name="case copied", value=round(each, 2), unit="ms", note=note)
    among_many = _step_cost(app)
    yield BenchLine(name="step, whole use case", value=round(among_many, 2), unit="ms CPU", note=note)
    yield BenchLine(
        name="step among many beside few",
        value=round(among_many / among_few, 2),
        unit="x",
        note=f"{note}, beside {few * people:,}; processor time",
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
def _web(settings: Settings) -> Iterator[tuple[str, Tree]]:
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


def _client(address: str, person: Person) -> httpx.Client:
    return httpx.Client(base_url=address, cookies={COOKIE: person.token}, timeout=60, trust_env=False)


def _looks(address: str, tree: Tree, crowd: Sequence[Person], looks: int, note: str) -> Iterator[BenchLine]:
    """Time pages one after the other, each asked for by another person."""
    dice = random.Random(7)  # noqa: S311 - which page is asked for next is no secret
    for name, place in (("work list", "/desk"), ("case page", "/cases/{case}"), ("newest cases", "/cases")):
        asked = [
            (person, place.format(case=dice.choice(person.cases))) for person in _in_turn(crowd, looks + WARM)
        ]
        for person, path in asked[:WARM]:
            _look(address, person, path)
        used = tree.cpu_seconds()
        spent = [_look(address, person, path) for person, path in asked[WARM:]]
        used = (tree.cpu_seconds() - used) / looks * 1e3
        yield BenchLine(name=f"{name}, p50", value=round(median(spent), 1), unit="ms", note=note)
        yield BenchLine(name=f"{name}, p95", value=round(quantiles(spent, n=20)[18], 1), unit="ms", note=note)
        yield BenchLine(
            name=f"{name}, processor",
            value=round(used, 1),
            unit="ms",
            note=f"{note}; mean, one small file included",
        )


def _in_turn(crowd: Sequence[Person], many: int) -> list[Person]:
    return [crowd[turn % len(crowd)] for turn in range(many)]


def _look(address: str, person: Person, path: str) -> float:
    """Return how many milliseconds a page took on a connection that was open already."""
    with _client(address, person) as client:
        client.get("/static/icon.svg")
        return _timed(client, path)


def _timed(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    client.get(path).raise_for_status()
    return (time.perf_counter() - began) * 1e3


def _load(address: str, crowd: Sequence[Person], minutes: float, note: str) -> Iterator[BenchLine]:
    """Let LOADED people look at their lists and cases, each thinking for a while in between."""
    if not minutes:
        return
    spent: list[float] = []
    errors: list[str] = []
    guard = threading.Lock()
    ends = time.monotonic() + minutes * 60

    def work(person: Person, seed: int) -> None:
        dice = random.Random(seed)  # noqa: S311 - see above
        with _client(address, person) as client:
            time.sleep(dice.random() * THINK_SECONDS)
            while time.monotonic() < ends:
                path = dice.choice(("/desk", f"/cases/{dice.choice(person.cases)}"))
                try:
                    taken, broken = _timed(client, path), ""
                except httpx.HTTPError as error:
                    taken, broken = 0.0, f"{path}: {error}"
                with guard:
                    spent.append(taken)
                    errors.extend([broken] if broken else [])
                time.sleep(THINK_SECONDS)

    with ThreadPoolExecutor(LOADED) as pool:
        list(pool.map(work, crowd[:LOADED], range(LOADED)))
    told = (
        f"{note}; {LOADED} at once, {THINK_SECONDS:g} s to think, {minutes:g} minutes, {len(spent):,} pages"
    )
    yield BenchLine(name="under load, p50", value=round(median(spent), 1), unit="ms", note=told)
    yield BenchLine(name="under load, p95", value=round(quantiles(spent, n=20)[18], 1), unit="ms", note=told)
    yield BenchLine(name="under load, errors", value=len(errors), unit="", note="; ".join(errors[:1]))
