"""Sections of the case document for bodies that work together: escalation, joint handling, docking, supervision."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workflows.domain.section import Contact, Line, Section, Text


class Escalation(Section):
    """An application by all parties to the next tier, with the record it opens there (分级调处, 可申请)."""

    agreed_by_all: bool | None = None
    applied_on: date | None = None
    statement: Text = ""
    from_org_id: Line = ""
    from_tier: Line = ""
    to_tier: Line = ""
    to_org_id: Line = ""
    to_name: Line = ""
    decision: Line = ""
    decided_on: date | None = None
    reason: Text = ""
    draw: Line = ""
    draw_reason: Text = ""
    called_mediators: Text = ""
    called_on: date | None = None
    consents: bool | None = None


class JointTask(Section):
    """One decision of a joint conference: which department does what until when."""

    org_id: Line = ""
    department: Line = ""
    task: Text = ""
    due_on: date | None = None


class JointHandling(Section):
    """Several bodies on one dispute under one lead (联动处理, 调处联席会议)."""

    lead_org_id: Line = ""
    lead_name: Line = ""
    form: Line = ""
    reason: Text = ""
    agenda: Text = ""
    meets_on: date | None = None
    invited: Text = ""
    decisions: tuple[JointTask, ...] = ()
    result: Line = ""
    summary: Text = ""
    finished_on: date | None = None


class Conference(Section):
    """One joint conference: who came, what was said, what was decided (联席会议)."""

    held_on: date | None = None
    place: Line = ""
    chair: Line = ""
    recorder: Line = ""
    attended: Text = ""
    absent: Text = ""
    minutes: Text = ""
    outcome: Line = ""


class JointReport(Section):
    """What a department did with the decision given to it, with the evidence."""

    department: Line = ""
    reported_on: date | None = None
    outcome: Line = ""
    result: Text = ""
    evidence: Text = ""


class Docking(Section):
    """A case that another organ sends, and what goes back to it (诉调, 警调, 检调, 访调, 行政调解对接)."""

    channel: Line = ""
    practice: Line = ""
    sender_org_id: Line = ""
    sender_name: Line = ""
    contact: Contact = ""
    document_number: Line = ""
    court_number: Line = ""
    court_procedure: Line = ""
    online: bool | None = None
    signed_on: date | None = None
    parties_consent: bool | None = None
    committee_accepts: bool | None = None
    decline_reason: Text = ""
    declined_on: date | None = None
    one_side_applied_late: bool | None = None
    petition_class: Line = ""
    petition_round: Line = ""
    petition_asks: Line = ""
    wants_hearing: bool | None = None
    request_on: date | None = None
    reply_on: date | None = None
    reply: Text = ""
    certificate_on: date | None = None
    loss_kind: Line = ""
    start_on: date | None = None
    complex: bool | None = None
    mediable: Line = ""
    performed: bool | None = None
    written_application: bool | None = None
    approval: Line = ""
    result: Line = ""
    returned_on: date | None = None
    returned_note: Text = ""
    receipt: Line = ""


class Enforceability(Section):
    """Which way an agreement is made enforceable, and what came of it (DM-10)."""

    route: Line = ""
    chosen: Line = ""
    debtor_accepts: bool | None = None
    notary_available: bool | None = None
    counter_debts: bool | None = None
    money_only: bool | None = None
    status_or_title: bool | None = None
    arbitration_clause: bool | None = None
    applied_on: date | None = None
    body: Line = ""
    number: Line = ""
    result: Line = ""
    result_on: date | None = None
    note: Text = ""


class Supervision(Section):
    """One act of supervision (督办): what was found, what is asked until when, and the answer with its evidence."""

    kind: Line = ""
    ordered_on: date | None = None
    supervisor: Line = ""
    trigger: Line = ""
    finding: Text = ""
    requirement: Text = ""
    answer_due_on: date | None = None
    card: Line = ""
    answered_on: date | None = None
    answer: Text = ""
    evidence: Text = ""
    verified: Line = ""


def standing_order(acts: Sequence[Supervision]) -> Supervision | None:
    """Return the order or card that stands last, with the answer to it and what the check of that found; None without.

    Each step of a supervision appends an act of its own: who only looks at the last one sees an answer to nothing.
    """
    standing: Supervision | None = None
    later: dict[str, object]
    for act in acts:
        if act.verified:
            later = {"verified": act.verified, "finding": act.finding}
        elif act.answered_on is not None:
            later = {"answered_on": act.answered_on, "answer": act.answer, "evidence": act.evidence}
        else:
            standing = act
            continue
        standing = standing.model_copy(update=later) if standing is not None else None
    return standing


class Assessment(Section):
    """How grave the dispute is judged to be, who owns it and until when (等级评估)."""

    assessed_on: date | None = None
    assessor: Line = ""
    level: Line = ""
    reasons: Text = ""
    owner: Line = ""
    limit_on: date | None = None


class Backlog(Section):
    """A case of long standing that a leader answers for in person (领导包案)."""

    accepted_on: date | None = None
    history: Text = ""
    reason: Text = ""
    leader: Line = ""
    post: Line = ""
    lead_org_id: Line = ""
    lead_name: Line = ""
    team: Text = ""
    assigned_on: date | None = None
    limit_on: date | None = None
    plan: Text = ""
    measures: tuple[Line, ...] = ()
    conclusion: Text = ""
    concluded_on: date | None = None
    settled: Line = ""
    evidence: Text = ""


class Hearing(Section):
    """A public hearing (听证); its time is not counted in the period of the matter."""

    wanted: bool | None = None
    reason: Text = ""
    decided_on: date | None = None
    noticed_on: date | None = None
    held_on: date | None = None
    starts: Line = ""
    place: Line = ""
    chair: Line = ""
    members: Text = ""
    open_to_public: bool | None = None
    minutes: Text = ""
    opinion: Text = ""
    ended_on: date | None = None
