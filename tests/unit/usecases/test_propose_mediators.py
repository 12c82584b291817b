"""Mediators proposed for real cases of the sample place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tasks.delivery import CHANNELS, deliver
from workflows.domain.actor import CLOCKWORK
from workflows.domain.case import Case
from workflows.domain.outbox import Errand
from workflows.testing.fake_clock import FakeClock
from workflows.testing.stage import stage
from workflows.usecases.app import App
from workflows.usecases.catch_up import catch_up
from workflows.usecases.load_pack import load_pack
from workflows.usecases.open_case import OpenCase, open_case
from workflows.usecases.propose_mediators import choice_for, propose_mediators, staffing_gaps

TOWN = "yunyang-qinglong"


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[App, FakeClock]]:
    """The sample place in memory on a Monday."""
    with stage() as (app, clock):
        clock.move_to(datetime(2026, 3, 2, 1, tzinfo=UTC))
        load_pack(app, "yunyang")
        yield app, clock


def opened(app: App, **answers: object) -> Case:
    """Return a new labour case of the town."""
    known = {"claim.type": "labour", "claim.title": "示例", "place.severity": "hard", **answers}
    return open_case(app, CLOCKWORK, OpenCase(pack="yunyang", org_id=TOWN, answers=known))


def test_a_case_gets_proposals_with_reasons(place: tuple[App, FakeClock]) -> None:
    """For a hard labour dispute the chief mediator who knows labour stands first, and it is said why."""
    app, _ = place
    choice = propose_mediators(app, CLOCKWORK, opened(app).id)
    best = choice.proposed[0]
    assert best.candidate.account_id == "yunyang:qinglong-med-1"
    assert best.why("zh").startswith("特长劳动 +40")


def test_a_mediator_who_is_party_is_withheld(place: tuple[App, FakeClock]) -> None:
    """Whoever appears among the parties by identity number cannot have the case, looked up alone or among all."""
    app, _ = place
    with app.store.write() as tx:
        (first, *_) = tx.directory.mediators(org_id=TOWN)
        tx.directory.put_mediators([type(first)(**{**vars(first), "relatives": ("示例证号1",)})])
    case = opened(app, parties=[{"name": "甲（示例）", "id_number": "示例证号1", "role": "applicant"}])
    choice = propose_mediators(app, CLOCKWORK, case.id)
    assert [(each.candidate.account_id, [b.rule for b in each.bars]) for each in choice.withheld] == [
        (first.account_id, ["relative"])
    ]
    with app.store.read() as tx:
        alone = [
            choice_for(app.catalogue, tx, case, loads={}, only=each.candidate.account_id)
            for each in (*choice.proposed, *choice.withheld)
        ]
    assert [[each.candidate.account_id for each in one.proposed] for one in alone] == [
        *([each.candidate.account_id] for each in choice.proposed),
        [],
    ]


def test_a_diagram_can_have_a_mediator_assigned(place: tuple[App, FakeClock]) -> None:
    """The errand assign-mediator is done by the runner, and the journal says who was chosen."""
    app, clock = place
    case = opened(app)
    clock.move_by(timedelta(minutes=1))
    errand = Errand(
        id="assign-1", case_id=case.id, kind="assign-mediator", created_at=clock.now(), run_at=clock.now()
    )
    with app.store.write() as tx:
        tx.outbox.put(errand)
    assert "assign-mediator" in CHANNELS
    assert [each.id for each in deliver(app, "test").done] == ["assign-1"]
    with app.store.read() as tx:
        told = [e.fact for e in tx.journal.of_case(case.id) if e.fact.kind == "MediatorAssigned"]
    assert str(told[0].data["mediator_id"]).startswith("yunyang:")


def test_open_cases_are_a_load(place: tuple[App, FakeClock]) -> None:
    """A case that was given to a mediator counts against the next proposal."""
    app, _ = place
    opened(app, **{"handling.mediator_id": "yunyang:qinglong-med-2"})
    catch_up(app)
    with app.store.read() as tx:
        assert tx.figures.loads(pack="yunyang")["yunyang:qinglong-med-2"] == 1


def test_the_gap_to_the_quotas(place: tuple[App, FakeClock]) -> None:
    """All bodies with a quota are in the report of gaps: 479 villages, 42 towns and the county centre."""
    app, _ = place
    with app.store.read() as tx:
        found = staffing_gaps(app, tx, "yunyang")
    assert len(found) == 479 + 42 + 1
    assert found[0].gap == max(each.gap for each in found)
