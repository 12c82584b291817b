"""`hewei render`: make one paper from its sample or from a case."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from workflows.bootstrap import bootstrap
from workflows.cli.case import case_numbered
from workflows.config import child_environment, read_settings
from workflows.errors import RenderWishRefused
from workflows.usecases.proof_paper import masked_proof, proof_paper

FORMS = (".pdf", ".docx", ".ofd", ".html", ".txt")


def render(
    document: Annotated[str, typer.Argument(help="文书编号 / id of the document")],
    case: Annotated[str, typer.Option(help="案号 / case number")] = "",
    sample: Annotated[bool, typer.Option("--sample", help="用示例数据 / from its proof sample")] = False,
    masked: Annotated[
        bool, typer.Option("--masked", help="隐去当事人姓名、证件、电话 / parties' names and numbers masked")
    ] = False,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="文件 / file: *.pdf, *.docx, *.ofd, *.html")
    ] = Path("paper.pdf"),
) -> None:
    """制作一份文书。 Make one paper; a process of its own prints it."""
    _check(output, case=case, sample=sample)
    settings = read_settings()
    command = [sys.executable, "-m", "tasks.render", document, "-o", str(output)]
    text = None
    if case:
        app = bootstrap(settings)
        with app.store.read() as tx:
            order = proof_paper(app, tx, case_numbered(tx, case), document, now=app.clock.now())
        command += ["--case-json", "-"]
        text = (masked_proof(order) if masked else order).as_json()
    else:
        command.append("--sample")
    done = subprocess.run(command, input=text, text=True, env=child_environment(settings), check=False)  # noqa: S603 - our own command
    raise typer.Exit(done.returncode)


def _check(output: Path, *, case: str, sample: bool) -> None:
    """Look at what was asked for before anything is made.

    Raises:
        RenderWishRefused: the file's form is none of ours, its folder is missing, or both case and sample are named.
    """
    if case and sample:
        raise RenderWishRefused(
            "A paper is made from its sample or from a case, not from both; leave out --sample or --case.",
            zh="文书或用示例数据、或用案件制作，不能两者兼用；请去掉 --sample 或 --case。",
        )
    if output.suffix not in FORMS or output.is_dir():
        raise RenderWishRefused(
            f"{output} is no file that ends in {', '.join(FORMS)}; name one.",
            zh=f"{output} 不是以 {'、'.join(FORMS)} 结尾的文件；请指明这样的文件。",
            file=str(output),
        )
    if not output.absolute().parent.is_dir():
        raise RenderWishRefused(
            f"There is no folder {output.parent}; make it first.",
            zh=f"没有文件夹 {output.parent}；请先建立。",
            file=str(output),
        )
