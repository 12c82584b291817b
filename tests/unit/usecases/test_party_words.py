"""What a party reads of where their case stands, once there is an agreement."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from workflows.domain.case import Case, CaseDocument
from workflows.domain.patch import patch
from workflows.usecases.catalogue import Catalogue
from workflows.usecases.party.party_words import party_words

DAY = date(2026, 1, 16)
SIGNED = {"agreement.effective_on": DAY}
WORDED = {"agreement.agreed_on": DAY, "agreement.terms": "一次付清。"}
ASKED = {**SIGNED, "confirmation.applied_on": DAY}
ACCEPTED = {**ASKED, "confirmation.accepted_on": DAY}
CORRECTED = {**ASKED, "confirmation.acceptance": "correction"}
REFUSED = {**ACCEPTED, **WORDED, "confirmation.ruling": "refused"}
LATER = date(2026, 2, 16)


def case(known: dict[str, Any]) -> Case:
    """A case in the phase in which agreements are signed and confirmed (示例)."""
    return Case(
        id="c", number="n", pack="yunyang", procedure="dispute", version="v", org_id="o", phase="time-limit",
        document=patch(CaseDocument(), known), opened_at=datetime(2026, 1, 16, tzinfo=UTC), opened_by="a",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("known", "begins"),
    [
        ({}, "调解在规定的期限内进行"),
        (WORDED, "协议的条款已经谈好，等各方签名"),
        (SIGNED, "协议已经生效。请按约定履行"),
        (ASKED, "协议已经生效，你们已经共同申请法院确认"),
        (ACCEPTED, "法院已经受理确认申请"),
        ({**ACCEPTED, "confirmation.ruling": "confirmed"}, "法院已经裁定确认协议有效"),
        ({**ACCEPTED, "confirmation.ruling": "refused"}, "法院没有确认这份协议"),
        ({**ACCEPTED, "confirmation.ruling": "withdrawn"}, "确认申请已经撤回，法院准许了"),
        (CORRECTED, "法院要求补交材料"),
        ({**CORRECTED, "confirmation.corrected_on": DAY}, "协议已经生效，你们已经共同申请法院确认"),
        ({**REFUSED, "confirmation.aftermath": "mediate_again"}, "调解在规定的期限内进行"),
        ({**REFUSED, "agreement.agreed_on": LATER}, "协议的条款已经谈好"),
        ({**REFUSED, "agreement.effective_on": LATER}, "协议已经生效。请按约定履行"),
        ({**ASKED, "confirmation.acceptance": "not_accepted"}, "法院没有受理确认申请"),
        ({**ASKED, "confirmation.acceptance": "treated_withdrawn"}, "法院没有受理确认申请"),
        ({**SIGNED, "closing.closed_on": DAY}, "调解在规定的期限内进行"),
    ],
)
def test_a_party_is_told_how_the_agreement_stands(known: dict[str, Any], begins: str) -> None:
    """The phase says only that time runs; a party whose agreement is confirmed reads that it is confirmed."""
    state = party_words(Catalogue(lambda _: (frozenset(), frozenset())), "yunyang").state_of(case(known))
    assert state.zh.startswith(begins)


def test_who_has_signed_is_not_asked_to_read_before_signing() -> None:
    """已经签名的人读到的是等其他人签；协议生效以后不再这样说。"""
    words = party_words(Catalogue(lambda _: (frozenset(), frozenset())), "yunyang")
    assert words.state_of(case(WORDED), signed=True).zh.startswith("您已经签名")
    assert words.state_of(case({**WORDED, **SIGNED}), signed=True).zh.startswith("协议已经生效")
