"""What a court gets of a case as data: the parties, the agreement and the application, nothing of the talks."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import JsonValue

from workflows.domain.canonical import canonical
from workflows.domain.case import Agreement, Case, Claim, Party
from workflows.domain.section import Line, Section


class Mediation(Section):
    """Who mediated and on which days; what was said stays with the mediators (民诉法解释 107)."""

    body_id: Line = ""
    body: Line = ""
    mediator: Line = ""
    other_mediators: Line = ""
    recorder: Line = ""
    accepted_on: date | None = None
    held_on: tuple[date, ...] = ()


class Application(Section):
    """The joint application for confirmation (民事诉讼法 205)."""

    joint: bool | None = None
    applied_on: date | None = None
    venue: Line = ""
    court_id: Line = ""
    court_name: Line = ""


class CourtData(Section):
    """The member data.json; its JSON schema is published in docs/schema/court-data.json."""

    format: Literal["hewei-court-data"] = "hewei-court-data"
    version: Literal[1] = 1
    case: str
    title: str = ""
    sample: bool = False
    parties: tuple[Party, ...] = ()
    claim: Claim = Claim()
    mediation: Mediation = Mediation()
    agreement: Agreement = Agreement()
    application: Application = Application()

    def encoded(self) -> bytes:
        """Return the data as canonical JSON."""
        return _encoded(self)


class Identities(Section):
    """The member identities.json: what the mediators recorded of each party's identity."""

    format: Literal["hewei-identities"] = "hewei-identities"
    version: Literal[1] = 1
    case: str
    parties: tuple[Party, ...] = ()

    def encoded(self) -> bytes:
        """Return the identities as canonical JSON."""
        return _encoded(self)


def court_data(case: Case, body: str) -> CourtData:
    """Return what the court gets of *case*; *body* is the name of the mediating body."""
    document = case.document
    handling, confirmation = document.handling, document.confirmation
    return CourtData(
        case=case.number,
        title=case.title,
        sample=case.sample,
        parties=document.parties,
        claim=document.claim,
        mediation=Mediation(
            body_id=handling.org_id or case.org_id,
            body=body,
            mediator=handling.mediator_name,
            other_mediators=handling.other_mediators,
            recorder=handling.recorder_name,
            accepted_on=handling.accepted_on,
            held_on=tuple(each.held_on for each in document.sessions if each.held_on is not None),
        ),
        agreement=document.agreement,
        application=Application(
            joint=confirmation.joint,
            applied_on=confirmation.applied_on,
            venue=confirmation.venue,
            court_id=confirmation.court_id,
            court_name=confirmation.court_name,
        ),
    )


def identities(case: Case) -> Identities:
    """Return what is recorded of the parties' identities."""
    return Identities(case=case.number, parties=case.document.parties)


def _encoded(section: Section) -> bytes:
    value: JsonValue = section.model_dump(mode="json", exclude_none=True)
    return canonical(value)
