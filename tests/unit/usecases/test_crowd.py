"""The crowd that pages are measured with: every person has open cases in their own body, half of the steps taken."""

from __future__ import annotations

import pytest

from workflows.domain.work_query import WorkQuery
from workflows.testing.case_copies import CaseCopies
from workflows.testing.crowd import PACK, begun_case, clerk_of, gather, settle
from workflows.testing.stage import stage
from workflows.usecases.load_pack import load_pack

pytestmark = pytest.mark.slow


def test_everybody_has_cases_of_their_own() -> None:
    """Of four cases two steps are on the person's own list and two wait in the queue of their body."""
    with stage() as (app, clock):
        load_pack(app, PACK)
        copies = CaseCopies(app, begun_case(app, clerk_of(app)))
        crowd = settle(copies, gather(app, people=3), each=4, round_=0, at=clock.now())
        with app.store.read() as tx:
            for person in crowd:
                cases = tx.cases.briefs(person.cases)
                taken = tx.work_lists.page(WorkQuery(assignees=frozenset({person.account.id})))
                queued = tx.work_lists.page(WorkQuery(groups=frozenset({(person.org_id, "mediator")})))
                assert {case.org_id for case in cases.values()} == {person.org_id}
                assert {item.case_id for item in (*taken, *queued)} == set(person.cases)
                assert (len(taken), len(queued)) == (2, 2)
