"""The archive's channel: binds the dossier of a case and keeps it as one of its papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import JsonValue

from tasks.fonts import fonts_folder
from tasks.printers import Bound, Leaf, Printed, bind_dossier, print_paper, print_scan
from workflows.domain.outbox import Errand
from workflows.usecases.app import App
from workflows.usecases.assemble_dossier import (
    BoundScan,
    DossierPlan,
    plan_dossier,
    record_dossier,
    scans_to_bind,
)
from workflows.usecases.compose_paper import PaperOrder, render_order

COVER, INDEX, NOTE, BACK = "封面", "卷内目录", "卷宗情况说明", "封底"


def bind(app: App, errand: Errand) -> Mapping[str, JsonValue]:
    """Bind the dossier of the errand's case; returns the paper's id and its pages.

    Raises:
        DossierNotReady: a paper of it is still being made.
    """
    fonts = fonts_folder(app.settings)
    sheets = drawn_scans(app, errand.case_id, fonts)
    plan = plan_dossier(app, errand.case_id, {scan: drawn.pages for scan, drawn in sheets.items()})
    bound = bound_dossier(app, plan, fonts, sheets)
    paper = record_dossier(app, errand.case_id, pdf_sha256=app.files.put(bound.pdf), pages=bound.pages)
    return {"paper": paper.id, "pages": bound.pages}


def drawn_scans(app: App, case_id: str, fonts: Path) -> dict[str, Printed]:
    """Return the sheets of the scans that fill rows of the dossier, by the id of the attachment."""
    drawn = {
        scan.id: print_scan(app.files.get(scan.sha256), scan.media_type, scan.name, fonts)
        for scan in scans_to_bind(app, case_id)
    }
    return {scan: sheets for scan, sheets in drawn.items() if sheets is not None}


def bound_dossier(app: App, plan: DossierPlan, fonts: Path, sheets: Mapping[str, Printed]) -> Bound:
    """Return the dossier of *plan* as one file; *sheets* holds its scans, drawn."""
    title = f"人民调解卷宗 {plan.case.document.closing.volume_number}".strip()
    return bind_dossier(list(_leaves(app, plan, fonts, sheets)), title=title, packages=fonts)


def _leaves(app: App, plan: DossierPlan, fonts: Path, sheets: Mapping[str, Printed]) -> Iterator[Leaf]:
    def own(order: PaperOrder, title: str) -> Leaf:
        pdf = print_paper(render_order(order), fonts).pdf
        return Leaf(title=title, group="", pdf=pdf, counted=False)

    yield own(plan.cover, COVER)
    yield own(plan.index, INDEX)
    for each in plan.inside:
        if isinstance(each, BoundScan):
            yield Leaf(title=each.scan.name, group=each.row.title, pdf=sheets[each.scan.id].pdf)
            continue
        name = f"{each.paper.title} {each.paper.number}".strip()
        yield Leaf(title=name, group=each.row.title, pdf=app.files.get(each.paper.pdf_sha256))
    if plan.note is not None:
        yield own(plan.note, NOTE)
    yield own(plan.back, BACK)
