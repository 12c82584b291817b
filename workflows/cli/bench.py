"""`hewei bench`: measure this machine, one line each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from workflows.clock import SystemClock
from workflows.config import child_environment, read_settings
from workflows.domain.bench import BenchLine
from workflows.domain.case import Case
from workflows.engine import bench as engine_bench
from workflows.errors import UnknownCase, UnknownMeasure
from workflows.store import Store, bench_search, bench_vault
from workflows.store import bench as store_bench
from workflows.store.opening import open_store
from workflows.testing.busy_place import Size
from workflows.testing.measure_live import measure_live
from workflows.testing.measure_long_case import measure_long_case
from workflows.testing.measure_pages import measure_pages
from workflows.testing.measure_submit import measure_submit
from workflows.testing.measure_sweep import SIZES, measure_sweep
from workflows.testing.measure_users import measure_users

QUICK_SIZES = (1_000, 10_000)


@dataclass(frozen=True)
class StateKeeper:
    """Keeps engine states as revisions of cases in a store, as the machine does."""

    store: Store

    def keep(self, case_id: str, state: bytes) -> None:
        """Write the first state of a case and commit."""
        with self.store.write() as tx:
            tx.cases.add(_empty(case_id, state))

    def change(self, case_id: str, step: Callable[[bytes], bytes]) -> None:
        """Read the state, write what *step* makes of it, and commit: one transaction, as every step of a case is."""
        now = SystemClock().now()
        with self.store.write() as tx:
            case = tx.cases.get(case_id, lock=True)
            if case is None:
                raise UnknownCase(case=case_id)
            after = case.model_copy(update={"rev": case.rev + 1, "state": step(case.state)})
            tx.cases.save(after, at=now, actor="bench", command="bench")


def bench(
    parts: Annotated[
        list[str] | None,
        typer.Argument(
            help="engine, store, search, sweep, submit, long-case, pages, users, render, live；默认全部 / default: all"
        ),
    ] = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="约一分钟 / about one minute")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
    postgresql: Annotated[
        str, typer.Option(help="空的 PostgreSQL 数据库地址，一并测量 / address of an empty PostgreSQL")
    ] = "",
    minutes: Annotated[
        float, typer.Option(help="五十人同时使用的时长（分钟）/ how long fifty people work at once")
    ] = 10.0,
    cases: Annotated[
        int, typer.Option(min=500, help="pages、users 的在办案件数 / open cases of pages and users")
    ] = 100_000,
    people: Annotated[
        int, typer.Option(min=50, help="pages、users 的人数 / people of pages and users")
    ] = 500,
    keep: Annotated[
        Path | None,
        typer.Option(
            help="保存并再次使用 pages、users 数据的文件夹 / folder that keeps the place for another time"
        ),
    ] = None,
) -> None:
    """测量引擎、存储、查找、到期处理、页面、打印等的速度。 Measure how fast this machine runs it all."""
    size = Size(cases=2_000, people=50) if quick else Size(cases=cases, people=people)
    known = _parts(replace(size, folder=keep), quick=quick, postgresql=postgresql, minutes=minutes)
    for name in parts or ():
        if name not in known:
            raise UnknownMeasure(
                f"There is no measure {name!r}; the parts are {', '.join(known)}.",
                zh=f"没有名为 {name!r} 的测量；可选：{'、'.join(known)}。",
                measure=name,
            )
    console = Console(stderr=as_json)
    lines: list[BenchLine] = []
    for name in track(parts or list(known), "测量 / measuring", console=Console(stderr=True)):
        measured = list(known[name]())
        lines += measured
        for line in [] if as_json else measured:
            console.print(f"{line.name}: [bold]{line.value:g}[/bold] {line.unit}  [dim]{line.note}[/dim]")
    if as_json:
        print(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1))


def _parts(
    size: Size, *, quick: bool, postgresql: str, minutes: float
) -> Mapping[str, Callable[[], Iterable[BenchLine]]]:
    sizes = QUICK_SIZES if quick else SIZES
    due = 200 if quick else 1_000
    parts: dict[str, Callable[[], Iterable[BenchLine]]] = {
        "engine": lambda: _engine(10 if quick else engine_bench.CASES),
        "store": lambda: store_bench.run(sizes=sizes),
        "vault": bench_vault.run,
        "search": lambda: bench_search.run(cases=10_000 if quick else bench_search.CASES),
        "sweep": lambda: measure_sweep(sizes=sizes, due=due),
        "submit": lambda: measure_submit(cases=15 if quick else 100),
        "long-case": measure_long_case,
        "render": lambda: _render(2 if quick else 7, 64 if quick else 1_000),
        "live": lambda: measure_live(
            cases=3 if quick else 15, errands=5 if quick else 25, idle_seconds=10 if quick else 60
        ),
    }
    if postgresql:
        parts["search-postgresql"] = lambda: bench_search.run(
            url=postgresql, cases=10_000 if quick else bench_search.CASES
        )
        parts["vault-postgresql"] = lambda: bench_vault.run(url=postgresql)
        parts["postgresql"] = lambda: measure_sweep(postgresql, sizes=sizes, due=due)
    parts["pages"] = lambda: measure_pages(postgresql, size, looks=40 if quick else 300)
    parts["users"] = lambda: measure_users(postgresql, size, minutes=min(minutes, 0.2) if quick else minutes)
    return parts


def _engine(cases: int) -> list[BenchLine]:
    with TemporaryDirectory(prefix="hewei-bench-") as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'bench.db'}")
        store.prepare()
        try:
            return engine_bench.run(StateKeeper(store), cases)
        finally:
            store.close()


def _render(rounds: int, papers: int) -> list[BenchLine]:
    """The printers live beside Prefect, so a process of their own measures them."""
    command = [sys.executable, "-m", "tasks.measure_render", str(rounds), str(papers)]
    environment = child_environment(read_settings())
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)  # noqa: S603 - our own
    return [BenchLine(**row) for row in json.loads(done.stdout)]


def _empty(case_id: str, state: bytes) -> Case:
    return Case(
        id=case_id,
        number=case_id,
        pack="bench",
        procedure="bench",
        version="bench",
        org_id="bench",
        opened_at=SystemClock().now(),
        state=state,
        sample=True,
    )
