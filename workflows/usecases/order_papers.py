"""Order the papers that a step calls for: one row each, numbered without a gap, and an errand to make it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import JsonValue

from workflows.clock import legal_day
from workflows.documents import DocumentInfo
from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.numbering import GivenNumber, series_of
from workflows.domain.organisation import Organisation
from workflows.domain.outbox import Errand
from workflows.domain.paper import Paper
from workflows.domain.patch import patch, value_at
from workflows.domain.step import Step
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.hold_to_signing import signed_already
from workflows.usecases.ordering_office import OFFICE, ordering_office
from workflows.usecases.signing_rules import signing_table
from workflows.usecases.templates_in_force import templates_in_force

RENDER = "render-document"
BIND = "bind-dossier"
BIND_AFTER = timedelta(seconds=5)


@dataclass(frozen=True)
class Wish:
    """One paper that an element calls for; `request` names the service task that waits for it."""

    template: str
    element: str
    request: str = ""
    parameters: Mapping[str, JsonValue] | None = None


@dataclass(frozen=True)
class Series:
    """Out of which series a number is taken: the kind of paper, how a number is written, whose series it is."""

    kind: str
    pattern: str
    body: Organisation | None


def order_papers(app: App, tx: Tx, case: Case, step: Step, *, actor: Actor, now: datetime) -> Case:
    """Order what *step* calls for; returns the case with numbers that belong into its document written there.

    Raises:
        UnknownTemplate: an element names a paper that is not on the shelf.
    """
    for number, wish in enumerate(_wishes(step)):
        if signing_table(app.catalogue).signs(wish.template) and signed_already(tx, case.id, wish.template):
            continue
        case = _order(app, tx, case, wish, paper_id=f"{case.id}-{case.rev}-{number}", actor=actor, now=now)
    return case


def _wishes(step: Step) -> Iterator[Wish]:
    for visit in step.visits:
        papers = visit.properties.get("document") if visit.outcome == "completed" else None
        for template in papers.replace(",", " ").split() if papers else ():
            yield Wish(template, visit.element)
    for request in step.requests:
        if request.operation == RENDER:
            yield Wish(
                str(request.parameters.get("document", "")),
                request.element,
                request.id if request.waits else "",
                request.parameters,
            )


def order_paper(
    app: App,
    tx: Tx,
    case: Case,
    template: str,
    *,
    paper_id: str,
    element: str,
    actor: Actor,
    now: datetime,
    subject: str = "",
) -> Case:
    """Order one paper beside the diagram; returns the case, with the paper's number if it belongs into its document.

    Raises:
        UnknownTemplate: the paper is not on the shelf.
    """
    wish = Wish(template, element, parameters={"subject": subject})
    return _order(app, tx, case, wish, paper_id=paper_id, actor=actor, now=now)


def _order(app: App, tx: Tx, case: Case, wish: Wish, *, paper_id: str, actor: Actor, now: datetime) -> Case:
    words = templates_in_force(app, tx, case.pack).info(wish.template)
    office = ordering_office(tx, case, actor.account_id, now) if words.maker == OFFICE else None
    number = str(value_at(case.document, words.number_path) or "") if words.number_path else ""
    if words.series and not number:
        body = office or tx.directory.organisation(case.document.handling.org_id or case.org_id)
        series = Series(kind=wish.template, pattern=words.series, body=body)
        number = _take_number(app, tx, case, series, paper_id=paper_id, now=now)
        if words.number_path:
            case = case.model_copy(update={"document": patch(case.document, {words.number_path: number})})
    tx.papers.put(
        Paper(
            id=paper_id,
            case_id=case.id,
            template=wish.template,
            title=words.title,
            title_en=words.title_en,
            number=number,
            wanted_at=now,
            wanted_by=actor.account_id,
            element=wish.element,
            request_id=wish.request,
            revision=case.rev,
            item=_item(words, case, wish.parameters),
            subject=str((wish.parameters or {}).get("subject") or ""),
            office=office.id if office else "",
        )
    )
    if words.binds:
        tx.outbox.put(binding(case.id, f"{case.rev}-{paper_id}", now))
    tx.outbox.put(
        Errand(
            id=f"paper:{paper_id}",
            case_id=case.id,
            kind=RENDER,
            payload={"paper": paper_id},
            created_at=now,
            run_at=now,
        )
    )
    return case


def binding(case_id: str, mark: str, now: datetime) -> Errand:
    """Return the errand to bind the dossier; it is run when the papers of the case are made."""
    return Errand(
        id=f"dossier:{case_id}:{mark}",
        case_id=case_id,
        kind=BIND,
        payload={"request": ""},
        created_at=now,
        run_at=now + BIND_AFTER,
    )


def _item(words: DocumentInfo, case: Case, parameters: Mapping[str, JsonValue] | None) -> int | None:
    """Return which item of its list the paper is about: the one named, else the last one, which the step made."""
    named = (parameters or {}).get("item")
    if isinstance(named, int) and not isinstance(named, bool):
        return named
    there = value_at(case.document, words.item) if words.item else None
    return len(there) - 1 if isinstance(there, tuple) and there else None


def _take_number(app: App, tx: Tx, case: Case, wanted: Series, *, paper_id: str, now: datetime) -> str:
    pack, body = app.catalogue.pack(case.pack), wanted.body
    year = legal_day(now).year
    series = series_of(case.pack, body.id if body else case.org_id, wanted.kind, year)
    seq = tx.numbers.next(series)
    short = (body.short or body.name) if body else ""
    number = pack.number(wanted.kind, year=year, seq=seq, short=short, pattern=wanted.pattern)
    tx.numbers.note(
        GivenNumber(series=series, seq=seq, number=number, case_id=case.id, paper_id=paper_id, at=now)
    )
    return number
