"""A paper of an office bears the office's own name and number, not those of the body that handles the case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from workflows.domain.organisation import Membership
from workflows.domain.paper import Paper
from workflows.testing.player import play
from workflows.testing.scenario import read_scenario
from workflows.testing.stage import stage
from workflows.usecases.app import App
from workflows.usecases.compose_paper import context_of
from workflows.usecases.load_pack import load_pack

CENTRE, TOWN, ELSEWHERE = "yunyang-county-centre", "yunyang-qinglong", "yunyang-fengming"
SUPERVISOR = "yunyang:county-super"
SCENARIO = Path(__file__).resolve().parents[3] / "bpmn/procedures/dispute/scenarios/time-up-extended.yaml"


@contextmanager
def ordered(*posts: tuple[str, str]) -> Iterator[tuple[App, Paper]]:
    """Play the scenario until the centre orders; yield the machine with the order of whoever has these *posts*."""
    whole = read_scenario(SCENARIO.read_text("utf-8"), SCENARIO.name)
    until = next(each.number for each in whole.steps if "supervision-order" in each.expect.get("papers", ()))
    with stage() as (app, clock):
        load_pack(app, whole.pack)
        with app.store.write() as tx:
            account = tx.directory.account(SUPERVISOR)
            assert account is not None
            if posts:
                held = [Membership(account_id=SUPERVISOR, org_id=org, role=role) for org, role in posts]
                tx.directory.put_account(account, held)
        played = play(app, clock, replace(whole, steps=whole.steps[:until]))
        assert played.case is not None, played.failed
        with app.store.read() as tx:
            (order,) = (p for p in tx.papers.of_case(played.case.id) if p.template == "supervision-order")
        assert order.wanted_by == SUPERVISOR
        yield app, order


def bodies(app: App, order: Paper) -> tuple[str, str]:
    """Return in whose name the paper is made, and to whom it goes."""
    with app.store.read() as tx:
        case = tx.cases.get(order.case_id)
        assert case is not None
        context = context_of(app, tx, case, order)
    return context.organisation.name, context.recipient.name


@pytest.mark.parametrize(
    "posts",
    [
        (),
        ((ELSEWHERE, "supervisor"), (CENTRE, "supervisor")),
        ((TOWN, "mediator"), (CENTRE, "supervisor")),
        ((TOWN, "supervisor"), (CENTRE, "supervisor")),
    ],
)
def test_an_order_of_the_centre_is_numbered_by_the_centre(posts: tuple[tuple[str, str], ...]) -> None:
    """县中心发出的督办通知书用县中心的名义和字号，不论签发人在别处还有什么岗位；乡镇自己的编号不因此跳号。"""
    with ordered(*posts) as (app, order):
        with app.store.read() as tx:
            centre, town = (tx.directory.organisation(each) for each in (CENTRE, TOWN))
        assert centre is not None
        assert town is not None
        assert (order.number, order.office) == (f"{centre.short}督〔2026〕1号", CENTRE)
        assert bodies(app, order) == (centre.name, town.name)


def test_a_paper_keeps_its_office_when_its_orderer_leaves() -> None:
    """签发人其后调离，重新制作同一文书，仍用原单位的名义。"""
    with ordered() as (app, order):
        before = bodies(app, order)
        with app.store.write() as tx:
            account = tx.directory.account(SUPERVISOR)
            assert account is not None
            tx.directory.put_account(
                account, [Membership(account_id=SUPERVISOR, org_id=TOWN, role="supervisor")]
            )
        assert bodies(app, order) == before
