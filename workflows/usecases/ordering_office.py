"""The office that orders a paper in its own name, such as the centre that supervises, not the body that mediates."""

from __future__ import annotations

from datetime import datetime

from workflows.domain.case import Case
from workflows.domain.organisation import Organisation
from workflows.domain.paper import Paper
from workflows.domain.work_item import WorkItem
from workflows.store import Tx

OFFICE = "office"
"""The `maker` of papers that bear the name and the numbers of whoever ordered them."""


def ordering_office(tx: Tx, case: Case, account_id: str, now: datetime) -> Organisation | None:
    """Return the body for which *account_id* ordered a paper of *case* by the step that they did just *now*.

    Of several posts it is one with the role of the step: in its body where that is not the one that mediates, else in
    the nearest body above, which supervises. Where somebody did the step in another's place, the other's posts count
    as well. None where a machine ordered it.
    """
    step = _step(tx, case.id, account_id, now)
    holders = dict.fromkeys([account_id, *([step.assignee, step.owner] if step else [])])
    posts = [post for each in holders if each for post in tx.directory.posts(each)]
    fitting = [post for post in posts if step is not None and post.role == step.role] or posts
    bodies = [body for post in fitting if (body := tx.directory.organisation(post.org_id)) is not None]
    place = tx.directory.organisation(step.org_id) if step is not None else None
    mediates = case.document.handling.org_id or case.org_id

    def rank(body: Organisation) -> tuple[bool, int, bool]:
        if place is None:
            return False, 0, False
        above = body.id != place.id and place.path.startswith(body.path)
        here = body.id == place.id
        return here and place.id != mediates, len(body.path) if above else 0, here

    return max(bodies, key=rank, default=None)


def office_of(tx: Tx, paper: Paper) -> Organisation | None:
    """Return the body that ordered *paper*; of one ordered before this was kept, where its orderer has a post now."""
    if paper.office or not paper.wanted_by:
        return tx.directory.organisation(paper.office)
    return next(
        (tx.directory.organisation(post.org_id) for post in tx.directory.posts(paper.wanted_by)), None
    )


def _step(tx: Tx, case_id: str, account_id: str, now: datetime) -> WorkItem | None:
    done = tx.work.of_case(case_id, status="done")
    return next((each for each in done if (each.done_by, each.done_at) == (account_id, now)), None)
