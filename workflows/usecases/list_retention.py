"""List the files whose retention has ended: for archivists to appraise, and for who may erase them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from workflows.clock import CHINA, legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.case_query import CaseQuery
from workflows.domain.organisation import Organisation
from workflows.domain.permission import Action
from workflows.domain.retention import RetentionRule
from workflows.errors import RetentionUnknown
from workflows.store import Tx
from workflows.store.asking import as_system
from workflows.usecases.access import demand, visible_orgs
from workflows.usecases.app import App
from workflows.usecases.erase_case import retained_until, rules_of
from workflows.usecases.show_procedure import pack_of

LOOKED_THROUGH = 500
"""Closed cases that one page looks through; the record of each must be opened to know its class."""


@dataclass(frozen=True, kw_only=True)
class KeptFile:
    """One closed file: whose it is, and until when and why it had to be kept; no rule where it has no class."""

    case_id: str
    number: str
    org_name: str
    org_name_en: str
    closed_on: date
    kept_until: date | None = None
    rule: RetentionRule | None = None


@dataclass(frozen=True, kw_only=True)
class KeptFiles:
    """One page: files whose retention has ended, files without a class, and how many were looked through."""

    ended: tuple[KeptFile, ...]
    unclassed: tuple[KeptFile, ...]
    rules: tuple[RetentionRule, ...]
    page: int
    looked_through: int
    more: bool


def list_retention(app: App, actor: Actor, *, page: int = 1) -> KeptFiles:
    """Return one page of the files that need no longer be kept, those opened first standing first.

    Whoever erases sees the numbers of all bodies, others their own ones; nothing of what a file holds is told.

    Raises:
        NotAllowed: the actor's posts have nothing to do with the archive.
    """
    demand(actor, Action.READ_RETENTION)
    every = actor.has_role("security")
    today = legal_day(app.clock.now())
    ground: AbstractContextManager[None] = as_system() if every else nullcontext()
    with ground, app.store.read() as tx:
        rules = rules_of(app, pack_of(tx, actor))
        found = tx.cases.find(
            CaseQuery(
                orgs=None if every else visible_orgs(tx, actor),
                status="closed",
                until=_earliest(rules, today),
                oldest_first=True,
                limit=LOOKED_THROUGH + 1,
                offset=(page - 1) * LOOKED_THROUGH,
            )
        )
        looked = [each for each in found[:LOOKED_THROUGH] if not each.damaged]
        files = list(_files(app, tx, looked))
    return KeptFiles(
        ended=tuple(each for each in files if each.kept_until and each.kept_until < today),
        unclassed=tuple(each for each in files if each.rule is None),
        rules=rules,
        page=page,
        looked_through=len(looked),
        more=len(found) > LOOKED_THROUGH,
    )


def _earliest(rules: tuple[RetentionRule, ...], today: date) -> datetime:
    """Return the instant before which a file must have been opened for the shortest retention to have ended."""
    shortest = min((rule.years for rule in rules if rule.years), default=0)
    first = today.replace(year=today.year - shortest, day=min(today.day, 28))
    return datetime.combine(first, time(), CHINA).astimezone(UTC)


def _files(app: App, tx: Tx, cases: list[Case]) -> Iterator[KeptFile]:
    bodies: Mapping[str, Organisation] = tx.directory.bodies({case.org_id for case in cases})
    rules = {pack: rules_of(app, pack) for pack in {case.pack for case in cases}}
    for case in cases:
        if case.closed_at is None or case.erased_at is not None:
            continue
        body = bodies.get(case.org_id)
        try:
            kept = retained_until(rules[case.pack], case)
        except RetentionUnknown:
            kept = None
        yield KeptFile(
            case_id=case.id,
            number=case.number,
            org_name=body.name if body else case.org_id,
            org_name_en=body.english if body else case.org_id,
            closed_on=case.document.closing.closed_on or legal_day(case.closed_at),
            kept_until=kept.until if kept else None,
            rule=kept.rule if kept else None,
        )
