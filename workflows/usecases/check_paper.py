"""Check a paper by what its QR code says: whether one with this number and this code was made here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from workflows.clock import legal_day
from workflows.domain.paper import Paper, PaperStatus
from workflows.errors import UnknownPaperCheck
from workflows.store import Tx
from workflows.usecases.app import App

_CODE = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, kw_only=True)
class CheckedPaper:
    """What everybody may know of a paper whose number and code they hold; nothing of the people in it."""

    number: str
    title: str
    title_en: str
    made_by: str
    made_on: date
    pages: int
    sha256: str
    void: bool
    sample: bool


def check_paper(app: App, number: str, code: str) -> CheckedPaper:
    """Return what was made here under *number* with *code*.

    Raises:
        UnknownPaperCheck: nothing was, or not with this code; both are answered alike.
    """
    with app.store.read() as tx:
        found = tx.papers.by_check(code) if _CODE.fullmatch(code) else ()
        for paper in reversed(found):
            checked = _checked(tx, paper, number)
            if checked is not None:
                return checked
    raise UnknownPaperCheck(
        zh="本机构没有制作过这一编号和核验码的文书；请将编号、核验码与纸面逐字核对。", number=number[:100]
    )


def _checked(tx: Tx, paper: Paper, number: str) -> CheckedPaper | None:
    case = tx.cases.get(paper.case_id)
    if case is None or paper.made_at is None or number != (paper.number or case.number):
        return None
    body = tx.directory.organisation(case.document.handling.org_id or case.org_id)
    return CheckedPaper(
        number=number,
        title=paper.title,
        title_en=paper.title_en,
        made_by=body.name if body else "",
        made_on=legal_day(paper.made_at),
        pages=paper.pages,
        sha256=paper.pdf_sha256,
        void=paper.status is PaperStatus.VOID,
        sample=case.sample,
    )
