"""What the API sends and takes, as models; the OpenAPI description is made from them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

from workflows.domain.finding import Finding
from workflows.domain.work_item import WorkItem
from workflows.usecases.case_view import CaseView
from workflows.usecases.list_work import WorkRow
from workflows.usecases.show_task import TaskView

Id = Annotated[str, StringConstraints(max_length=200, min_length=1)]


class In(BaseModel):
    """A body that is sent: what it does not name is refused."""

    model_config = ConfigDict(extra="forbid")


class Out(BaseModel):
    """A body that is returned."""

    model_config = ConfigDict(from_attributes=True)


class FieldProblemOut(Out):
    """One refused field."""

    path: str
    rule: str
    message: str
    zh: str


class Problem(Out):
    """Problem details (RFC 9457): what is the case, where, what to do, in both languages."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    message: str
    zh: str
    instance: str
    where: dict[str, JsonValue] = {}
    fields: list[FieldProblemOut] | None = None


class SignIn(In):
    """A login name and its password."""

    login: Annotated[str, StringConstraints(max_length=120)]
    password: Annotated[str, StringConstraints(max_length=256)]


class TokenOut(Out):
    """A token for the Authorization header, and when it ends if it is not used."""

    token: str
    ends_at: datetime


class PostOut(Out):
    """One role in one organisation."""

    org_id: str
    role: str


class MeOut(Out):
    """The one who asks."""

    account_id: str
    name: str
    posts: list[PostOut]


class ItemOut(Out):
    """One step that waits, or waited, for a person."""

    id: str
    case_id: str
    element: str
    name: str
    name_en: str
    role: str
    org_id: str
    assignee: str
    form: str
    status: str
    created_at: datetime
    due_at: datetime | None
    rule: str
    explanation: str
    explanation_en: str
    done_by: str
    done_at: datetime | None

    @classmethod
    def of(cls, item: WorkItem) -> ItemOut:
        """Return the item as it is sent."""
        return cls.model_validate(item)


class WorkRowOut(Out):
    """One line of a work list."""

    item: ItemOut
    number: str
    title: str
    light: str | None
    last_day: date | None
    days_left: int | None

    @classmethod
    def of(cls, row: WorkRow) -> WorkRowOut:
        """Return the line as it is sent."""
        return cls.model_validate(row)


class WorkOut(Out):
    """Own work and the queues of one's posts."""

    own: list[WorkRowOut]
    group: list[WorkRowOut]


class PickOut(Out):
    """One thing to choose in a field that names a body or a person."""

    value: str
    name: str
    heading: str


class TaskOut(Out):
    """One open task: its form (a form-js schema), what is known for it, what may be picked, why and until when."""

    item: ItemOut
    number: str
    title: str
    procedure: str
    instructions: str
    law: str
    form_schema: dict[str, Any]
    values: dict[str, JsonValue]
    picks: dict[str, list[PickOut]]
    drafted: bool
    light: str | None
    last_day: date | None
    days_left: int | None

    @classmethod
    def of(cls, view: TaskView, values: dict[str, JsonValue]) -> TaskOut:
        """Return the task as it is sent."""
        return cls(
            item=ItemOut.of(view.item),
            number=view.case.number,
            title=view.case.title,
            procedure=view.procedure_title,
            instructions=view.item.instructions,
            law=view.item.properties.get("law", ""),
            form_schema=dict(view.form.schema),
            values=values,
            picks={path: [PickOut.model_validate(pick) for pick in picks] for path, picks in view.picks.items()},
            drafted=view.drafted,
            light=view.light,
            last_day=view.last_day,
            days_left=view.days_left,
        )


class Answers(In):
    """Answers to a form, nested or with dotted keys."""

    answers: dict[str, JsonValue]


class OpenCaseIn(In):
    """A new case: at which body, by which procedure (default: the place's own), and what is known already."""

    org_id: Id
    procedure: Annotated[str, StringConstraints(max_length=120)] = ""
    answers: dict[str, JsonValue] = Field(default_factory=dict)


class CaseBrief(Out):
    """A case in a list."""

    id: str
    number: str
    title: str
    status: str
    phase: str
    org_id: str
    opened_at: datetime
    sample: bool


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
    last_day: date
    due_at: datetime
    days_left: int
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


class CaseOut(Out):
    """One case as the caller may see it."""

    id: str
    number: str
    title: str
    status: str
    phase: str
    org_id: str
    org_name: str
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
    history: list[HappeningOut]
    diagrams: list[DiagramOut]

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
            history=[HappeningOut.model_validate(each) for each in view.history] if view.full else [],
            diagrams=[DiagramOut.model_validate(each) for each in view.diagrams],
        )


class ContactIn(In):
    """Whose contact data, and why: contact, identity, paper or correction."""

    party: Id
    reason: Id


class VersionOut(Out):
    """One published version."""

    digest: str
    procedure: str
    pack: str
    number: int
    title: str
    published_at: datetime
    published_by: str
    note: str


class ProcedureOut(Out):
    """One procedure with its versions, newest first."""

    id: str
    title: str
    title_en: str
    kind: str
    versions: list[VersionOut]
    drafted: bool


class FileOut(Out):
    """One file of a procedure."""

    path: str
    name: str
    kind: str
    size: int
    changed: bool


class ProcedureFilesOut(Out):
    """One procedure as its designer has it."""

    id: str
    title: str
    drafted: bool
    files: list[FileOut]
    versions: list[VersionOut]


class SavedOut(Out):
    """Whether saving changed anything."""

    changed: bool


class FindingOut(Out):
    """One finding of a check."""

    file: str
    element: str
    line: int
    rule: str
    severity: str
    message: str
    zh: str
    remedy: str
    remedy_zh: str

    @classmethod
    def of(cls, finding: Finding) -> FindingOut:
        """Return the finding as it is sent."""
        return cls.model_validate(finding)


class RehearsedOut(Out):
    """What became of one scenario."""

    file: str
    name: str
    passed: bool
    steps: list[str]
    failed: list[str]


class PublishIn(In):
    """What was changed, in a few words."""

    note: Annotated[str, StringConstraints(max_length=200)] = ""


class PublishedOut(Out):
    """The version for new cases; `fresh` is false if nothing had changed."""

    version: VersionOut
    fresh: bool


class PackageOut(Out):
    """One confirmation package at the court."""

    case: CaseBrief
    rows: list[WorkRowOut]
    papers: list[PaperOut]


class PeriodIn(In):
    """From which day, and either a statutory period or a length with its unit (day, working-day, month, year)."""

    start: date
    rule: Annotated[str, StringConstraints(max_length=20)] = ""
    length: int | None = Field(default=None, ge=1, le=100_000)
    unit: Annotated[str, StringConstraints(max_length=20)] = ""


class PeriodOut(Out):
    """The last day, the first instant too late, and the reasons in order."""

    end: date
    ends_at: datetime
    provisional: bool
    explanation: list[str]
    explanation_en: list[str]


class HealthOut(Out):
    """How the machine feels."""

    store: bool
    runner: bool
    prefect: bool
    runner_seen: datetime | None


class IncidentOut(Out):
    """One thing that waits to be mended."""

    id: str
    case_id: str
    kind: str
    element: str
    error: str
    opened_at: datetime


class StatusOut(Out):
    """Health, queues and open incidents."""

    health: HealthOut
    open_cases: int
    next_due: datetime | None
    waiting: dict[str, int]
    incidents: list[IncidentOut]
