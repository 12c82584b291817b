"""The lists that papers print: what goes to the court, what lies in the dossier."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from workflows.documents import Line
from workflows.domain.attachment import Attachment, AttachmentKind
from workflows.domain.case import Case
from workflows.domain.dossier import DossierRow, entries
from workflows.domain.package import TEMPLATES, Role
from workflows.domain.paper import Paper, PaperStatus

IDENTITIES = "当事人身份证明"


def court_lines(papers: Sequence[Paper], case: Case) -> tuple[Line, ...]:
    """Return what is transferred to the court with *case*, in the order of the package (民诉法解释 354)."""
    last = {each.template: each for each in papers if each.status is not PaperStatus.VOID}
    sent = [last[name] for name, role in TEMPLATES.items() if name in last and role is not Role.TRANSFER]
    listed = [Line(title=each.title, count=1, remark=each.number) for each in sent]
    if any(TEMPLATES[each.template] is Role.IDENTITY for each in sent):
        return tuple(listed)
    return (*listed, Line(title=IDENTITIES, count=len(case.document.parties)))


def brought_lines(attachments: Sequence[Attachment]) -> tuple[Line, ...]:
    """Return what was brought to a case as evidence, the first first; proofs of identity and authority are none."""
    apart = (AttachmentKind.IDENTITY, AttachmentKind.AUTHORITY)
    brought = [each for each in attachments if each.readable and each.kind not in apart]
    return tuple(Line(title=each.name, count=1) for each in sorted(brought, key=lambda one: one.added_at))


def dossier_lines(
    rows: Sequence[DossierRow],
    case: Case,
    papers: Sequence[Paper],
    order_of: Callable[[str], int],
    pages: Mapping[str, str],
    attachments: Sequence[Attachment] = (),
) -> tuple[Line, ...]:
    """Return the index of the dossier (卷内目录); *pages* gives those of each paper and scan by its id, where known."""
    lines: list[Line] = []
    for entry in entries(rows, case.document, papers, order_of, attachments):
        mark = "必须" if entry.mandatory else "按需"
        lines += [
            Line(title=paper.title, pages=pages.get(paper.id, ""), remark=paper.number or mark)
            for paper in entry.papers
        ]
        lines += [
            Line(title=f"{entry.row.title}（扫描件）", pages=pages.get(scan.id, ""), remark=mark)
            for scan in entry.scans
        ]
        if not (entry.papers or entry.scans) and entry.on_paper:
            lines.append(Line(title=entry.row.title, remark="纸质附卷"))
    return tuple(lines)
