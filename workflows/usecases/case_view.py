"""What a page or program sees of one case: plain values, personal data masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pydantic import JsonValue

from workflows.domain.attachment import Attachment
from workflows.domain.case import Case, PartyKind, PartyRole
from workflows.domain.dossier import DossierEntry
from workflows.domain.form import Choice
from workflows.domain.light import Light
from workflows.domain.paper import Paper
from workflows.domain.work_item import WorkItem
from workflows.usecases.desk.case_sections import CaseLink, PlanLine, Sitting, Visit
from workflows.usecases.desk.explain_case import Reasons
from workflows.usecases.desk.recorded import Recorded
from workflows.usecases.desk.write_note import NoteLine
from workflows.usecases.party_wishes import Said
from workflows.usecases.show_troubles import Trouble
from workflows.usecases.told_periods import ToldPeriod


@dataclass(frozen=True, kw_only=True)
class PartyView:
    """One party; phone, identity number and address are masked unless `unmasked`."""

    id: str
    role: PartyRole | None
    kind: PartyKind
    name: str
    phone: str
    id_number: str
    address: str
    representative: str
    agent: str
    unmasked: bool = False


@dataclass(frozen=True, kw_only=True)
class ItemView:
    """One step that waits or waited for a person, with its light and the names of people and bodies."""

    item: WorkItem
    org_name: str
    org_name_en: str
    assignee_name: str
    done_by_name: str
    light: Light | None
    last_day: date | None
    days_left: int | None
    mine: bool


@dataclass(frozen=True, kw_only=True)
class DeadlineView:
    """One date that the case must keep, and the sentence that explains it; one that stands still has no day."""

    name: str
    name_en: str
    rule: str
    last_day: date | None
    due_at: datetime | None
    days_left: int | None
    light: Light | None
    provisional: bool
    explanation: str
    explanation_en: str


@dataclass(frozen=True, kw_only=True)
class HappeningView:
    """One line of the history."""

    at: datetime
    who: str
    kind: str
    step: str
    step_en: str
    in_place_of: str = ""
    data: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class StepView:
    """One drawn step in words, for those who do not see the diagram; `state` is done, current or ahead."""

    id: str
    name: str
    name_en: str
    kind: str
    lane: str
    lane_en: str
    state: str
    visit: Visit | None = None


@dataclass(frozen=True)
class FurtherPaper:
    """A paper that can be asked for beside the diagram: the id of its template and its titles."""

    template: str
    title: str
    title_en: str


@dataclass(frozen=True, kw_only=True)
class DiagramView:
    """One diagram of the case: which elements are lit, which way was taken, and the same as an outline."""

    process: str
    title: str
    title_en: str
    current: tuple[str, ...]
    visited: tuple[str, ...]
    outline: tuple[StepView, ...]

    @property
    def marks(self) -> dict[str, str]:
        """What is written beside drawn steps that were passed more than once: how often."""
        passed = ((step.id, step.visit) for step in self.outline if step.visit is not None)
        return {ident: f"{visit.times} ×" for ident, visit in passed if visit.times > 1}


@dataclass(frozen=True, kw_only=True)
class PhaseView:
    """One phase of the main procedure: done, current, ahead, or skipped (the case went on without it)."""

    id: str
    title: str
    title_en: str
    state: str


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """One case for one reader. `full` is False for a court, which sees what was sent to it and no more.

    `wishes` is what parties want and nobody has answered by a step; only those who look after them read it.
    """

    case: Case
    org_name: str
    org_name_en: str
    mediator_name: str
    procedure_title: str
    procedure_title_en: str
    version_number: int
    phases: tuple[PhaseView, ...]
    parties: tuple[PartyView, ...]
    items: tuple[ItemView, ...]
    deadlines: tuple[DeadlineView, ...]
    papers: tuple[Paper, ...]
    further_papers: tuple[FurtherPaper, ...]
    dossier: tuple[DossierEntry, ...]
    history: tuple[HappeningView, ...]
    diagrams: tuple[DiagramView, ...]
    told: tuple[ToldPeriod, ...]
    words: Mapping[tuple[str, str], Choice]
    full: bool
    may_see_contact: bool
    reasons: Reasons
    sittings: tuple[Sitting, ...]
    plan: tuple[PlanLine, ...]
    recorded: tuple[Recorded, ...]
    links: tuple[CaseLink, ...]
    notes: tuple[NoteLine, ...]
    files: tuple[Attachment, ...]
    troubles: tuple[Trouble, ...]
    wishes: tuple[Said, ...]
    watched: bool

    def in_words(self, path: str, value: str, language: str = "zh") -> str:
        """Return what the coded answer *value* at *path* was called on its form, else the value itself."""
        choice = self.words.get((path, value))
        if choice is None:
            return value
        return (choice.label_en or choice.label) if language == "en" else choice.label

    @property
    def bound(self) -> bool:
        """Tell whether the dossier has been bound."""
        return any(paper.template == "dossier" for paper in self.papers)

    @property
    def open_items(self) -> tuple[ItemView, ...]:
        """The steps that wait now."""
        return tuple(view for view in self.items if view.item.status.value == "open")
