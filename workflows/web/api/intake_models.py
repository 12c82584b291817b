"""What the API sends and takes at the window: the first form, what may be the same dispute, receipts, former cases."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field, JsonValue, StringConstraints

from workflows.domain.attachment import AttachmentKind
from workflows.usecases.find_cases import Found
from workflows.usecases.intake.find_similar import Similar
from workflows.usecases.intake.import_cases import Tried
from workflows.usecases.intake.show_receipt import Receipt
from workflows.web.api.account_models import BodyOut
from workflows.web.api.case_models import CaseBrief, DeadlineOut
from workflows.web.api.models import Id, In, LimitOut, Out, PickOut

Name = Annotated[str, StringConstraints(max_length=120)]


class ProcedureChoiceOut(Out):
    """A procedure by which the caller may open cases."""

    procedure: str
    title: str


class FirstFormOut(Out):
    """The form of a new case's first step (null: that step is not the caller's), with what it begins with."""

    body: BodyOut
    procedure: str
    form_schema: dict[str, Any] | None
    values: dict[str, JsonValue]
    picks: dict[str, list[PickOut]]
    drafted: bool
    bodies: list[BodyOut]
    procedures: list[ProcedureChoiceOut]


class IntakeIn(In):
    """A dispute as it is taken in; without a body or procedure the caller's first body and its usual procedure."""

    org_id: Name = ""
    procedure: Name = ""
    answers: dict[str, JsonValue]


class SimilarCaseOut(Out):
    """A case that may be the same, and by what it was found."""

    case: CaseBrief
    org_name: str
    org_name_en: str
    found_by: list[str]


class SimilarOut(Out):
    """What may be the same dispute; `elsewhere` names (Chinese, English) bodies at which another one lies, unseen."""

    cases: list[SimilarCaseOut]
    elsewhere: list[tuple[str, str]]

    @classmethod
    def of(cls, similar: Similar) -> SimilarOut:
        """Return what was found as it is sent."""
        return cls.model_validate(similar)


class AttachmentOut(Out):
    """One file of a case; `status` is waiting, clean, unscanned or refused, `kind` what it is for the case."""

    id: str
    name: str
    media_type: str
    size: int
    sha256: str
    received_sha256: str
    status: str
    kind: str
    element: str
    added_at: datetime
    added_by: str


class KindIn(In):
    """What a file is for the case; all but "" go to the court when confirmation is asked for."""

    kind: AttachmentKind


class ReceiptOut(Out):
    """What whoever came to the window takes home: number, whom to ask, the next date, what was handed in."""

    number: str
    title: str
    opened_at: datetime
    org_name: str
    taken_by: str
    contacts: dict[str, str]
    next_date: DeadlineOut | None
    files: list[str]

    @classmethod
    def of(cls, receipt: Receipt) -> ReceiptOut:
        """Return the receipt as it is sent."""
        case, due = receipt.view.case, receipt.next_date
        return cls(
            number=case.number,
            title=case.title,
            opened_at=case.opened_at,
            org_name=receipt.view.org_name,
            taken_by=receipt.taken_by,
            contacts={each.what: each.words for each in receipt.contacts},
            next_date=DeadlineOut.model_validate(due) if due else None,
            files=[each.name for each in receipt.view.files],
        )


class FindIn(In):
    """What to look for and how to narrow it; sent in a body, so that names stand in no address and no log."""

    text: Annotated[str, StringConstraints(max_length=200)] = ""
    status: Annotated[str, StringConstraints(pattern="^(|open|suspended|closed)$")] = ""
    procedure: Name = ""
    body: Name = ""
    type: Name = ""
    light: Annotated[str, StringConstraints(pattern="^(|overdue|red|yellow|green)$")] = ""
    since: date | None = None
    until: date | None = None
    oldest_first: bool = False
    page: int = Field(default=1, ge=1, le=1000)


class FoundCaseOut(Out):
    """One case that was found, with its light."""

    case: CaseBrief
    org_name: str
    light: str | None
    days_left: int | None
    limit: LimitOut | None


class FoundOut(Out):
    """One page of what was found; `more` says that another follows."""

    cases: list[FoundCaseOut]
    page: int
    more: bool
    by_number: bool

    @classmethod
    def of(cls, found: Found) -> FoundOut:
        """Return the page as it is sent."""
        return cls.model_validate(found)


class ChoiceOut(Out):
    """One value to choose, with its labels."""

    value: str
    label: str
    label_en: str


class NarrowingOut(Out):
    """What a search can be narrowed to."""

    procedures: list[ProcedureChoiceOut]
    bodies: list[BodyOut]
    types: list[ChoiceOut]


class ImportOut(Out):
    """One file of former cases: where they go, which heading is which field, and how far it has come."""

    id: str
    name: str
    sha256: str
    org_id: str
    mapping: dict[str, str]
    status: str
    lines: int
    done: int
    taken: int
    by: str
    at: datetime
    ended_at: datetime | None


class ImportFieldOut(Out):
    """One field that a column can be taken for."""

    name: str
    kind: str
    zh: str
    en: str
    required: bool


class ImportListOut(Out):
    """The imports of the caller's bodies, newest first; and the fields that columns can be taken for."""

    imports: list[ImportOut]
    fields: list[ImportFieldOut]


class MappingIn(In):
    """Heading by field; a field that is left out is taken from no column."""

    mapping: dict[Name, Annotated[str, StringConstraints(max_length=400)]] = Field(max_length=100)


class LineFindingOut(Out):
    """What is wrong or doubtful in a line: an error keeps it out, a warning is only said."""

    line: int
    column: str
    severity: str
    zh: str
    en: str


class TriedOut(Out):
    """What a dry run found; nothing was taken over."""

    imported: ImportOut
    headings: list[str]
    head: int
    sheet: str
    others: list[str]
    lacking: list[str]
    ready: int
    errors: int
    warnings: int
    known: int
    findings: list[LineFindingOut]

    @classmethod
    def of(cls, tried: Tried) -> TriedOut:
        """Return the dry run as it is sent."""
        return cls(
            imported=ImportOut.model_validate(tried.entry),
            headings=list(tried.headings),
            head=tried.head,
            sheet=tried.sheet,
            others=list(tried.others),
            lacking=[field.name for field in tried.lacking],
            ready=tried.ready,
            errors=tried.errors,
            warnings=tried.warnings,
            known=tried.known,
            findings=[LineFindingOut.model_validate(each) for each in tried.findings],
        )


class RunIn(In):
    """How many lines to take over now; call again until the status is `done`."""

    most: int = Field(default=2000, ge=1, le=10_000)


class TalkIn(In):
    """With which party, when, and what was said."""

    party: Id
    held_at: datetime
    notes: Annotated[str, StringConstraints(max_length=20_000)]


class TalkOut(Out):
    """One's own notes of a talk with one side alone."""

    id: str
    at: datetime
    held_at: datetime
    party: str
    notes: str


class SittingIn(In):
    """When, where and how (on-site, online or phone)."""

    at: datetime
    place: Annotated[str, StringConstraints(max_length=400)]
    mode: Annotated[str, StringConstraints(max_length=40)]
