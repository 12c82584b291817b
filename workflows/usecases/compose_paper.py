"""Compose a paper: its text from the case as it stood when the paper was called for."""

from __future__ import annotations

from workflows.clock import legal_day
from workflows.documents import Body, PaperContext, Rendered
from workflows.domain.case import Case
from workflows.domain.organisation import Organisation
from workflows.domain.paper import Paper
from workflows.errors import UnknownCase
from workflows.store import Tx
from workflows.usecases.app import App


def compose_paper(app: App, tx: Tx, paper: Paper) -> Rendered:
    """Return the text of *paper*; the same paper always gives the same text.

    Raises:
        UnknownCase: its case is not there.
        UnknownTemplate: its template is not on the shelf.
        TemplateFault: the template cannot be used; file, line and field are named.
        MissingValue: the paper must state a value that the case does not have.
    """
    case = tx.cases.revision(paper.case_id, paper.revision) or tx.cases.get(paper.case_id)
    if case is None:
        raise UnknownCase(zh="没有这个案件。", case=paper.case_id)
    return app.templates(case.pack).render(paper.template, case.document, context_of(app, tx, case, paper))


def context_of(app: App, tx: Tx, case: Case, paper: Paper) -> PaperContext:
    """Return what *paper* says beside the case document: who makes it, for whom, under which number, when."""
    document = case.document
    recipient = _last_recipient(tx, case)
    return PaperContext(
        organisation=_body(tx.directory.organisation(document.handling.org_id or case.org_id)),
        court=_body(
            tx.directory.organisation(document.confirmation.court_id), document.confirmation.court_name
        ),
        recipient=recipient,
        pack=app.catalogue.pack(case.pack).place,
        number=paper.number,
        case_number=case.number,
        made_on=legal_day(paper.wanted_at),
        made_by=_name(tx, paper.wanted_by),
        opened_on=legal_day(case.opened_at),
        sample=case.sample,
    )


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


def _last_recipient(tx: Tx, case: Case) -> Body:
    if not case.document.hand_overs:
        return Body()
    last = case.document.hand_overs[-1]
    return _body(tx.directory.organisation(last.to_org_id), last.to_name)


def _name(tx: Tx, account_id: str) -> str:
    account = tx.directory.account(account_id)
    return account.name if account else ""
