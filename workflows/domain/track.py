"""Sections of the case document for kinds of disputes with rules of their own."""

from __future__ import annotations

from datetime import date

from pydantic import AwareDatetime

from workflows.domain.section import Line, Money, Phone, Section, Text


class Medical(Section):
    """A dispute between patient and hospital: insurer, appraisal, panel of experts (医疗条例 30-42)."""

    insured: bool | None = None
    insurer: Line = ""
    insurer_notified_on: date | None = None
    papers_complete_on: date | None = None
    insurer_joins: bool | None = None
    insurer_opinion: Text = ""
    insurer_opinion_on: date | None = None
    appraisal_body: Line = ""
    appraisal_matter: Text = ""
    appraisal_asked_on: date | None = None
    appraisal_done_on: date | None = None
    appraisal_opinion: Text = ""
    both_consent_public: bool | None = None
    records_sealed_on: date | None = None
    cause_disputed: bool | None = None
    died_at: AwareDatetime | None = None
    can_freeze: bool | None = None
    autopsy_refused: bool | None = None
    autopsy_on: date | None = None
    autopsy_body: Line = ""
    autopsy_note: Text = ""


class Representative(Section):
    """One of at most five who speak for many parties on one side."""

    name: Line = ""
    phone: Phone = ""
    authority: Line = ""


class BatchAgreement(Section):
    """One of several agreements that come out of one dispute, each with its own number."""

    party: Line = ""
    number: Line = ""
    amount: Money | None = None
    signed_on: date | None = None
    confirmation: Line = ""


class Batch(Section):
    """One dispute, many claimants (群体性纠纷; 劳动争议调解仲裁法 7; 信访工作条例 20)."""

    claimants: int | None = None
    side: Line = ""
    representatives: tuple[Representative, ...] = ()
    elected_on: date | None = None
    special_authority: bool | None = None
    agreements: tuple[BatchAgreement, ...] = ()


class Commercial(Section):
    """A business dispute taken to a mediation organisation that may charge (商事调解条例)."""

    organisation: Line = ""
    fee_standard: Line = ""
    fee: Money | None = None
    fee_payer: Line = ""
    fee_told_on: date | None = None
    both_choose: bool | None = None


class Persons(Section):
    """What the check of persons found: who withdraws, who acts for whom (DM-11)."""

    mediator_relation: Line = ""
    relation_waived: bool | None = None
    domestic_violence: bool | None = None
    guardian_is_opponent: bool | None = None
    other_guardian: Line = ""
    child_heard: bool | None = None
    child_wish: Text = ""
    violence_measures: Text = ""
    authority_checked: bool | None = None
    checked_on: date | None = None


class Publicity(Section):
    """Whether the sessions are open (DM-14)."""

    privacy: bool | None = None
    trade_secret: bool | None = None
    objection: bool | None = None
    chosen_open: bool | None = None
    mode: Line = ""


class TrackNotice(Section):
    """What the parties were told because of the kind of dispute: limits, other bodies, special duties."""

    told_on: date | None = None
    content: Text = ""
    other_body: Line = ""
    partner_org: Line = ""
