"""The last days that a party reads on the page of the own case."""

from __future__ import annotations

from datetime import date

from tests.unit.usecases.agreed_case import MEDIATOR, SIGNED, agreed_case
from workflows.usecases.party.enter_by_code import enter_by_code, who_visits
from workflows.usecases.party.invite_party import invite_party
from workflows.usecases.party.show_own_case import show_own_case


def test_who_did_not_want_confirmation_reads_until_when_it_can_still_be_asked_for() -> None:
    """人民调解法 33：没有申请确认的，各方仍可在协议生效后三十日内共同申请；最后一日写在当事人的页面上。"""
    with agreed_case() as at:
        invited = invite_party(at.app, at.person(MEDIATOR), at.case_id, "p1")
        token = enter_by_code(
            at.app, invited.address.rpartition("/")[2], invited.codes[0], network="192.0.2.1"
        )
        party = who_visits(at.app, token).actor
        assert not any("确认协议" in each.meaning.zh for each in show_own_case(at.app, party).dates)
        at.submit("sign", MEDIATOR, {**SIGNED, "agreement.wants_confirmation": False})
        (last,) = (each for each in show_own_case(at.app, party).dates if "确认协议" in each.meaning.zh)
        assert last.day == date(2026, 2, 24)
        assert "（D20）" in last.explanation
