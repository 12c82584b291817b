"""List confirmation packages: the cases whose next step waits for the actor's court."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.paper import Paper
from workflows.domain.permission import COURT_ROLES, Action
from workflows.usecases.access import demand, may_read_paper
from workflows.usecases.app import App
from workflows.usecases.list_work import WorkRow, list_work


@dataclass(frozen=True, kw_only=True)
class Package:
    """One case at the court: its steps that wait there, and the papers that came with it."""

    case: Case
    rows: tuple[WorkRow, ...]
    papers: tuple[Paper, ...]


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
    packages = []
    with app.store.read() as tx:
        for case_id, rows in by_case.items():
            case = tx.cases.get(case_id)
            papers = tuple(paper for paper in tx.papers.of_case(case_id) if may_read_paper(actor, paper))
            if case is not None:
                packages.append(Package(case=case, rows=tuple(rows), papers=papers))
    return packages
