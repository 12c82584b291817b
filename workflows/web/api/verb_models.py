"""What the verbs of the API take and return, as models."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, JsonValue, StringConstraints

from workflows.domain.case import Case
from workflows.domain.work_item import WorkItem
from workflows.usecases.doing import LONGEST_REASON
from workflows.web.api.models import Id, In, ItemOut, Out

Reason = Annotated[str, StringConstraints(max_length=LONGEST_REASON)]
Line = Annotated[str, StringConstraints(max_length=500)]
Names = Annotated[list[Line], Field(max_length=50)]


class ReasonIn(In):
    """Why something is done."""

    reason: Reason


class StepIn(ReasonIn):
    """An element of the diagram, and why."""

    element: Id


class ElementIn(In):
    """An element of the diagram."""

    element: Id


class ToIn(ReasonIn):
    """The account that gets it, and why."""

    to: Id


class SignerIn(ReasonIn):
    """One more of those who sign, as the diagram's collection holds them, and why."""

    who: JsonValue


class SuspendIn(In):
    """The ground (appraisal, hearing, other), the sentence that explains it, and the paper behind it."""

    ground: Id
    note: Reason
    paper: Line = ""


class ExtendIn(In):
    """Which date, by how much, and who agreed."""

    date: Id
    length: int | None = Field(default=None, ge=1, le=1000)
    unit: Line = ""
    consents: Names = Field(default_factory=list)
    approval: Line = ""
    paper: Line = ""


class CopyIn(In):
    """The accounts that get a copy."""

    to: Annotated[list[Id], Field(min_length=1, max_length=50)]


class MoveIn(ReasonIn):
    """From where to which element, and why."""

    start: Id
    element: Id


class UndoIn(ReasonIn):
    """To which revision, and why."""

    rev: int = Field(ge=0, le=10_000_000)


class LaterSuitIn(In):
    """When the parties went to court, and how that ended."""

    on: date
    result: Annotated[str, StringConstraints(max_length=20_000)] = ""


class EarlierStepOut(Out):
    """A step to which the case can be sent back."""

    element: str
    name: str
    name_en: str


class WatchedOut(Out):
    """Whether the caller had a copy of the case until now."""

    stopped: bool


class DoneOut(Out):
    """What stands now: the case's number, revision and status, and the work item where one was passed on."""

    case_id: str
    number: str = ""
    rev: int | None = None
    status: str = ""
    item: ItemOut | None = None

    @classmethod
    def of(cls, done: Case | WorkItem) -> DoneOut:
        """Return what a verb left."""
        if isinstance(done, WorkItem):
            return cls(case_id=done.case_id, item=ItemOut.of(done))
        return cls(case_id=done.id, number=done.number, rev=done.rev, status=done.status.value)


class MovedDateOut(Out):
    """A date that would end at another instant."""

    name: str
    name_en: str
    rule: str
    before: datetime | None
    after: datetime | None


class VoidPaperOut(Out):
    """A paper that would become void, or be ordered."""

    id: str
    template: str
    title: str
    number: str


class ConsequencesOut(Out):
    """What would be different afterwards; nothing was done."""

    opened: list[ItemOut]
    gone: list[ItemOut]
    passed_on: list[ItemOut]
    dates: list[MovedDateOut]
    void: list[VoidPaperOut]
    papers: list[VoidPaperOut]
    status_before: str
    status_after: str


class IncidentOut(Out):
    """One thing that broke."""

    id: str
    case_id: str
    kind: str
    element: str
    error: str
    opened_at: datetime
    status: str
    subject: str
    outcome: str
    note: str
    resolved_by: str
    resolved_at: datetime | None


class NoteIn(In):
    """What was done about it, or why it is given up."""

    note: Reason = ""


class MoveIncidentIn(NoteIn):
    """From where to which element the case goes, and why."""

    start: Id
    element: Id


class RetryIn(In):
    """The incidents to try again."""

    ids: Annotated[list[Id], Field(min_length=1, max_length=500)]


class RetriedOut(Out):
    """What became of one of them."""

    incident_id: str
    incident: IncidentOut | None
    why: str
    why_zh: str


class KeptDateOut(Out):
    """A deadline on the way to another version."""

    element: str
    rule: str
    fate: str
    before: datetime | None
    after: datetime | None


class MigrationOut(Out):
    """What becomes, or became, of one case."""

    case_id: str
    number: str
    fate: str
    why: str
    why_zh: str
    steps: list[str]
    dates: list[KeptDateOut]


class BoundsOut(Out):
    """How much longer a period may become (no length: as agreed), by whose consent or approval, how often."""

    length: int | None
    unit: str
    by: str
    who: str
    who_en: str
    needed: int
    times: int | None


class ChanceOut(Out):
    """One thing to choose, and its words; of a period to extend also its bounds."""

    value: str
    words: str
    words_en: str
    extension: BoundsOut | None = None


class OfferOut(Out):
    """One verb that can be used now; without chances there is nothing to choose."""

    verb: str
    chances: list[ChanceOut]


class MoveChoiceOut(Out):
    """One step of the diagrams, or a place where the case stands."""

    value: str
    name: str
    name_en: str


class RevisionOut(Out):
    """One revision of a case: when, by whom and by which command."""

    rev: int
    at: datetime
    actor: str
    command: str


class MendingOut(Out):
    """From where to where a case can move, and to which revision it can be undone."""

    case_id: str
    number: str
    status: str
    starts: list[MoveChoiceOut]
    steps: list[MoveChoiceOut]
    revisions: list[RevisionOut]
    may_undo: bool
