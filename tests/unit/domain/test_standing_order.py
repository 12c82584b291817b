"""What stands of a supervision: its last order or card, with what came back to it."""

from __future__ import annotations

from datetime import date

from workflows.domain.coordination import Supervision, standing_order

ORDER = Supervision(ordered_on=date(2026, 3, 2), requirement="到现场查看", answer_due_on=date(2026, 3, 5))
ANSWER = Supervision(answered_on=date(2026, 3, 4), answer="已去现场", evidence="照片")
CHECK = Supervision(ordered_on=date(2026, 3, 6), verified="unverified", finding="照片不是现场")
CARD = Supervision(
    ordered_on=date(2026, 3, 6), card="red", requirement="重新查看", answer_due_on=date(2026, 3, 9)
)


def test_an_answer_does_not_hide_what_was_asked() -> None:
    """督办看板：答复之后，要求和答复日期仍在，并写明何时答复、核对结果。"""
    assert standing_order([]) is None
    assert standing_order([ORDER]) == ORDER
    answered = standing_order([ORDER, ANSWER])
    assert answered == ORDER.model_copy(
        update={"answered_on": date(2026, 3, 4), "answer": "已去现场", "evidence": "照片"}
    )
    checked = standing_order([ORDER, ANSWER, CHECK])
    assert checked is not None
    assert (checked.requirement, checked.verified) == ("到现场查看", "unverified")


def test_a_card_is_a_new_order() -> None:
    """亮牌以后，看板显示的是整改要求和整改日期，原来的答复不算数。"""
    assert standing_order([ORDER, ANSWER, CHECK, CARD]) == CARD
