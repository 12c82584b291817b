"""A first registration that is undone and done anew: nobody gets the number, and with it the link, of somebody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.unit.usecases.agreed_case import CLERK, MORNING, ORG, STEPS, Agreed
from workflows.domain.actor import CONSOLE
from workflows.errors import PartyCodeRefused
from workflows.testing.stage import stage
from workflows.usecases.load_pack import load_pack
from workflows.usecases.open_case import OpenCase, open_case
from workflows.usecases.party.enter_by_code import enter_by_code, who_visits
from workflows.usecases.party.invite_party import Invitation, invite_party
from workflows.usecases.undo_case import undo_case
from workflows.usecases.withdraw_step import withdraw_step

_, _, REGISTERED = STEPS[0]
OTHERS = [{**REGISTERED["parties"][0], "name": "丙当事人（示例）"}, REGISTERED["parties"][1]]


def visits(at: Agreed, invited: Invitation, code: int) -> str:
    """Come in by a link that was given earlier and return who one is there."""
    token = enter_by_code(
        at.app, invited.address.rpartition("/")[2], invited.codes[code], network="192.0.2.1"
    )
    return who_visits(at.app, token).actor.name


def withdrawn(at: Agreed) -> None:
    """Let the clerk take the registration back."""
    withdraw_step(at.app, at.person(CLERK), at.case_id, reason="登记错了人")


def undone(at: Agreed) -> None:
    """Let an administrator go back to the revision before the registration."""
    undo_case(at.app, CONSOLE, at.case_id, at.case.rev - 1, reason="登记错了人")


@pytest.mark.parametrize("back", [withdrawn, undone])
def test_a_link_of_an_undone_registration_opens_for_nobody_else(back: Callable[[Agreed], None]) -> None:
    """登记撤回或者恢复后重新登记：新登记的人用从未用过的编号，先前发出的链接进不来；恢复原登记，本人仍能进来。"""
    with stage() as (app, clock):
        clock.move_to(MORNING)
        load_pack(app, "yunyang")
        at = Agreed(app, clock, "")
        opened = open_case(app, at.person(CLERK), OpenCase(org_id=ORG, pack="yunyang", procedure="dispute"))
        at.case_id = opened.id
        at.submit("register", CLERK, REGISTERED)
        first = {party.id for party in at.case.document.parties}
        invited = invite_party(app, at.person(CLERK), at.case_id, "p1")
        assert first == {"p1", "p2"}
        before = at.case.rev
        back(at)
        at.submit("register", CLERK, {**REGISTERED, "parties": OTHERS})
        again = {party.id: party.name for party in at.case.document.parties}
        assert sorted(again.values()) == ["丙当事人（示例）", "乙当事人（示例）"]
        assert first.isdisjoint(again)
        with pytest.raises(PartyCodeRefused):
            visits(at, invited, 0)
        undo_case(app, CONSOLE, at.case_id, before, reason="原登记无误")
        assert visits(at, invited, 1) == "甲当事人（示例）"
