"""What the API sends and takes about cases."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field, JsonValue, StringConstraints

from workflows.usecases.case_view import CaseView
from workflows.web.api.models import Id, In, ItemOut, Out, WorkRowOut


class OpenCaseIn(In):
    """A new case: at which body, by which procedure (default: the place's own), and what is known already."""

    org_id: Id
    procedure: Annotated[str, StringConstraints(max_length=120)] = ""
    answers: dict[str, JsonValue] = Field(default_factory=dict)


class CaseBrief(Out):
    """A case in a list; of one that is `damaged` title and phase are not known."""

    id: str
    number: str
    title: str
    status: str
    phase: str
    org_id: str
    opened_at: datetime
    sample: bool
    damaged: bool


class SearchIn(In):
    """What to look for; sent in a body, so that names stand in no address and no log."""

    text: Annotated[str, StringConstraints(max_length=200)] = ""
    status: Annotated[str, StringConstraints(pattern="^(|open|suspended|closed)$")] = ""
    limit: int = Field(default=50, ge=1, le=200)
    offset: int = Field(default=0, ge=0, le=1_000_000)


class PartyOut(Out):
    """One party; contact data is masked unless it was asked for with a reason."""

    id: str
    role: str | None
    kind: str
    name: str
    phone: str
    id_number: str
    address: str
    representative: str
    agent: str


class DeadlineOut(Out):
    """One date with the sentence that explains it."""

    name: str
    rule: str
    last_day: date | None
    due_at: datetime | None
    days_left: int | None
    light: str | None
    provisional: bool
    explanation: str
    explanation_en: str


class PaperOut(Out):
    """One paper; the digests say in which forms it can be fetched."""

    id: str
    template: str
    title: str
    title_en: str
    number: str
    status: str
    wanted_at: datetime
    made_at: datetime | None
    pdf_sha256: str
    docx_sha256: str
    pages: int


class FurtherPaperOut(Out):
    """A paper that may be asked for beside the diagram."""

    template: str
    title: str
    title_en: str


class HappeningOut(Out):
    """One line of the history."""

    at: datetime
    who: str
    kind: str
    step: str
    data: dict[str, JsonValue]


class DiagramOut(Out):
    """The state of one diagram: elements that are lit, and the way taken."""

    process: str
    title: str
    current: list[str]
    visited: list[str]


class SittingOut(Out):
    """One sitting: arranged ahead under its number, or held and recorded."""

    number: int
    held: bool
    at: datetime | None
    day: date | None
    place: str
    mode: str
    outcome: str
    mediators: str
    called_off: bool
    separate_talk: bool


class InstalmentOut(Out):
    """One payment or act that the agreement promises."""

    payer: str
    payee: str
    amount: Decimal | None
    duty: str
    due_on: date | None
    performed_on: date | None


class PlanLineOut(Out):
    """One instalment with its light."""

    number: int
    instalment: InstalmentOut
    light: str | None
    days_left: int | None


class CaseLinkOut(Out):
    """A case that this one comes from or led to; `case_id` is "" where it is not the caller's to see."""

    number: str
    case_id: str
    relation: str


class NamedOut(Out):
    """A name in both languages."""

    zh: str
    en: str


class ForeseenOut(Out):
    """What happens by itself at an instant, and the steps to which it leads."""

    event: NamedOut
    rule: str
    due_at: datetime
    last_day: date
    leads_to: list[NamedOut]


class ReasonsOut(Out):
    """Which steps wait, why the caller has the case, and what happens if nobody does anything."""

    steps: list[NamedOut]
    why: str
    why_role: str
    foreseen: list[ForeseenOut]
    due: date | None
    due_step: NamedOut | None
    no_period: NamedOut | None


class TroubleOut(Out):
    """What did not work, in both languages: with the number of its incident, or when it is tried again."""

    kind: str
    since: datetime
    zh: str
    en: str
    number: str
    again_at: datetime | None
    errand: str


class AnswerOut(Out):
    """One answer that a step's form took down, in the form's words."""

    title: str
    title_en: str
    value: str
    value_en: str


class RecordedOut(Out):
    """What one step's form has written into the case, as it stands now."""

    step: str
    step_en: str
    answers: list[AnswerOut]


class CaseOut(Out):
    """One case as the caller may see it."""

    id: str
    number: str
    title: str
    status: str
    phase: str
    org_id: str
    org_name: str
    org_name_en: str
    procedure: str
    version: int
    rev: int
    opened_at: datetime
    closed_at: datetime | None
    sample: bool
    parties: list[PartyOut]
    items: list[ItemOut]
    deadlines: list[DeadlineOut]
    papers: list[PaperOut]
    further_papers: list[FurtherPaperOut]
    history: list[HappeningOut]
    diagrams: list[DiagramOut]
    reasons: ReasonsOut
    sittings: list[SittingOut]
    plan: list[PlanLineOut]
    recorded: list[RecordedOut]
    links: list[CaseLinkOut]
    troubles: list[TroubleOut]

    @classmethod
    def of(cls, view: CaseView) -> CaseOut:
        """Return the case as it is sent; a court gets no history."""
        case = view.case
        return cls(
            id=case.id,
            number=case.number,
            title=case.title,
            status=case.status,
            phase=case.phase,
            org_id=case.org_id,
            org_name=view.org_name,
            org_name_en=view.org_name_en,
            procedure=case.procedure,
            version=view.version_number,
            rev=case.rev,
            opened_at=case.opened_at,
            closed_at=case.closed_at,
            sample=case.sample,
            parties=[PartyOut.model_validate(each) for each in view.parties],
            items=[ItemOut.of(each.item) for each in view.items],
            deadlines=[DeadlineOut.model_validate(each) for each in view.deadlines],
            papers=[PaperOut.model_validate(each) for each in view.papers],
            further_papers=[FurtherPaperOut.model_validate(each) for each in view.further_papers],
            history=[HappeningOut.model_validate(each) for each in view.history] if view.full else [],
            diagrams=[DiagramOut.model_validate(each) for each in view.diagrams],
            reasons=ReasonsOut.model_validate(view.reasons),
            sittings=[SittingOut.model_validate(each) for each in view.sittings],
            plan=[PlanLineOut.model_validate(each) for each in view.plan],
            recorded=[RecordedOut.model_validate(each) for each in view.recorded],
            links=[CaseLinkOut.model_validate(each) for each in view.links],
            troubles=[TroubleOut.model_validate(each) for each in view.troubles],
        )


class ContactIn(In):
    """Whose contact data, and why: contact, identity, paper or correction."""

    party: Id
    reason: Id


class FiledOut(Out):
    """The package file that was filed last, by its digests."""

    sha256: str
    manifest: str
    size: int
    filed_at: str


class PackageOut(Out):
    """One confirmation package at the court; `filed` is its file, once there is one."""

    case: CaseBrief
    rows: list[WorkRowOut]
    papers: list[PaperOut]
    filed: FiledOut | None = None


class DealtWithOut(Out):
    """One page of packages in which the court has nothing to do now; `more` says that another follows."""

    packages: list[PackageOut]
    more: bool
