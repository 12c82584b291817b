"""`python -m tasks.measure_render`: papers, dossiers, seals and the press through Prefect; `hewei bench` starts it."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tasks.closed_network import api_url, prefect_environment
from tasks.fonts import fonts_folder
from tasks.printers import print_docx, print_paper
from tasks.printers.worker import YOUNG
from tasks.signing.bench import run as measure_seals
from tasks.supervisor import server_command
from workflows.config import child_environment, read_settings
from workflows.documents import Templates
from workflows.domain.bench import BenchLine
from workflows.resources import data
from workflows.tidying import tidy_seldom

PAPERS = ("agreement", "mediation-record", "rights-notice")
TWO_PAGES = "rights-notice"
ROUNDS = 7
PRESSED = 1_000


def measure_render(rounds: int = ROUNDS) -> Iterator[BenchLine]:
    """Yield the medians of text, PDF/A with DOCX, and DOCX alone, over the samples of three papers."""
    settings = read_settings()
    templates, fonts = Templates(data("templates", settings.site)), fonts_folder(settings)
    samples = {name: templates.sample(name) for name in PAPERS}
    rendered = {name: templates.render(name, each.case, each.paper) for name, each in samples.items()}
    print_paper(rendered[PAPERS[0]], fonts)  # warms fonts and style sheets
    tidy_seldom(YOUNG)  # as every worker of the press does
    note = f"{', '.join(PAPERS)}; samples, warm, processor time, median of {rounds * len(PAPERS)}"

    def line(name: str, work: Callable[[str], object]) -> BenchLine:
        spent = [_milliseconds(work, paper) for _ in range(rounds) for paper in PAPERS]
        return BenchLine(name=name, value=round(median(spent), 1), unit="ms", note=note)

    yield line("paper as text", lambda p: templates.render(p, samples[p].case, samples[p].paper))
    yield line("paper as PDF/A and DOCX", lambda p: print_paper(rendered[p], fonts))
    spent = [_milliseconds(lambda p: print_paper(rendered[p], fonts), TWO_PAGES) for _ in range(rounds)]
    note_two = f"{TWO_PAGES}; sample, warm, processor time, median of {rounds}"
    yield BenchLine(
        name="two-page paper as PDF/A and DOCX", value=round(median(spent), 1), unit="ms", note=note_two
    )
    yield line("paper as DOCX", lambda p: print_docx(rendered[p]))


def _milliseconds(work: Callable[[str], object], paper: str) -> float:
    began = time.process_time()  # the processor's time: a busy machine must not make the printer look slow
    work(paper)
    return (time.process_time() - began) * 1e3


def measure_press(papers: int) -> list[BenchLine]:
    """Return what *papers* cost on warm workers, each run shown by a Prefect server that lives as long as this."""
    with TemporaryDirectory(prefix="hewei-bench-") as home:
        settings = replace(read_settings(), home=Path(home), prefect_port=_free_port(), prefect_api="")
        environment = child_environment(settings, **prefect_environment(settings))
        server = subprocess.Popen(  # noqa: S603 - our own
            server_command(settings), env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            words = ["--json", "--papers", str(papers), "--prefect-api", api_url(settings)]
            command = [sys.executable, "-m", "tasks.press_bench", *words]
            done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own
        finally:
            server.terminate()
            server.wait()
    return [BenchLine(**row) for row in json.loads(done.stdout)]


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    return port


def main() -> None:
    """Print one JSON list of lines."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    papers = int(sys.argv[2]) if len(sys.argv) > 2 else PRESSED
    lines = [*measure_render(rounds), *measure_press(papers), *measure_seals()]
    sys.stdout.write(json.dumps([asdict(line) for line in lines]))


if __name__ == "__main__":
    main()
