"""What the API sends and takes, as models: problems, identity, work, periods, status."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, SkipValidation, StringConstraints

from workflows.domain.work_item import WorkItem
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
    """A login name and its password, and the one-time code where the account asks for one."""

    login: Annotated[str, StringConstraints(max_length=120)]
    password: Annotated[str, StringConstraints(max_length=256)]
    code: Annotated[str, StringConstraints(max_length=40)] = ""


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


class AgreementFindingOut(Out):
    """One finding in a draft agreement: what is the case, in which clause, by which article, and how to mend it."""

    rule: str
    severity: str
    clause: str
    quote: str
    law: str
    zh: str
    en: str
    remedy_zh: str
    remedy_en: str


class LimitOut(Out):
    """The statutory period that runs for the whole case, where a step has none of its own."""

    name: str
    name_en: str
    rule: str
    explanation: str
    explanation_en: str
    light: str | None
    last_day: date
    days_left: int


class WorkRowOut(Out):
    """One line of a work list."""

    item: ItemOut
    number: str
    title: str
    light: str | None
    last_day: date | None
    days_left: int | None
    damaged: bool

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
    instructions_en: str
    law: str
    law_en: str
    form_schema: dict[str, Any]
    values: dict[str, JsonValue]
    picks: dict[str, list[PickOut]]
    drafted: bool
    light: str | None
    last_day: date | None
    days_left: int | None
    limit: LimitOut | None

    @classmethod
    def of(cls, view: TaskView, values: dict[str, JsonValue]) -> TaskOut:
        """Return the task as it is sent."""
        return cls(
            item=ItemOut.of(view.item),
            number=view.case.number,
            title=view.case.title,
            procedure=view.procedure_title,
            instructions=view.item.instructions,
            instructions_en=view.item.instructions_en,
            law=view.item.law,
            law_en=view.item.law_en,
            form_schema=dict(view.form.schema),
            values=values,
            picks={
                path: [PickOut.model_validate(pick) for pick in picks] for path, picks in view.picks.items()
            },
            drafted=view.drafted,
            light=view.light,
            last_day=view.last_day,
            days_left=view.days_left,
            limit=LimitOut.model_validate(view.limit) if view.limit else None,
        )


class Answers(In):
    """Answers to a form, nested or with dotted keys; what was read as JSON is not asked once more whether it is."""

    answers: dict[str, SkipValidation[JsonValue]]


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
    incidents_open: int
