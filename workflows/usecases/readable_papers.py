"""Which papers of a case somebody may read who may read the case."""

from __future__ import annotations

from collections.abc import Iterable

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.package import TEMPLATES
from workflows.domain.paper import Paper
from workflows.store import Tx
from workflows.usecases.access import sees_all
from workflows.usecases.app import App
from workflows.usecases.templates_in_force import templates_in_force

COURT = "court"
"""The `maker` of papers that the court itself issues."""


def readable_papers(app: App, tx: Tx, actor: Actor, case: Case, papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Return those of the case's *papers* that *actor*, who may read the case, may read, too.

    A court reads what a package for it holds and what it issued itself, nothing else: talks stay confidential
    (法释〔2021〕23号).
    """
    if sees_all(actor):
        return tuple(papers)
    shelf = templates_in_force(app, tx, case.pack)
    own = {template for template in shelf.ids() if shelf.info(template).maker == COURT}
    return tuple(paper for paper in papers if paper.template in TEMPLATES or paper.template in own)
