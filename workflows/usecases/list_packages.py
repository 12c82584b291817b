"""List confirmation packages: those that wait for the actor's court, and those it has dealt with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.package import CourtPackage
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.permission import COURT_ROLES, Action
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.list_work import WorkRow, list_work
from workflows.usecases.read_package import find_package
from workflows.usecases.readable_papers import readable_papers
from workflows.usecases.tell_damage import tell_listed


@dataclass(frozen=True, kw_only=True)
class Package:
    """One case at the court: its steps that wait there, the papers that came with it, and the package, once filed."""

    case: Case
    rows: tuple[WorkRow, ...]
    papers: tuple[Paper, ...]
    filed: CourtPackage | None = None


STATES = ("waiting", "under-way", "closed")
PAGE = 20


@dataclass(frozen=True, kw_only=True)
class DealtWith:
    """One page of the packages in which the court has nothing to do now; `more` says that others follow."""

    packages: tuple[Package, ...]
    more: bool


def list_packages(app: App, actor: Actor) -> Sequence[Package]:
    """Return the packages that wait for the actor's court, the most urgent first.

    Raises:
        NotAllowed: the actor works at no court.
    """
    demand(actor, Action.RECEIVE_PACKAGES)
    work = list_work(app, actor, roles=COURT_ROLES)
    by_case: dict[str, list[WorkRow]] = {}
    for row in (*work.own, *work.group):
        by_case.setdefault(row.case_id, []).append(row)
    with app.store.read() as tx:
        cases = tx.cases.briefs(by_case)
        return [
            _package(app, tx, actor, cases[case_id], tuple(rows))
            for case_id, rows in by_case.items()
            if case_id in cases
        ]


def list_dealt_with(app: App, actor: Actor, *, state: str, page: int = 1) -> DealtWith:
    """Return a page of the packages that the actor's court has dealt with, the last one first.

    Args:
        app: the machine.
        actor: who asks.
        state: `under-way` (the case goes on elsewhere) or `closed`.
        page: 1 is the first.

    Raises:
        NotAllowed: the actor works at no court.
    """
    demand(actor, Action.RECEIVE_PACKAGES)
    with app.store.read() as tx:
        found = tx.work_lists.handled(
            actor.orgs(*COURT_ROLES),
            COURT_ROLES,
            closed=state == "closed",
            limit=PAGE + 1,
            offset=(page - 1) * PAGE,
        )
        cases = tx.cases.briefs(found[:PAGE])
        packages = [
            _package(app, tx, actor, cases[case_id], ()) for case_id in found[:PAGE] if case_id in cases
        ]
    tell_listed(app, cases.values())
    return DealtWith(packages=tuple(packages), more=len(found) > PAGE)


def _package(app: App, tx: Tx, actor: Actor, case: Case, rows: tuple[WorkRow, ...]) -> Package:
    if case.damaged:
        return Package(case=case, rows=rows, papers=())
    valid = [paper for paper in tx.papers.of_case(case.id) if paper.status is not PaperStatus.VOID]
    papers = readable_papers(app, tx, actor, case, valid)
    return Package(case=case, rows=rows, papers=papers, filed=find_package(tx, case.id))
