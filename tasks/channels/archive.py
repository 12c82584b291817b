"""The archive's channel: binds the dossier of a case and keeps it as one of its papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import JsonValue

from tasks.fonts import fonts_folder
from tasks.printers import Bound, Leaf, bind_dossier, print_paper
from workflows.domain.outbox import Errand
from workflows.usecases.app import App
from workflows.usecases.assemble_dossier import DossierPlan, plan_dossier, record_dossier
from workflows.usecases.compose_paper import PaperOrder, render_order

COVER, INDEX, NOTE, BACK = "封面", "卷内目录", "卷宗情况说明", "封底"


def bind(app: App, errand: Errand) -> Mapping[str, JsonValue]:
    """Bind the dossier of the errand's case; returns the paper's id and its pages.

    Raises:
        DossierNotReady: a paper of it is still being made.
    """
    bound = bound_dossier(app, plan_dossier(app, errand.case_id), fonts_folder(app.settings))
    paper = record_dossier(app, errand.case_id, pdf_sha256=app.files.put(bound.pdf), pages=bound.pages)
    return {"paper": paper.id, "pages": bound.pages}


def bound_dossier(app: App, plan: DossierPlan, fonts: Path) -> Bound:
    """Return the dossier of *plan* as one file."""
    title = f"人民调解卷宗 {plan.case.document.closing.volume_number}".strip()
    return bind_dossier(list(_leaves(app, plan, fonts)), title=title, packages=fonts)


def _leaves(app: App, plan: DossierPlan, fonts: Path) -> Iterator[Leaf]:
    def own(order: PaperOrder, title: str) -> Leaf:
        pdf = print_paper(render_order(order), fonts).pdf
        return Leaf(title=title, group="", pdf=pdf, counted=False)

    yield own(plan.cover, COVER)
    yield own(plan.index, INDEX)
    for each in plan.papers:
        name = f"{each.paper.title} {each.paper.number}".strip()
        yield Leaf(title=name, group=each.row.title, pdf=app.files.get(each.paper.pdf_sha256))
    if plan.note is not None:
        yield own(plan.note, NOTE)
    yield own(plan.back, BACK)
