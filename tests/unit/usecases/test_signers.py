"""会签 and 或签: several sign at once, all or enough of them; signers are added and left out on the way."""

from __future__ import annotations

import pytest

from tests.unit.engine.drawn import end, flow, properties, start, user
from tests.unit.usecases.counter import Counter, counter, line, person
from workflows.domain.case import CaseStatus
from workflows.errors import CannotChangeInstances, NotAllowed
from workflows.usecases.add_signer import add_signer
from workflows.usecases.remove_signer import remove_signer
from workflows.usecases.submit_form import submit_form
from workflows.usecases.suspend_case import suspend_case

WHY = "理由"


def signing(condition: str = "") -> tuple[str, ...]:
    """Draw a joint step for those named in the case; it ends when *condition* holds, or when all have signed."""
    ends = f"<completionCondition>{condition}</completionCondition>" if condition else ""
    loop = (
        "<multiInstanceLoopCharacteristics><loopDataInputRef>case.extra.who</loopDataInputRef>"
        f'<inputDataItem id="p" name="p"/>{ends}</multiInstanceLoopCharacteristics>'
    )
    wants = properties(role="mediator", assignee="item")
    return (start(), user("sign", wants + loop, name="会签"), end(), flow("start", "sign", "end"))


def signs(at: Counter, who: str) -> None:
    """Let one of them sign."""
    item = next(item for item in at.items if item.assignee == who)
    submit_form(at.app, person(who), item.id, {})


def holders(at: Counter) -> list[str]:
    """Return whose signatures are missing."""
    return sorted(item.assignee for item in at.items)


EXTRA = {"extra": {"who": ["med", "med-2", "chair"]}}


def test_all_sign_and_each_only_their_own() -> None:
    """会签:每人一项,各签各的,全部签完才往下走。"""
    with counter(*signing(), **EXTRA) as at:
        assert holders(at) == ["chair", "med", "med-2"]
        signs(at, "med")
        signs(at, "chair")
        assert (holders(at), at.case.status) == (["med-2"], CaseStatus.OPEN)
        signs(at, "med-2")
        assert at.case.status is CaseStatus.CLOSED


def test_of_several_each_waits_in_the_body_it_is_for() -> None:
    """一部门一任务:会议决定里写明的每个部门,在自己的待办里看到自己的那一项。"""
    loop = (
        "<multiInstanceLoopCharacteristics><loopDataInputRef>case.extra.decisions</loopDataInputRef>"
        '<inputDataItem id="d" name="d"/></multiInstanceLoopCharacteristics>'
    )
    task = user("act", properties(role="department", org="item.org_id") + loop, name="办理并报告")
    decisions = [{"org_id": "dept-land"}, {"org_id": "dept-justice"}]
    with counter(start(), task, end(), flow("start", "act", "end"), extra={"decisions": decisions}) as at:
        assert sorted(item.org_id for item in at.items) == ["dept-justice", "dept-land"]


@pytest.mark.parametrize("enough", [1, 2])
def test_enough_of_them_sign(enough: int) -> None:
    """或签:达到规定人数即可,其余人的待办取消。"""
    with counter(*signing(f"numberOfCompletedInstances &gt;= {enough}"), **EXTRA) as at:
        for who in ["chair", "med"][:enough]:
            assert at.case.status is CaseStatus.OPEN
            signs(at, who)
        assert (holders(at), at.case.status) == ([], CaseStatus.CLOSED)


def test_a_signer_is_added_and_another_left_out() -> None:
    """加签一人、减签一人,其余照常;理由记入案件。"""
    with counter(*signing(), extra={"who": ["med", "chair"]}) as at:
        first = at.items[0]
        add_signer(at.app, person("med"), first.id, "med-2", reason=WHY)
        assert holders(at) == ["chair", "med", "med-2"]
        gone = next(item for item in at.items if item.assignee == "chair")
        remove_signer(at.app, person("med"), gone.id, reason=WHY, key="k")
        remove_signer(at.app, person("med"), gone.id, reason=WHY, key="k")
        assert holders(at) == ["med", "med-2"]
        assert [kind for kind, *_ in at.facts("SignerAdded", "SignerRemoved")] == [
            "SignerAdded",
            "SignerRemoved",
        ]
        signs(at, "med")
        signs(at, "med-2")
        assert at.case.status is CaseStatus.CLOSED


def test_who_signs_is_changed_only_where_several_sign() -> None:
    """单人办理的步骤不能加签;法院人员不能改变签署人。"""
    with counter(*line("a")) as at:
        with pytest.raises(CannotChangeInstances):
            add_signer(at.app, person("med"), at.item("a").id, "x", reason=WHY)
        with pytest.raises(NotAllowed):
            add_signer(at.app, person("judge"), at.item("a").id, "x", reason=WHY)
        suspend_case(at.app, person("med"), at.case_id, "other", note=WHY)
