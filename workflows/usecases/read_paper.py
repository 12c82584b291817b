"""Read a paper's file, for those who may read its case."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.permission import Action
from workflows.errors import UnknownPaper
from workflows.usecases.access import readable_case
from workflows.usecases.app import App
from workflows.usecases.readable_papers import readable_papers

KINDS = {
    "pdf": "application/pdf",
    "ofd": "application/ofd",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, kw_only=True)
class PaperFile:
    """The file of a paper with its media type and a name to save it under (without the extension)."""

    paper: Paper
    content: bytes
    media_type: str
    name: str


def read_paper(app: App, actor: Actor, case_id: str, paper_id: str, kind: str) -> PaperFile:
    """Return the paper as `pdf`, `docx` or, where one was made, `ofd`.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
        UnknownPaper: the case has no such paper, it is not made yet, or not in this form.
    """
    with app.store.read() as tx:
        case = readable_case(tx, actor, case_id, Action.READ_PAPER)
        paper = tx.papers.get(paper_id)
        theirs = paper is not None and readable_papers(app, tx, actor, case, [paper])
    if paper is not None and paper.case_id == case.id and theirs and paper.status is PaperStatus.VOID:
        raise UnknownPaper(
            "This paper is void and is not given out any more; take the valid one from the case's list.",
            zh="这份文书已经作废，不再提供下载；请在案件的文书列表中取有效的一份。",
            paper=paper_id,
        )
    made = paper is not None and paper.case_id == case.id and paper.status is PaperStatus.MADE
    if paper is None or not made or not theirs or kind not in KINDS:
        raise UnknownPaper(zh="没有这份文书，或者还没有制作完成；请稍后刷新页面。", paper=paper_id)
    sha256 = {"pdf": paper.pdf_sha256, "docx": paper.docx_sha256, "ofd": paper.ofd_sha256}[kind]
    if not sha256:
        raise UnknownPaper(zh="这份文书没有这种格式；请下载另一种格式。", paper=paper_id, format=kind)
    name = f"{case.number}-{paper.title or paper.template}"
    return PaperFile(paper=paper, content=app.files.get(sha256), media_type=KINDS[kind], name=name)
