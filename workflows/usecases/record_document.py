"""Record that a paper was made, or that it could not be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workflows.domain.actor import PRESS
from workflows.domain.journal import Fact
from workflows.domain.outbox import Incident
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.plain_document import plain
from workflows.errors import UnknownPaper
from workflows.store import Tx
from workflows.usecases.advance import Change, advance
from workflows.usecases.app import App
from workflows.usecases.engine_at import engine_of
from workflows.usecases.guard import incidents


@dataclass(frozen=True, kw_only=True)
class Made:
    """What the press brings back: digests of the files, of the template and of the data, and the page count."""

    pdf_sha256: str
    docx_sha256: str
    template_version: str
    data_digest: str
    pages: int
    check_code: str = ""
    ofd_sha256: str = ""


def record_document(app: App, paper_id: str, made: Made) -> Paper:
    """Return the paper as made; a second call, or one for a paper that is void by now, changes nothing.

    Raises:
        UnknownPaper: no such paper was wanted.
        StepFailed: the diagram waited for this paper and could not go on.
    """
    now = app.clock.now()
    with (
        incidents(
            app, paper_id.partition("-")[0], paper_id, key=f"paper-{paper_id}", subject=f"paper:{paper_id}"
        ),
        app.store.write() as tx,
    ):
        paper = find_paper(tx, paper_id)
        if paper.status in (PaperStatus.MADE, PaperStatus.VOID):
            return paper
        paper = replace(
            paper,
            status=PaperStatus.MADE,
            made_at=now,
            error="",
            pdf_sha256=made.pdf_sha256,
            docx_sha256=made.docx_sha256,
            template_version=made.template_version,
            data_digest=made.data_digest,
            pages=made.pages,
            check_code=made.check_code,
            ofd_sha256=made.ofd_sha256,
        )
        tx.papers.put(paper)
        tx.outbox.done(f"paper:{paper_id}")
        fact = Fact(
            kind="DocumentMade", element=paper.element, data={"paper": paper.id, "template": paper.template}
        )
        tx.journal.append(paper.case_id, paper.revision, [fact], at=now, actor=PRESS.account_id)
        if paper.request_id:
            _answer(app, tx, paper, now)
        return paper


def record_failed_document(app: App, paper_id: str, error: str) -> Paper:
    """Return the paper as failed, with an incident that names it.

    Raises:
        UnknownPaper: no such paper was wanted.
    """
    now = app.clock.now()
    with app.store.write() as tx:
        paper = find_paper(tx, paper_id)
        if paper.status is PaperStatus.VOID:
            return paper
        paper = replace(paper, status=PaperStatus.FAILED, error=error)
        tx.papers.put(paper)
        tx.incidents.put(
            Incident(
                id=f"paper-{paper_id}",
                subject=f"paper:{paper_id}",
                case_id=paper.case_id,
                kind="paper-failed",
                element=paper.element,
                error=error,
                detail=paper.template,
                opened_at=now,
            )
        )
    return paper


def find_paper(tx: Tx, paper_id: str) -> Paper:
    """Return the paper.

    Raises:
        UnknownPaper: there is none with this id.
    """
    paper = tx.papers.get(paper_id)
    if paper is None:
        raise UnknownPaper(zh="没有这份文书，或者不归您查看。", paper=paper_id)
    return paper


def _answer(app: App, tx: Tx, paper: Paper, now: datetime) -> None:
    """Let the diagram go on that waited for this paper."""
    case = tx.cases.get(paper.case_id, lock=True)
    if case is None:
        return
    step = engine_of(app, tx, case).answer(
        case.version,
        case.state,
        paper.request_id,
        {"paper": paper.id, "number": paper.number},
        case_id=case.id,
        case=plain(case.document),
        now=now,
    )
    advance(
        app,
        tx,
        case,
        Change(actor=PRESS, command="record-document", now=now, document=case.document, step=step),
    )
