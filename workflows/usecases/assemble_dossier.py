"""Assemble the dossier (卷宗): which papers it binds in which order on which pages, and what a case still lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from workflows.clock import legal_day
from workflows.documents import PaperContext, Templates
from workflows.domain.actor import Actor
from workflows.domain.attachment import Attachment
from workflows.domain.case import Case
from workflows.domain.dossier import DossierEntry, DossierRow, entries, lacking
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.permission import Action
from workflows.errors import DossierNotReady, UnknownCase
from workflows.store import Tx
from workflows.usecases.access import readable_case
from workflows.usecases.app import App
from workflows.usecases.compose_paper import PaperOrder
from workflows.usecases.order_papers import binding
from workflows.usecases.paper_lines import dossier_lines
from workflows.usecases.proof_paper import proof_context
from workflows.usecases.templates_in_force import templates_in_force

DOSSIER = "dossier"
COVER, INDEX, NOTE, BACK = "dossier-cover", "dossier-index", "dossier-note", "dossier-back"
TITLE, TITLE_EN = "人民调解卷宗", "Dossier of the mediation"
REBOUND = "卷宗已重新装订"


@dataclass(frozen=True, kw_only=True)
class BoundPaper:
    """One paper in the dossier: its row of the index, and its pages in the running count ("5-7")."""

    row: DossierRow
    paper: Paper
    pages: str


@dataclass(frozen=True, kw_only=True)
class BoundScan:
    """One scan that somebody brought, in the dossier: its row of the index, and its pages in the running count."""

    row: DossierRow
    scan: Attachment
    pages: str


@dataclass(frozen=True, kw_only=True)
class DossierPlan:
    """What is bound: cover and index, then papers and scans, then note (if there is anything to note) and back."""

    case: Case
    inside: tuple[BoundPaper | BoundScan, ...]
    lacking: tuple[DossierRow, ...]
    cover: PaperOrder
    index: PaperOrder
    note: PaperOrder | None
    back: PaperOrder
    numbered: int


def order_dossier(app: App, actor: Actor, case_id: str) -> None:
    """Have the dossier of a case bound as it stands now.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to bind.
    """
    now = app.clock.now()
    with app.store.write() as tx:
        case = readable_case(tx, actor, case_id, Action.BIND_DOSSIER)
        tx.outbox.put(replace(binding(case.id, f"{case.rev}-{now:%Y%m%d%H%M%S%f}", now), run_at=now))


def show_dossier(app: App, actor: Actor, case_id: str) -> tuple[DossierEntry, ...]:
    """Return every row of the dossier of a case, for those who may bind it.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to bind.
    """
    with app.store.read() as tx:
        case = readable_case(tx, actor, case_id, Action.BIND_DOSSIER)
        return _entries(app, tx, case)


def entries_of(
    app: App, tx: Tx, case: Case, papers: Sequence[Paper], brought: Sequence[Attachment]
) -> tuple[DossierEntry, ...]:
    """Return every row of the dossier with what the case has for it among its *papers* and what was *brought*."""
    templates = templates_in_force(app, tx, case.pack)
    return entries(templates.shelf.dossier(), case.document, papers, templates.order_of, brought)


def _entries(app: App, tx: Tx, case: Case) -> tuple[DossierEntry, ...]:
    return entries_of(app, tx, case, tx.papers.of_case(case.id), tx.attachments.of_case(case.id))


def scans_to_bind(app: App, case_id: str) -> tuple[Attachment, ...]:
    """Return the scans that fill rows of the dossier of a case.

    Raises:
        UnknownCase: there is no such case.
    """
    with app.store.read() as tx:
        case = tx.cases.get(case_id)
        if case is None:
            raise UnknownCase(zh="没有这个案件。", case=case_id)
        found = _entries(app, tx, case)
        return tuple(scan for entry in found for scan in entry.scans)


def plan_dossier(app: App, case_id: str, sheets: Mapping[str, int] | None = None) -> DossierPlan:
    """Return what the dossier of a case consists of now; *sheets* says how many pages each scan has, by its id.

    A scan of which that is not known, because it cannot be drawn, is listed in the index and stays a file of the case.

    Raises:
        UnknownCase: there is no such case.
        DossierNotReady: a paper of it is still being made.
    """
    with app.store.read() as tx:
        case = tx.cases.get(case_id)
        if case is None:
            raise UnknownCase(zh="没有这个案件。", case=case_id)
        found = _entries(app, tx, case)
        _refuse_unmade(found)
        return _plan(app, tx, case, found, sheets or {})


def record_dossier(app: App, case_id: str, *, pdf_sha256: str, pages: int) -> Paper:
    """Return the dossier as a paper of the case; one bound before is void now."""
    now = app.clock.now()
    with app.store.write() as tx:
        case = tx.cases.get(case_id, lock=True)
        if case is None:
            raise UnknownCase(zh="没有这个案件。", case=case_id)
        earlier = [each for each in tx.papers.of_case(case_id) if each.template == DOSSIER]
        for each in earlier:
            if each.status is PaperStatus.MADE:
                tx.papers.put(replace(each, status=PaperStatus.VOID, void_reason=REBOUND))
        paper = _dossier_paper(case, len(earlier), now, pdf_sha256, pages)
        tx.papers.put(paper)
    return paper


def _dossier_paper(case: Case, number: int, now: datetime, sha256: str, pages: int) -> Paper:
    return Paper(
        id=f"{case.id}-dossier-{number}",
        case_id=case.id,
        template=DOSSIER,
        title=TITLE,
        title_en=TITLE_EN,
        number=case.document.closing.volume_number,
        status=PaperStatus.MADE,
        wanted_at=now,
        made_at=now,
        element=DOSSIER,
        revision=case.rev,
        pdf_sha256=sha256,
        pages=pages,
    )


def _refuse_unmade(found: Iterable[DossierEntry]) -> None:
    unmade = [
        each.title or each.template
        for entry in found
        for each in entry.papers
        if each.status is PaperStatus.WANTED and not entry.row.bound
    ]
    if unmade:
        raise DossierNotReady(
            f"These papers are still being made: {', '.join(unmade)}; the dossier is bound when they are.",
            zh=f"下列文书正在制作：{'、'.join(unmade)}；制作完成后自动装订卷宗。",
        )


def _plan(
    app: App, tx: Tx, case: Case, found: tuple[DossierEntry, ...], sheets: Mapping[str, int]
) -> DossierPlan:
    templates = templates_in_force(app, tx, case.pack)
    inside, count = _number(found, sheets)
    missing = lacking(found)
    pages = {(each.paper if isinstance(each, BoundPaper) else each.scan).id: each.pages for each in inside}
    papers, brought = tx.papers.of_case(case.id), tx.attachments.of_case(case.id)
    lines = dossier_lines(templates.shelf.dossier(), case, papers, templates.order_of, pages, brought)
    content = _note_on(case, missing)

    def order(template: str, **words: object) -> PaperOrder:
        context = _context(app, tx, case, templates, template, words)
        return PaperOrder(
            paper_id=template,
            template=template,
            bundle=templates.bundle(template),
            document=case.document,
            context=context,
        )

    return DossierPlan(
        case=case,
        inside=inside,
        lacking=missing,
        cover=order(COVER, pages=count),
        index=order(INDEX, lines=lines),
        note=order(NOTE, content=content) if content else None,
        back=order(BACK, pages=count),
        numbered=count,
    )


def _context(
    app: App, tx: Tx, case: Case, templates: Templates, template: str, words: Mapping[str, object]
) -> PaperContext:
    now = app.clock.now()
    context = proof_context(app, tx, case, template, templates.info(template), now=now)
    number = case.document.closing.volume_number
    return context.model_copy(update={"number": number, "made_on": legal_day(now), **words})


def _number(
    found: Iterable[DossierEntry], sheets: Mapping[str, int]
) -> tuple[tuple[BoundPaper | BoundScan, ...], int]:
    """Return papers and scans with their pages in one running count that starts at 1, and the last page."""
    inside: list[BoundPaper | BoundScan] = []
    last = 0
    for entry in found:
        for paper in () if entry.row.bound else entry.papers:
            inside.append(BoundPaper(row=entry.row, paper=paper, pages=_span(last, paper.pages)))
            last += paper.pages
        for scan in entry.scans:
            count = sheets.get(scan.id, 0)
            if count:
                inside.append(BoundScan(row=entry.row, scan=scan, pages=_span(last, count)))
            last += count
    return tuple(inside), last


def _span(before: int, count: int) -> str:
    return str(before + 1) if count == 1 else f"{before + 1}-{before + count}"


def _note_on(case: Case, missing: Iterable[DossierRow]) -> str:
    names = "、".join(row.title for row in missing)
    own = case.document.closing.notes
    return "\n".join(
        part for part in (own, f"本卷缺少下列必须具备的材料：{names}。" if names else "") if part
    )
