"""`python -m tasks.press_bench --json`: papers a second on warm workers, their memory, and a long dossier."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tasks.fonts import fonts_folder
from tasks.prefect_server import PrefectServer, answers, showing
from tasks.press import MOST, Pressed, press
from tasks.press import report as press_report
from tasks.printers import Leaf, bind_dossier, print_docx, print_paper
from tasks.printers.pool import PrinterPool
from tasks.printers.worker import YOUNG
from tasks.report import Report
from workflows.bootstrap import bootstrap
from workflows.config import Settings, read_settings
from workflows.documents import Rendered, Templates
from workflows.domain.bench import BenchLine
from workflows.domain.case import Case, CaseDocument
from workflows.domain.outbox import Errand
from workflows.domain.paper import Paper
from workflows.errors import PrefectSilent
from workflows.resources import data
from workflows.store import Tx
from workflows.tidying import tidy_seldom
from workflows.usecases.app import App
from workflows.usecases.order_papers import RENDER

AGREEMENT = "agreement"
ROUNDS = 15
PAPERS = 1_000
DOSSIER_PAGES = 60
SERVER_WITHIN = 120.0
"""Seconds in which the server must answer before anything is measured."""


def measure(papers: int = PAPERS, *, prefect_api: str = "") -> Iterator[BenchLine]:
    """Yield one line for each thing measured; with *prefect_api* the papers go through that server."""
    settings = read_settings()
    fonts = fonts_folder(settings)
    templates = Templates(data("templates", settings.site))
    sample = templates.sample(AGREEMENT)
    rendered = templates.render(AGREEMENT, _short(sample.case), sample.paper)
    pages = print_paper(rendered, fonts).pages
    tidy_seldom(YOUNG)  # as every worker of the press does
    note = f"{AGREEMENT}, {pages} pages, warm, processor time, median of {ROUNDS}"
    yield _line("agreement as PDF/A and DOCX", lambda: print_paper(rendered, fonts), note)
    yield _line("agreement as DOCX", lambda: print_docx(rendered), note)
    yield _dossier(rendered, fonts)
    yield from _many(settings, fonts, papers, prefect_api)


def _short(document: CaseDocument) -> CaseDocument:
    """Return *document* with an agreement of one instalment, which takes two pages."""
    agreement = document.agreement
    less = {
        "instalments": agreement.instalments[:1],
        "facts": agreement.facts.partition("。")[0] + "。",
        "terms": agreement.terms.splitlines()[0],
        "performance": "",
    }
    return document.model_copy(update={"agreement": agreement.model_copy(update=less)})


def _line(name: str, work: Callable[[], object], note: str) -> BenchLine:
    spent = [_seconds(work) for _ in range(ROUNDS)]
    return BenchLine(name=name, value=round(median(spent) * 1e3, 1), unit="ms", note=note)


def _dossier(rendered: Rendered, fonts: Path) -> BenchLine:
    printed = print_paper(rendered, fonts)
    leaves = [Leaf(title="协议书", group="", pdf=printed.pdf)] * -(-DOSSIER_PAGES // printed.pages)

    def bind() -> None:
        for _ in range(3):  # cover, index and back are printed for each dossier
            print_paper(rendered, fonts)
        bind_dossier(leaves, title="卷宗", packages=fonts)

    pages = printed.pages * len(leaves)
    return BenchLine(
        name="dossier",
        value=round(_seconds(bind), 2),
        unit="s",
        note=f"{pages} pages bound, cover, index and back printed, processor time",
    )


def _many(settings: Settings, fonts: Path, papers: int, prefect_api: str) -> Iterator[BenchLine]:
    with TemporaryDirectory(prefix="hewei-bench-") as home:
        own = Settings(
            home=Path(home), database=f"sqlite:///{home}/hewei.db", sample=True, site=settings.site
        )
        app = bootstrap(own)
        app.store.prepare()
        pool = PrinterPool(fonts)
        try:
            _wish(app, 8, "warm")
            press(app, "bench", pool)
            _wish(app, papers, "many")
            asyncio.run(_server_up(prefect_api))
            began, used = time.perf_counter(), time.process_time()
            pressed = asyncio.run(_pressed(app, pool, prefect_api))
            busy = os.getloadavg()[0]
            spent, used = time.perf_counter() - began, time.process_time() - used
        finally:
            pool.close()
            app.store.close()
    way = "through Prefect" if prefect_api else "no Prefect"
    note = f"{papers} agreements, PDF/A and DOCX kept and recorded, {way}, by the clock; load {busy:.1f}"
    yield BenchLine(name="papers a second", value=round(papers / spent, 1), unit="1/s", note=note)
    each = (pressed.processor + used) / papers * 1e3
    yield BenchLine(
        name="papers a second of two whole processors",
        value=round(2000 / each, 1),
        unit="1/s",
        note=f"by processor time: {each:.1f} ms a paper",
    )
    note = f"of it {used / papers * 1e3:.1f} ms to collect, keep and record"
    yield BenchLine(name="processor time of a paper", value=round(each, 1), unit="ms", note=note)
    yield BenchLine(
        name="memory of a worker", value=round(pressed.memory), unit="MB", note="the largest, at its peak"
    )


async def _pressed(app: App, pool: PrinterPool, prefect_api: str) -> Pressed:
    """Return what was pressed of all that is wanted, watched by Prefect where it is named."""
    done = [Pressed()]
    prefect, run = PrefectServer(prefect_api, "bench"), showing("make-papers")

    def work() -> Report:
        done.append(press(app, "bench", pool))
        return press_report(done[-1])

    while len(done) == 1 or done[-1].count >= MOST:
        await (prefect.show(run, work) if prefect_api else asyncio.to_thread(work))
    await prefect.settled()
    return Pressed(memory=max(each.memory for each in done), processor=sum(each.processor for each in done))


async def _server_up(prefect_api: str) -> None:
    until = time.monotonic() + SERVER_WITHIN
    while prefect_api and not await answers(prefect_api):
        if time.monotonic() > until:
            raise PrefectSilent(zh="Prefect 服务没有回应；请检查它是否已启动，再测一次。", url=prefect_api)
        await asyncio.sleep(0.5)


def _wish(app: App, count: int, mark: str) -> None:
    templates = app.shipped_templates()
    sample = templates.sample(AGREEMENT)
    now = app.clock.now()
    pack = next(iter(app.catalogue.packs))
    case = Case(
        id=f"bench-{mark}", number=mark, pack=pack, procedure="dispute", version="v", org_id="o",
        document=_short(sample.case), opened_at=now, sample=True,
    )  # fmt: skip
    with app.store.write() as tx:
        tx.cases.add(case)
        for number in range(count):
            _paper(tx, case, f"{case.id}-{number}")


def _paper(tx: Tx, case: Case, paper_id: str) -> None:
    now = case.opened_at
    tx.papers.put(
        Paper(
            id=paper_id, case_id=case.id, template=AGREEMENT, title="协议书", number=paper_id, wanted_at=now
        )
    )
    tx.outbox.put(
        Errand(
            id=f"paper:{paper_id}", case_id=case.id, kind=RENDER, payload={"paper": paper_id}, created_at=now,
            run_at=now,
        )
    )  # fmt: skip


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()  # the processor's time: a busy machine must not make the printer look slow
    work()
    return time.process_time() - began


def main() -> int:
    """Measure and print; return 0."""
    parser = argparse.ArgumentParser(prog="python -m tasks.press_bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print one JSON list")
    parser.add_argument("--papers", type=int, default=PAPERS)
    parser.add_argument("--prefect-api", default="", help="the API of a Prefect server to go through")
    wish = parser.parse_args()
    lines = list(measure(wish.papers, prefect_api=wish.prefect_api))
    if wish.json:
        sys.stdout.write(json.dumps([asdict(line) for line in lines], ensure_ascii=False))
    else:
        sys.stdout.write("".join(f"{x.name}: {x.value:g} {x.unit}  {x.note}\n" for x in lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
