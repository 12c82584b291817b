"""A proof: a paper of a case as it would be printed now; nothing is ordered, numbered or kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workflows.documents import DocumentInfo, PaperContext
from workflows.domain.case import Case
from workflows.domain.masking import hide_people, hide_people_in
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.patch import value_at
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.compose_paper import PaperOrder, collect_paper, context_of


def proof_paper(app: App, tx: Tx, case: Case, template: str, *, now: datetime) -> PaperOrder:
    """Return what the paper *template* of *case* is made of: the newest one ordered, else one as if ordered now.

    Raises:
        UnknownTemplate: there is no such document.
    """
    ordered = [
        each
        for each in tx.papers.of_case(case.id)
        if each.template == template and each.status is not PaperStatus.VOID
    ]
    return collect_paper(app, tx, ordered[-1] if ordered else _as_if(case, template, now))


def masked_proof(order: PaperOrder) -> PaperOrder:
    """Return *order* as somebody may see it who has nothing to do with the case.

    Nobody in it can be recognised: handwriting goes, and so does the code by which the true paper is found.
    """
    hidden = hide_people_in(order.context.model_dump(), order.document)
    context = PaperContext.model_validate(hidden).model_copy(
        update={"signatures": (), "codes": (), "check": "", "link": ""}
    )
    return replace(order, document=hide_people(order.document), context=context)


def proof_context(
    app: App, tx: Tx, case: Case, template: str, info: DocumentInfo, *, now: datetime
) -> PaperContext:
    """Return the context that *template*, described by *info*, would have if it were ordered now, without QR code."""
    paper = _as_if(case, template, now)
    there = value_at(case.document, info.item) if info.item else None
    item = len(there) - 1 if isinstance(there, tuple) and there else None
    context = context_of(app, tx, case, paper, info)
    return context.model_copy(update={"item": item, "check": ""})


def _as_if(case: Case, template: str, now: datetime) -> Paper:
    return Paper(id="proof", case_id=case.id, template=template, wanted_at=now, revision=case.rev)
