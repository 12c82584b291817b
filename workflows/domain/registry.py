"""Sections of the case document for people and projects instead of disputes: mediators, posts, risk assessments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from workflows.domain.section import Line, Section, Text

Share = Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]


class Staffing(Section):
    """How many mediators a body should have and has (调解员配额)."""

    org_id: Line = ""
    tier: Line = ""
    band: Line = ""
    population: int | None = Field(default=None, ge=0)
    in_post: int | None = Field(default=None, ge=0)
    quota: int | None = Field(default=None, ge=0)
    gap: int | None = None
    note: Text = ""


class MediatorRecord(Section):
    """One mediator from the proposal to the end of the appointment (招聘、培训、考核、辞退)."""

    action: Line = ""
    name: Line = ""
    born_on: date | None = None
    resident: bool | None = None
    upright: bool | None = None
    knows_law: bool | None = None
    origin: Line = ""
    specialities: tuple[Line, ...] = ()
    proposed_by: Line = ""
    proposed_on: date | None = None
    elected: bool | None = None
    chosen: Line = ""
    trained_on: date | None = None
    hours: int | None = Field(default=None, ge=0)
    passed: bool | None = None
    certificate: Line = ""
    appointed_on: date | None = None
    term_until: date | None = None
    recorded_on: date | None = None
    years: int | None = Field(default=None, ge=0)
    disputes: int | None = Field(default=None, ge=0)
    success_rate: Share | None = None
    oral_share: Share | None = None
    escalated: bool | None = None
    misconduct: bool | None = None
    training_done: bool | None = None
    grade: Line = ""
    rank: Line = ""
    rated_on: date | None = None
    dismissal_cause: Line = ""
    dismissal_reason: Text = ""
    dismissed_on: date | None = None
    decision: Line = ""


class RiskAssessment(Section):
    """Whether a decision or project may go ahead, judged on the matter and never on persons (重大事项稳评)."""

    kind: Line = ""
    name: Line = ""
    owner: Line = ""
    scope: Text = ""
    content: Text = ""
    started_on: date | None = None
    assessor: Line = ""
    asked: Text = ""
    objections: Text = ""
    legality: Line = ""
    reasonableness: Line = ""
    feasibility: Line = ""
    controllability: Line = ""
    findings: Text = ""
    grade: Line = ""
    measures: Text = ""
    decision: Line = ""
    decided_on: date | None = None
    decided_by: Line = ""
    accountability: Text = ""
    checked_on: date | None = None
    check: Text = ""
    closed_on: date | None = None
