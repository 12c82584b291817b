"""`hewei simulate`: a year of a place in memory, whole cases through the real use cases, then the reports."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import date, timedelta
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from workflows.cli.report import print_report
from workflows.config import read_settings
from workflows.domain.actor import CONSOLE
from workflows.testing.simulation import Year
from workflows.testing.simulation import simulate as live_through
from workflows.testing.simulation_plan import read_plan
from workflows.testing.stage import stage
from workflows.tidying import tidy_seldom
from workflows.usecases.app import App
from workflows.usecases.load_pack import load_pack
from workflows.usecases.report.as_text import as_mapping
from workflows.usecases.report.make_report import Asked, make_report

SHOWN = ("overview", "tier", "channel", "type", "month")


def simulate(
    pack: Annotated[str, typer.Option(help="辖区包 / pack")] = "yunyang",
    cases: Annotated[int, typer.Option(min=1, help="案件数 / number of cases")] = 8000,
    seed: Annotated[int, typer.Option(help="随机种子 / seed; the same seed gives the same year")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """模拟一年的案件并打印报表；什么都不保存。 Simulate a year and print its reports; nothing of it is kept."""
    console = Console(stderr=True)
    with stage(read_settings().site) as (app, _), Progress(console=console, disable=as_json) as progress:
        begins: date = read_plan(app.catalogue, pack).words["begins"]
        load_pack(app, pack)
        tidy_seldom()
        task = progress.add_task("模拟 / simulating", total=cases)
        started, processor = time.perf_counter(), time.process_time()
        year = live_through(app, pack, cases, seed, lambda done: progress.update(task, completed=done))
        took, worked = time.perf_counter() - started, time.process_time() - processor
        after = replace(app, store=year.store)
        told = _told(year, cases, seed, took, worked)
        if as_json:
            print(
                json.dumps({**told, "reports": _reports(after, pack, begins)}, ensure_ascii=False, indent=2)
            )
            return
    for name in SHOWN:
        print_report(make_report(after, CONSOLE, _asked(name, pack, begins)).brief())
    print("  ".join(f"{key}={value}" for key, value in told.items()))


def _told(year: Year, cases: int, seed: int, took: float, worked: float) -> dict[str, object]:
    return {
        "cases": cases,
        "seed": seed,
        "steps": year.steps,
        "closed": sum(year.closed.values()),
        "unfinished": year.unfinished,
        "seconds": round(took, 1),
        "processor_seconds": round(worked, 1),
        "milliseconds_a_case": round(worked / cases * 1000, 1),
    }


def _reports(app: App, pack: str, begins: date) -> dict[str, object]:
    return {
        name: as_mapping(make_report(app, CONSOLE, _asked(name, pack, begins)).brief())
        for name in (*SHOWN, "published")
    }


def _asked(name: str, pack: str, begins: date) -> Asked:
    return Asked(name=name, pack=pack, since=begins, until=begins + timedelta(days=364))
