"""What one case counts for in statistics: measures with the day on which each counts, never a person's name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from workflows.clock import legal_day
from workflows.domain.case import Case, CaseDocument, CaseStatus, FollowUp, Instalment

FOUND_BY = frozenset({"grid", "patrol"})
Dimension = Literal["all", "tier", "org_id", "type", "channel", "mediator_id", "month"]
Counted = tuple[str, date | None, int]
"""A measure, the day on which it counts, and how much."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One case at one revision; `measures` maps a measure to (day, amount), amounts of money in fen."""

    case_id: str
    rev: int
    pack: str
    org_id: str
    tier: str
    type: str
    channel: str
    mediator_id: str
    is_open: bool
    measures: Mapping[str, tuple[date, int]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PartQuery:
    """Which cases are asked for: those that add to *measures* in one *group* of the sums of these days.

    Args:
        orgs: bodies that count the cases; None means all.
        by: how the sums are set out; with `all` there is one group, "".
    """

    since: date
    until: date
    pack: str
    measures: frozenset[str]
    orgs: frozenset[str] | None = None
    by: Dimension = "all"
    group: str = ""
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one case adds to a sum: its amounts by measure, on the days that were asked for."""

    case_id: str
    amounts: Mapping[str, int]


def figure_of(case: Case, *, tier: str, passed: bool) -> Figure:
    """Return what *case* counts for; *tier* is its body's, *passed* says that a legal limit ran out in it."""
    document = case.document
    counted = [*_coming(case), *_ending(case, passed=passed), *_agreeing(document), *_court(document)]
    counted += [*_afterwards(document), *_special(document)]
    return Figure(
        case_id=case.id,
        rev=case.rev,
        pack=case.pack,
        org_id=document.handling.org_id or case.org_id,
        tier=document.handling.tier or tier,
        type=document.claim.type,
        channel=document.docking.channel or document.intake.channel,
        mediator_id=document.handling.mediator_id,
        is_open=case.status is not CaseStatus.CLOSED,
        measures={name: (day, amount) for name, day, amount in counted if day is not None and amount},
    )


def _coming(case: Case) -> Iterator[Counted]:
    intake, claim = case.document.intake, case.document.claim
    came = intake.received_on or legal_day(case.opened_at)
    found = intake.channel in FOUND_BY or intake.source == "initiative"
    yield "received", came, 1
    yield "found", came, int(found)
    if intake.decision == "accept":
        yield "accepted", intake.decided_on or came, 1
    yield "people", came, claim.people or len(case.document.parties)
    yield "petitions", came, int(intake.channel == "petition")
    yield "petitioners", came, (claim.people or len(case.document.parties)) * (intake.channel == "petition")
    yield "diverted", came, int(any(each.kind for each in case.document.hand_overs))
    yield "danger", intake.danger_reported_on, 1


def _ending(case: Case, *, passed: bool) -> Iterator[Counted]:
    document = case.document
    agreed, ended = document.agreement.effective_on, document.termination.ended_on
    mediated_on = agreed or ended if document.sessions else None
    found = document.intake.channel in FOUND_BY or document.intake.source == "initiative"
    yield "mediated", mediated_on, 1
    yield "found_mediated", mediated_on, int(found)
    closed = case.closed_at and legal_day(case.closed_at)
    yield "closed", closed, 1
    yield "closed_mediated", closed, int(mediated_on is not None)
    yield "closed_agreed", closed, int(agreed is not None)
    yield "closed_in_time", closed, int(not passed)
    archived = document.closing.archived_on
    yield "volumes", archived, 1
    yield "volumes_whole", archived, int(_whole(document))


def _agreeing(document: CaseDocument) -> Iterator[Counted]:
    agreement = document.agreement
    day = agreement.effective_on
    yield "agreements", day, 1
    yield "oral", day, int(agreement.form == "oral")
    yield "money", day, _fen(agreement.amount or document.claim.amount)


def _court(document: CaseDocument) -> Iterator[Counted]:
    asked = document.confirmation
    yield "confirmation_applied", asked.applied_on, 1
    yield "confirmation_accepted", asked.accepted_on, 1
    for ruling in ("confirmed", "refused", "withdrawn"):
        yield f"confirmation_{ruling}", asked.ruling_on, int(asked.ruling == ruling)
    if asked.applied_on and asked.ruling_on:
        yield "confirmation_days", asked.ruling_on, (asked.ruling_on - asked.applied_on).days
        yield "confirmation_ruled", asked.ruling_on, 1


def _afterwards(document: CaseDocument) -> Iterator[Counted]:
    agreed, visits = document.agreement.effective_on, document.follow_ups
    last = visits[-1] if visits else None
    visited = last.visited_on if last else None
    yield "visited", agreed, int(visited is not None)
    due, done = _performance(
        document.agreement.instalments, last, at_once=document.agreement.performed_at_once
    )
    yield "performance_due", agreed, due
    yield "performance_done", agreed, done
    asked = last is not None and bool(last.satisfaction)
    yield "asked", visited, int(asked)
    for answer in ("satisfied", "fair", "unsatisfied"):
        yield answer, visited, int(last is not None and last.satisfaction == answer)


def _special(document: CaseDocument) -> Iterator[Counted]:
    backlog = document.backlog
    yield "backlog_assigned", backlog.assigned_on, 1
    yield "backlog_settled", backlog.assigned_on, int(backlog.settled in ("settled", "yes"))
    extra, day = document.extra, document.closing.closed_on
    for kind in ("crime", "suicide", "brawl", "mass_petition"):
        if extra.get("prevented") == kind:
            yield f"prevented_{kind}", day, 1
            yield f"prevented_{kind}_people", day, _whole_number(extra.get("prevented_people"))
    yield "subsidy", day, _fen(extra.get("subsidy"))


def _performance(
    instalments: tuple[Instalment, ...], last: FollowUp | None, *, at_once: bool | None
) -> tuple[int, int]:
    if instalments:
        return len(instalments), sum(each.performed_on is not None for each in instalments)
    return 1, int(bool(at_once) or (last is not None and last.performance == "performed"))


def _whole(document: CaseDocument) -> bool:
    wanted = {"application"} | ({"agreement"} if document.agreement.effective_on else set())
    wanted |= {"follow_up"} if document.follow_ups else set()
    wanted |= {"confirmation"} if document.confirmation.ruling else set()
    return wanted <= set(document.closing.dossier) and bool(document.closing.evidence)


def _fen(value: object) -> int:
    return int(Decimal(str(value)) * 100) if isinstance(value, int | float | Decimal) else 0


def _whole_number(value: object) -> int:
    return value if isinstance(value, int) else 0
