"""Compose a paper: its text from the case as it stood when the paper was called for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import orjson

from workflows.clock import legal_day
from workflows.documents import (
    Body,
    Bundle,
    DocumentInfo,
    Line,
    PaperContext,
    Rendered,
    address_of,
    warm_templates,
)
from workflows.domain.case import Case, CaseDocument
from workflows.domain.organisation import Organisation
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.patch import value_at
from workflows.errors import UnknownCase
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.ordering_office import OFFICE, office_of
from workflows.usecases.paper_lines import brought_lines, court_lines, dossier_lines
from workflows.usecases.signing_lines import evidence_content, evidence_lines, marks_of
from workflows.usecases.templates_in_force import templates_in_force


@dataclass(frozen=True, kw_only=True)
class PaperOrder:
    """Everything that a paper is made of, so that another process can make it: template, case document, context."""

    paper_id: str
    template: str
    bundle: Bundle
    document: CaseDocument
    context: PaperContext

    def as_json(self) -> str:
        """Return case, paper and template files as one JSON text, for a process that knows no store."""
        files = dict(self.bundle.files)
        case, paper = (each.model_dump(mode="json") for each in (self.document, self.context))
        return orjson.dumps({"case": case, "paper": paper, "files": files}).decode()


def compose_paper(app: App, tx: Tx, paper: Paper) -> Rendered:
    """Return the text of *paper*; the same paper always gives the same text.

    Raises:
        UnknownCase: its case is not there.
        UnknownTemplate: its template is not on the shelf.
        TemplateFault: the template cannot be used; file, line and field are named.
        MissingValue: the paper must state a value that the case does not have.
    """
    return render_order(collect_paper(app, tx, paper))


def render_order(order: PaperOrder) -> Rendered:
    """Return the text of what was collected.

    Raises:
        TemplateFault: the template cannot be used; file, line and field are named.
        MissingValue: the paper must state a value that the case does not have.
    """
    return warm_templates(order.bundle).render(order.template, order.document, order.context)


def collect_paper(app: App, tx: Tx, paper: Paper) -> PaperOrder:
    """Return what *paper* is made of: of a paper made before the very template it was made from, else the one in force.

    Raises:
        UnknownCase: its case is not there.
        UnknownTemplate: its template is not on the shelf.
        BrokenDocumentFile: its `document.toml` cannot be used.
    """
    case = tx.cases.revision(paper.case_id, paper.revision) or tx.cases.get(paper.case_id)
    if case is None:
        raise UnknownCase(zh="没有这个案件。", case=paper.case_id)
    if paper.template_version and paper.status in (PaperStatus.MADE, PaperStatus.WANTED):
        bundle = Bundle(app.files.get(paper.template_version))
        info = warm_templates(bundle).info(paper.template)
    else:
        templates = templates_in_force(app, tx, case.pack)
        bundle, info = templates.bundle(paper.template), templates.info(paper.template)
    return PaperOrder(
        paper_id=paper.id,
        template=paper.template,
        bundle=bundle,
        document=case.document,
        context=context_of(app, tx, case, paper, info),
    )


def context_of(app: App, tx: Tx, case: Case, paper: Paper, info: DocumentInfo | None = None) -> PaperContext:
    """Return what *paper* says beside the case document: who makes it, for whom, under which number, when."""
    document = case.document
    info = info or templates_in_force(app, tx, case.pack).info(paper.template)
    handler = _body(tx.directory.organisation(document.handling.org_id or case.org_id))
    ordered_by = office_of(tx, paper) if info.maker == OFFICE else None
    due_on, due_reason = _due(app, case, info)
    context = PaperContext(
        organisation=_body(ordered_by) if ordered_by else handler,
        court=_body(
            tx.directory.organisation(document.confirmation.court_id), document.confirmation.court_name
        ),
        recipient=handler if ordered_by else _recipient(tx, case, paper),
        pack=app.catalogue.pack(case.pack).place,
        number=paper.number,
        case_number=case.number,
        made_on=legal_day(paper.wanted_at),
        made_by=_name(tx, paper.wanted_by),
        opened_on=legal_day(case.opened_at),
        due_on=due_on,
        due_reason=due_reason,
        subject=paper.subject,
        item=paper.item,
        lines=_lines(app, tx, case, paper, info),
        sample=case.sample,
        check=address_of(app.settings.address, paper.number or case.number),
        signatures=marks_of(tx, paper),
    )
    return _of_signing(app, tx, paper, context) if info.lines == "signing" else context


def _of_signing(app: App, tx: Tx, paper: Paper, context: PaperContext) -> PaperContext:
    """Return *context* with what the record of a signing says: which paper, in which way, signed by whom."""
    signing = tx.signings.get(paper.subject)
    signed = tx.papers.get(signing.paper_id) if signing else None
    if signing is None or signed is None:
        return context
    told = {
        "subject": f"{signed.title}{signed.number}",
        "content": evidence_content(app, signing),
        "lines": evidence_lines(signing),
    }
    return context.model_copy(update=told)


def _due(app: App, case: Case, info: DocumentInfo) -> tuple[date | None, str]:
    start = value_at(case.document, info.period_start) if info.period else None
    if not isinstance(start, date):
        return None, ""
    result = app.law(case.pack).due(info.period, start, pauses=case.document.pauses)
    return result.end_day, result.zh


def _lines(app: App, tx: Tx, case: Case, paper: Paper, info: DocumentInfo) -> tuple[Line, ...]:
    if not info.lines:
        return ()
    before = [
        each for each in tx.papers.of_case(case.id) if each.revision <= paper.revision and each.id != paper.id
    ]
    if info.lines == "court":
        return court_lines(before, case)
    brought = [each for each in tx.attachments.of_case(case.id) if each.added_at <= paper.wanted_at]
    if info.lines == "evidence":
        return brought_lines(brought)
    templates = templates_in_force(app, tx, case.pack)
    return dossier_lines(templates.shelf.dossier(), case, before, templates.order_of, {}, brought)


def _body(organisation: Organisation | None, name: str = "") -> Body:
    if organisation is None:
        return Body(name=name)
    data = organisation.data
    return Body(
        name=organisation.name,
        short=organisation.short,
        address=data.get("address", ""),
        phone=data.get("phone", ""),
    )


def _recipient(tx: Tx, case: Case, paper: Paper) -> Body:
    sent = case.document.hand_overs
    if not sent:
        return Body()
    wanted = sent[paper.item] if paper.item is not None and paper.item < len(sent) else sent[-1]
    return _body(tx.directory.organisation(wanted.to_org_id), wanted.to_name)


def _name(tx: Tx, account_id: str) -> str:
    account = tx.directory.account(account_id)
    return account.name if account else ""
