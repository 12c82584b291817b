"""The case document: everything known of one dispute, in sections that forms fill and papers print."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

from workflows.domain.coordination import (
    Assessment,
    Backlog,
    Conference,
    Docking,
    Enforceability,
    Escalation,
    Hearing,
    JointHandling,
    JointReport,
    Supervision,
)
from workflows.domain.pause import Pause
from workflows.domain.registry import MediatorRecord, RiskAssessment, Staffing
from workflows.domain.section import (
    Address,
    BankAccount,
    BirthDay,
    Contact,
    IdNumber,
    Line,
    Phone,
    Section,
    Talk,
    Text,
)
from workflows.domain.track import Batch, Commercial, Medical, Persons, Publicity, TrackNotice


class PartyRole(StrEnum):
    """Where a party stands in the dispute (申请人, 被申请人, 第三人)."""

    APPLICANT = "applicant"
    RESPONDENT = "respondent"
    THIRD = "third"


class PartyKind(StrEnum):
    """A natural person or an organisation."""

    PERSON = "person"
    ORGANISATION = "organisation"


class Agent(Section):
    """Who acts for a party: guardian or authorised agent (民诉法 61, 62; 民法典 34)."""

    name: Line = ""
    relation: Line = ""
    phone: Phone = ""
    id_number: IdNumber = ""
    special_authority: bool | None = None


class Party(Section):
    """One party with the particulars that the papers ask for (人民调解法 29)."""

    id: Line = ""
    role: PartyRole | None = None
    kind: PartyKind = PartyKind.PERSON
    name: Line = ""
    sex: Line = ""
    ethnicity: Line = ""
    birth: BirthDay = None
    self_supporting: bool | None = None
    age: int | None = Field(default=None, ge=0, le=130)
    occupation: Line = ""
    id_number: IdNumber = ""
    phone: Phone = ""
    address: Address = ""
    unit: Line = ""
    representative: Line = ""
    service_address: Address = ""
    email: Contact = ""
    electronic_service: bool | None = None
    agent: Agent | None = None
    consents: bool | None = None
    refuses: bool | None = None


class Claim(Section):
    """What the dispute is about and what is asked."""

    type: Line = ""
    title: Line = ""
    summary: Text = ""
    requests: Text = ""
    amount: Decimal | None = Field(default=None, ge=0, max_digits=18, decimal_places=2)
    people: int | None = Field(default=None, ge=0)
    occurred_on: date | None = None


class Intake(Section):
    """How the dispute came in and what the window found (DM-01, DM-02 inputs)."""

    received_on: date | None = None
    channel: Line = ""
    source: Line = ""
    referral_document: Line = ""
    nature: Line = ""
    matter_class: Line = ""
    exclusive_authority: bool | None = None
    mediation_prohibited: bool | None = None
    court_accepted: bool | None = None
    police_accepted: bool | None = None
    other_organ_accepted: bool | None = None
    health_admin_accepted: bool | None = None
    already_decided: bool | None = None
    prior_agreement_unperformed: bool | None = None
    has_definite_respondent: bool | None = None
    has_claim: bool | None = None
    materials_complete: bool | None = None
    danger: bool | None = None
    danger_reported_on: date | None = None
    decision: Line = ""
    decided_on: date | None = None
    reason: Text = ""
    related_case: Line = ""
    remark: Text = ""


class Place(Section):
    """Where the dispute lies; scope decides the first tier (DM-03)."""

    org_id: Line = ""
    text: Line = ""
    scope: Line = ""
    severity: Line = ""
    in_enterprise: bool | None = None
    villages: int | None = Field(default=None, ge=0)
    towns: int | None = Field(default=None, ge=0)
    departments: int | None = Field(default=None, ge=0)


class Handling(Section):
    """Who handles the case now: body, mediators, recusal."""

    org_id: Line = ""
    tier: Line = ""
    route: Line = ""
    centre: Line = ""
    mediator_id: Line = ""
    mediator_name: Line = ""
    other_mediators: Line = ""
    recorder_name: Line = ""
    recusal_asked: bool | None = None
    recusal_reason: Text = ""
    notified_on: date | None = None
    rights_notified: bool | None = None
    invited_persons: Line = ""
    questioned: Line = ""
    public: bool | None = None
    accepted_on: date | None = None
    extension_consents: bool | None = None
    extended_until: date | None = None
    goes_up: bool | None = None
    remark: Text = ""


class MediationSession(Section):
    """One sitting (人民调解记录)."""

    held_on: date | None = None
    held_at: AwareDatetime | None = None
    place: Line = ""
    mode: Line = ""
    mediators: Line = ""
    recorder: Line = ""
    participants: Line = ""
    invited: Line = ""
    recusal_asked: bool | None = None
    minutes: Talk = ""
    outcome: Line = ""
    separate_talk: bool = False


class Appointment(Section):
    """A sitting that is arranged: when and where; its record, once held, is a session of its own."""

    at: AwareDatetime | None = None
    place: Line = ""
    mode: Line = ""
    called_off: bool | None = None


class Instalment(Section):
    """One payment or act that the agreement promises, with its due date."""

    payer: Line = ""
    payee: Line = ""
    amount: Decimal | None = Field(default=None, ge=0, max_digits=18, decimal_places=2)
    duty: Text = ""
    due_on: date | None = None
    due_event: Line = ""
    method: Line = ""
    account: BankAccount = ""
    performed_on: date | None = None
    proof: Line = ""


class Agreement(Section):
    """What the parties agreed (人民调解法 28-31)."""

    form: Line = ""
    number: Line = ""
    agreed_on: date | None = None
    effective_on: date | None = None
    facts: Text = ""
    terms: Text = ""
    performance: Text = ""
    amount: Decimal | None = Field(default=None, ge=0, max_digits=18, decimal_places=2)
    instalments: tuple[Instalment, ...] = ()
    ends_dispute: Text = ""
    breach: Text = ""
    copies: int | None = Field(default=None, ge=1, le=99)
    performed_at_once: bool | None = None
    signed_by_all: bool | None = None
    signature_kind: Line = ""
    signature_refusal: Line = ""
    wants_written: bool | None = None
    wants_confirmation: bool | None = None
    confirmation_refusal: Text = ""


class Confirmation(Section):
    """Judicial confirmation (司法确认; 民诉法 205-206)."""

    joint: bool | None = None
    status_relation: bool | None = None
    title_confirming: bool | None = None
    other_special_procedure: bool | None = None
    outside_civil: bool | None = None
    labour_beyond_payment: bool | None = None
    agent_unauthorised: bool | None = None
    invited_by_court: bool | None = None
    intermediate_court: bool | None = None
    venue: Line = ""
    court_id: Line = ""
    court_name: Line = ""
    applied_on: date | None = None
    transferred_on: date | None = None
    received_on: date | None = None
    accepted_on: date | None = None
    acceptance: Line = ""
    correction_items: Text = ""
    correction_due_on: date | None = None
    corrected_on: date | None = None
    correction_note: Text = ""
    interviewed_on: date | None = None
    ruling: Line = ""
    ruling_number: Line = ""
    ruling_on: date | None = None
    ruling_received_on: date | None = None
    harm_known_on: date | None = None
    obstacle_ended_on: date | None = None
    ruling_reason: Text = ""
    withdrawn_on: date | None = None
    aftermath: Line = ""
    routes_told: Text = ""


class FollowUp(Section):
    """One visit after the agreement (人民调解回访记录)."""

    visited_on: date | None = None
    visitor: Line = ""
    mode: Line = ""
    performance: Line = ""
    satisfaction: Line = ""
    later_suit: Text = ""
    notes: Text = ""


class Termination(Section):
    """How mediation ended without an agreement (人民调解法 26)."""

    ended_on: date | None = None
    cause: Line = ""
    reason: Text = ""
    routes_told: Text = ""


class Closing(Section):
    """How the case was closed, with the evidence for it."""

    closed_on: date | None = None
    result: Line = ""
    evidence: Text = ""
    volume_number: Line = ""
    retention: Line = ""
    archived_on: date | None = None
    archivist: Line = ""
    dossier: tuple[Line, ...] = ()
    notes: Text = ""
    later_suit_on: date | None = None
    later_suit_result: Text = ""


class HandOver(Section):
    """A hand-over to another body (移送): where to, why, what came back."""

    to_org_id: Line = ""
    to_name: Line = ""
    kind: Line = ""
    sent_on: date | None = None
    reason: Text = ""
    received_on: date | None = None
    answer: Text = ""


class CaseDocument(Section):
    """Everything known of one case; a form field's key is a path into it.

    Sections that repeat (sessions, appointments, supervisions, follow_ups, hand_overs, pauses, conferences,
    joint_reports, assessments, notices) grow by one item for each submission. `extra` holds what a pack adds, by name.
    """

    parties: tuple[Party, ...] = ()
    claim: Claim = Claim()
    intake: Intake = Intake()
    place: Place = Place()
    handling: Handling = Handling()
    sessions: tuple[MediationSession, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    supervisions: tuple[Supervision, ...] = ()
    agreement: Agreement = Agreement()
    confirmation: Confirmation = Confirmation()
    follow_ups: tuple[FollowUp, ...] = ()
    hand_overs: tuple[HandOver, ...] = ()
    termination: Termination = Termination()
    closing: Closing = Closing()
    pauses: tuple[Pause, ...] = ()
    escalation: Escalation = Escalation()
    joint: JointHandling = JointHandling()
    conferences: tuple[Conference, ...] = ()
    joint_reports: tuple[JointReport, ...] = ()
    docking: Docking = Docking()
    enforceability: Enforceability = Enforceability()
    assessments: tuple[Assessment, ...] = ()
    backlog: Backlog = Backlog()
    hearing: Hearing = Hearing()
    medical: Medical = Medical()
    batch: Batch = Batch()
    commercial: Commercial = Commercial()
    persons: Persons = Persons()
    publicity: Publicity = Publicity()
    notices: tuple[TrackNotice, ...] = ()
    staffing: Staffing = Staffing()
    mediator: MediatorRecord = MediatorRecord()
    risk: RiskAssessment = RiskAssessment()
    extra: dict[str, JsonValue] = Field(default_factory=dict)


class CaseStatus(StrEnum):
    """Where a case stands as a whole (进行中, 中止, 已结案)."""

    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class Case(BaseModel):
    """One dispute on its way: its number, its procedure at a frozen version, its document and engine state.

    `rev` counts the saved steps; `state` is the engine's opaque blob for that revision. `has_ledgers` says that the
    clock of one of its dates was once stopped or a date made longer. Of a case with `erased_at` only the frame is left;
    lists show only the frame of one that is `damaged`: its record cannot be opened.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    number: str
    pack: str
    procedure: str
    version: str
    org_id: str
    status: CaseStatus = CaseStatus.OPEN
    rev: int = 0
    title: str = ""
    phase: str = ""
    document: CaseDocument = CaseDocument()
    state: bytes = b""
    opened_at: datetime
    closed_at: datetime | None = None
    opened_by: str = ""
    sample: bool = False
    has_ledgers: bool = False
    erased_at: datetime | None = None
    damaged: bool = False
