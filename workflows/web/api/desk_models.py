"""What the API sends and takes about the work list, notes and the supervisor's board."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from workflows.domain.work_filter import LONGEST, WorkFilter, read_filter
from workflows.usecases.desk.board import BoardRow
from workflows.usecases.desk.handle_chosen import Handled
from workflows.usecases.desk.heat_map import HeatMap
from workflows.usecases.desk.work_page import WorkPage
from workflows.usecases.desk.write_note import NoteLine
from workflows.web.api.account_models import BodyOut
from workflows.web.api.models import Id, In, ItemOut, LimitOut, Out
from workflows.web.api.verb_models import ConsequencesOut, Reason

Word = Annotated[str, StringConstraints(max_length=LONGEST)]
ViewName = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]


class ViewIn(In):
    """A view of the work list; what is left out does not narrow it. A minus before `sort` turns the order round."""

    scope: Literal["mine", "own", "group", "team"] = "mine"
    light: Literal["", "overdue", "red", "yellow", "green", "none"] = ""
    place: Word = ""
    type: Word = ""
    role: Word = ""
    element: Word = ""
    holder: Word = ""
    sort: Word = "due"
    page: int = Field(default=1, ge=1, le=10_000)

    def view(self) -> WorkFilter:
        """Return the view that is asked for."""
        return read_filter({name: str(value) for name, value in self.model_dump().items()})


class ViewOut(Out):
    """A view as it was understood."""

    scope: str
    light: str
    place: str
    type: str
    role: str
    element: str
    holder: str
    sort: str
    page: int


class WorkLineOut(Out):
    """One line of the work list; `stands_for` names the absent colleague whose step it is."""

    item: ItemOut
    number: str
    title: str
    parties: list[str]
    type: str
    type_en: str
    org_name: str
    org_name_en: str
    sample: bool
    light: str | None
    last_day: date | None
    days_left: int | None
    limit: LimitOut | None
    holder: str
    stands_for: str
    mine: bool
    unread: bool
    damaged: bool


class WorkListOut(Out):
    """One page of a view, its lines by light, and what else can be chosen: lists, places, types, kept views."""

    view: ViewOut
    lines: list[WorkLineOut]
    counts: dict[str, int]
    pages: int
    scopes: list[str]
    places: list[BodyOut]
    types: dict[str, tuple[str, str]]
    views: dict[str, ViewOut]
    unread_notes: int

    @classmethod
    def of(cls, page: WorkPage) -> WorkListOut:
        """Return the page as it is sent."""
        return cls.model_validate(page)


Items = Annotated[list[Id], Field(min_length=1, max_length=100)]


class ChosenIn(In):
    """What is to be done with several steps: hand over or copy (`to`), urge or hand over (`reason`), take."""

    items: Items
    verb: Literal["hand-over", "urge", "copy", "take"]
    to: Annotated[str, StringConstraints(max_length=200)] = ""
    reason: Reason = ""


class SeenIn(In):
    """The steps that were read."""

    items: Items


class HandledOut(Out):
    """What would become, or became, of one step: done, or refused by name (`why`)."""

    item: ItemOut
    number: str
    title: str
    holder: str
    consequences: ConsequencesOut | None
    refused: str
    why: str
    why_zh: str

    @classmethod
    def of(cls, handled: Handled) -> HandledOut:
        """Return the line as it is sent."""
        refused, seen = handled.refused, handled.consequences
        return cls(
            item=ItemOut.of(handled.item),
            number=handled.number,
            title=handled.title,
            holder=handled.holder,
            consequences=ConsequencesOut.model_validate(seen) if seen else None,
            refused=refused.code if refused else "",
            why=refused.message if refused else "",
            why_zh=refused.zh if refused else "",
        )


class NoteTextIn(In):
    """The words; an @ before the name or login of somebody who may read the case mentions them."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class NoteOut(Out):
    """One note beside a case; `number` and `title` stand where it is listed away from its case."""

    id: str
    case_id: str
    at: datetime
    author: str
    text: str
    mentions: list[str]
    number: str
    title: str
    unread: bool
    damaged: bool

    @classmethod
    def of(cls, line: NoteLine) -> NoteOut:
        """Return the note as it is sent."""
        return cls(
            id=line.note.id,
            case_id=line.note.case_id,
            at=line.note.at,
            author=line.author,
            text=line.note.text,
            mentions=list(line.mentions),
            number=line.number,
            title=line.title,
            unread=line.unread,
            damaged=line.damaged,
        )


class KeptOut(Out):
    """Under which id something is kept."""

    id: str


class BoardRowOut(Out):
    """One line of the board: a tier, body, type of dispute or person, with its open steps by light."""

    id: str
    name: str
    name_en: str
    lights: dict[str, int]
    total: int

    @classmethod
    def of(cls, row: BoardRow) -> BoardRowOut:
        """Return the line as it is sent."""
        return cls.model_validate(row)


class SupervisionOut(Out):
    """What an order of supervision asks, until when, and the answer."""

    kind: str
    ordered_on: date | None
    supervisor: str
    finding: str
    requirement: str
    answer_due_on: date | None
    answered_on: date | None
    answer: str


class OrderOut(Out):
    """One order of supervision with its case."""

    case_id: str
    number: str
    title: str
    order: SupervisionOut
    light: str | None


class LevelOut(Out):
    """How often the steps under one period were done in time; `rule` is "" for those that no period limits."""

    rule: str
    title: str
    title_en: str
    done: int
    in_time: int
    percent: int


class BoardOut(Out):
    """What a supervisor sees from above.

    `procedures` are (id, title, English title), `damaged` (id, number) of cases whose orders cannot be read.
    """

    by: str
    rows: list[BoardRowOut]
    whole: BoardRowOut
    loads: list[BoardRowOut]
    orders: list[OrderOut]
    damaged: list[tuple[str, str]]
    levels: list[LevelOut]
    procedures: list[tuple[str, str, str]]


class StepHeatOut(Out):
    """One drawn step: what waits there, what of it is late, how often it was done, and in how many days on average."""

    element: str
    name: str
    name_en: str
    waiting: int
    late: int
    done: int
    days: float | None


class HeatDiagramOut(Out):
    """One diagram of the procedure with its steps, the latest first."""

    process: str
    title: str
    title_en: str
    steps: list[StepHeatOut]


class HeatMapOut(Out):
    """Where work gathers in a procedure."""

    procedure: str
    title: str
    title_en: str
    diagrams: list[HeatDiagramOut]

    @classmethod
    def of(cls, heat: HeatMap) -> HeatMapOut:
        """Return the map as it is sent."""
        return cls.model_validate(heat)
