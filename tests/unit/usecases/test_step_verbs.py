"""What people do with a step beside the diagram: send back, take back, hand over, delegate, urge, copy."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.engine.drawn import end, event, flow, node, properties, start
from tests.unit.usecases.counter import Counter, counter, line, person, step
from workflows.domain.case import CaseStatus
from workflows.domain.outbox import ErrandStatus
from workflows.domain.paper import PaperStatus
from workflows.domain.permission import Action
from workflows.errors import (
    AlreadyActedOn,
    CannotSendBack,
    IdempotencyKeyReused,
    NotAllowed,
    NotDelegated,
    NothingToWithdraw,
    ReasonMissing,
    UnknownAccount,
    UnknownCase,
    UnknownPaper,
    UnknownTask,
    WrongHolder,
)
from workflows.usecases.access import readable_case
from workflows.usecases.begin_step import begin_step
from workflows.usecases.copy_case import copy_case, stop_watching
from workflows.usecases.delegate_item import delegate_item, return_item
from workflows.usecases.deliver_messages import deliver_messages
from workflows.usecases.desk.copied_cases import copied_cases
from workflows.usecases.hand_over_item import hand_over_item
from workflows.usecases.offer_verbs import offer_verbs
from workflows.usecases.read_paper import read_paper
from workflows.usecases.send_back import earlier_steps, send_back
from workflows.usecases.show_task import show_task
from workflows.usecases.submit_form import submit_form
from workflows.usecases.take_item import take_item
from workflows.usecases.urge_item import urge_item
from workflows.usecases.withdraw_step import withdraw_step

WHY = "材料有误"


def papered(name: str, paper: str) -> str:
    """Draw a step that orders a paper when it is done."""
    return step(name, document=paper)


def hears(ref: str) -> tuple[str, ...]:
    """Draw a procedure that waits for a message, then for a person."""
    waits = node("intermediateCatchEvent", "w", event("message", ref))
    return (start(), waits, step("heard"), end(), flow("start", "w", "heard", "end"))


def reads(at: Counter, login: str) -> bool:
    """Return whether somebody may read the case."""
    with at.app.store.read() as tx:
        try:
            readable_case(tx, person(login), at.case_id, Action.READ_CASE)
        except UnknownCase:
            return False
    return True


# ---- 退回 ------------------------------------------------------------------------------------
def test_a_case_is_sent_back_and_what_was_written_stays() -> None:
    """退回到做过的步骤:该步重新办理,已写的内容不丢,理由记入案件。"""
    with counter(*line("a", "b", "c"), **{"claim.title": "田埂"}) as at:
        at.do("a").do("b")
        listed = earlier_steps(at.app, person("med"), at.item("c").id)
        assert [each.element for each in listed] == ["b", "a"]
        after = send_back(at.app, person("med"), at.item("c").id, "a", reason=WHY)
        assert (at.open, after.document.claim.title) == (["a"], "田埂")
        assert at.facts("SentBack") == [("SentBack", "med", {"from": "c", "reason": WHY})]
        at.do("a").do("b").do("c")
        assert at.case.status is CaseStatus.CLOSED


def test_a_case_is_not_sent_to_a_step_never_done_or_beside_the_path() -> None:
    """没有办过的步骤、并行分支里的步骤,不在可退回之列。"""
    parts = (
        start(), step("a"), node("parallelGateway", "g"), step("b"), step("c"), step("d"),
        node("parallelGateway", "j"), end(), flow("start", "a", "g", "b", "d", "j", "end"), flow("g", "c", "j"),
    )  # fmt: skip
    with counter(*parts) as at:
        at.do("a").do("c")
        assert [each.element for each in earlier_steps(at.app, person("med"), at.item("b").id)] == ["a"]
        for element in ("d", "c"):
            with pytest.raises(CannotSendBack):
                send_back(at.app, person("med"), at.item("b").id, element, reason=WHY)
        assert at.open == ["b"]


def test_only_whoever_does_the_step_sends_it_back() -> None:
    """别人的待办不能退回;没有理由也不能退回。"""
    with counter(*line("a", "b")) as at:
        at.do("a")
        with pytest.raises(NotAllowed):
            send_back(at.app, person("chair"), at.item("b").id, "a", reason=WHY)
        with pytest.raises(UnknownTask):
            send_back(at.app, person("stranger"), at.item("b").id, "a", reason=WHY)
        with pytest.raises(ReasonMissing):
            send_back(at.app, person("med"), at.item("b").id, "a", reason="  ")


# ---- 另办一步 --------------------------------------------------------------------------------
def test_in_an_ad_hoc_subprocess_whoever_works_there_chooses_the_next_step() -> None:
    """自由子流程:办理人可以换一步先办、再办一次;别人不能代选,记入案件。"""
    inside = step("call") + step("visit")
    free = node("adHocSubProcess", "free", inside, ordering="Sequential")
    with counter(start(), free, end(), flow("start", "free", "end")) as at:
        offers = {each.verb: each.chances for each in offer_verbs(at.app, person("med"), at.case_id).offers}
        [chance] = offers["begin-step"]
        assert (chance.value, chance.words) == (f"{at.item('call').id}|visit", "visit（在“call”旁）")
        assert [each.id for each in show_task(at.app, person("med"), at.item("call").id).beside] == ["visit"]
        with pytest.raises(NotAllowed):
            begin_step(at.app, person("chair"), at.item("call").id, "visit")
        begin_step(at.app, person("med"), at.item("call").id, "visit")
        assert at.open == ["visit"]
        assert at.facts("StepBegun") == [("StepBegun", "med", {"from": "call"})]
        begin_step(at.app, person("med"), at.do("visit").item("call").id, "visit")
        at.do("visit").do("call")
        assert at.case.status is CaseStatus.CLOSED


# ---- 撤回 ------------------------------------------------------------------------------------


def test_a_step_taken_back_leaves_the_case_exactly_as_it_was() -> None:
    """撤回后,状态与案情同上一修订一字不差;作废的文书编号不再使用。"""
    parts = (
        start(),
        step("a"),
        papered("b", "agreement"),
        step("c"),
        end(),
        flow("start", "a", "b", "c", "end"),
    )
    with counter(*parts) as at:
        at.do("a")
        before = at.case
        held = at.item("b")
        at.do("b")
        with at.app.store.read() as tx:
            (ordered,) = tx.papers.of_case(at.case_id)
        assert (at.open, bool(ordered.number)) == (["c"], True)
        after = withdraw_step(at.app, person("med"), at.case_id, reason=WHY)
        assert (after.state, after.document, after.rev) == (before.state, before.document, before.rev + 2)
        assert at.items == [held]
        with at.app.store.read() as tx:
            (void,) = tx.papers.of_case(at.case_id)
            errand = tx.outbox.get(f"paper:{void.id}")
        assert (void.status, void.number, void.void_reason) == (PaperStatus.VOID, ordered.number, WHY)
        assert errand is not None
        assert errand.status == "cancelled"
        with pytest.raises(UnknownPaper, match="void and is not given out"):
            read_paper(at.app, person("med"), at.case_id, void.id, "pdf")
        at.do("b")
        with at.app.store.read() as tx:
            again = tx.papers.of_case(at.case_id)[1]
        assert again.number not in ("", void.number)


def test_a_step_is_taken_back_only_by_whoever_did_it() -> None:
    """别人办的步骤不能撤回;撤回一次之后,没有可再撤回的。"""
    with counter(*line("a", "b")) as at:
        with pytest.raises(NothingToWithdraw):
            withdraw_step(at.app, person("med"), at.case_id, reason=WHY)
        at.do("a")
        with pytest.raises(NothingToWithdraw):
            withdraw_step(at.app, person("med-2"), at.case_id, reason=WHY)
        withdraw_step(at.app, person("med"), at.case_id, reason=WHY, key="k")
        withdraw_step(at.app, person("med"), at.case_id, reason=WHY, key="k")
        assert at.open == ["a"]
        with pytest.raises(NothingToWithdraw):
            withdraw_step(at.app, person("med"), at.case_id, reason=WHY)


def test_a_step_somebody_acted_on_is_not_taken_back() -> None:
    """下一步已被他人领取的,不能撤回。"""
    with counter(*line("a", "b")) as at:
        at.do("a")
        take_item(at.app, person("med-2"), at.item("b").id)
        with pytest.raises(AlreadyActedOn):
            withdraw_step(at.app, person("med"), at.case_id, reason=WHY)
        assert at.open == ["b"]


def test_what_a_step_sent_out_is_called_off_with_it() -> None:
    """撤回时，尚未执行的外办事务取消，尚无人收到的消息收回；重新办理后再发出一次。"""
    asks = node(
        "serviceTask", "ask",
        properties(wait="false").replace(
            "</extensionElements>",
            "<spiffworkflow:serviceTaskOperator id='assign-mediator'/></extensionElements>",
        ),
    )  # fmt: skip
    says = node("intermediateThrowEvent", "t", event("message", "M"))
    parts = (start(), step("a"), asks, says, step("b"), end(), flow("start", "a", "ask", "t", "b", "end"))
    with counter(*parts, roots='<message id="M" name="hello"/>') as at:
        at.do("a")
        with at.app.store.read() as tx:
            (errand,) = tx.outbox.of_case(at.case_id)
        withdraw_step(at.app, person("med"), at.case_id, reason=WHY)
        with at.app.store.read() as tx:
            assert (tx.outbox.of_case(at.case_id), tx.outbox.get(errand.id)) == (
                [], replace(errand, status=ErrandStatus.CANCELLED),
            )  # fmt: skip
        at.publish(*hears("M"), procedure="Q", roots='<message id="M" name="hello"/>')
        other = Counter(at.app, at.clock).opened("Q")
        deliver_messages(at.app)
        assert other.open == []
        at.clock.move_by(timedelta(minutes=1))
        at.do("a")
        deliver_messages(at.app)
        assert other.open == ["heard"]
        with at.app.store.read() as tx:
            assert [each.kind for each in tx.outbox.of_case(at.case_id)] == ["assign-mediator"]


def test_a_step_whose_message_was_received_is_not_taken_back() -> None:
    """步骤发出的消息已被另一案收到的，不能撤回。"""
    says = node("intermediateThrowEvent", "t", event("message", "M"))
    parts = (start(), step("a"), says, step("b"), end(), flow("start", "a", "t", "b", "end"))
    with counter(*parts, roots='<message id="M" name="hello"/>') as at:
        at.publish(*hears("M"), procedure="Q", roots='<message id="M" name="hello"/>')
        other = Counter(at.app, at.clock).opened("Q")
        at.do("a")
        assert other.open == ["heard"]
        with pytest.raises(AlreadyActedOn):
            withdraw_step(at.app, person("med"), at.case_id, reason=WHY)


def test_the_last_step_taken_back_opens_the_case_again() -> None:
    """撤回结案的那一步,案件恢复办理。"""
    with counter(*line("a")) as at:
        at.do("a")
        assert at.case.status is CaseStatus.CLOSED
        withdraw_step(at.app, person("med"), at.case_id, reason=WHY)
        assert (at.case.status, at.case.closed_at, at.open) == (CaseStatus.OPEN, None, ["a"])


# ---- 转办、委派 ------------------------------------------------------------------------------


def test_a_step_is_handed_over_with_its_due_date() -> None:
    """转办后由接手人办理,期限不变;原办理人不能再办。"""
    with counter(start(), step("a", period="D05"), end(), flow("start", "a", "end")) as at:
        take_item(at.app, person("med"), at.item("a").id)
        due = at.item("a").due_at
        given = hand_over_item(at.app, person("med"), at.item("a").id, "med-2", reason=WHY)
        assert (given.assignee, at.item("a").assignee, at.item("a").due_at) == ("med-2", "med-2", due)
        assert at.facts("TaskHandedOver") == [("TaskHandedOver", "med", {"to": "med-2", "reason": WHY})]
        with pytest.raises(NotAllowed):
            hand_over_item(at.app, person("med"), given.id, "med", reason=WHY)
        hand_over_item(at.app, person("coordinator"), given.id, "med", reason=WHY)
        assert at.item("a").assignee == "med"


@pytest.mark.parametrize("to", ["chair", "stranger", "nobody"])
def test_a_step_is_handed_only_to_whom_it_can_belong(to: str) -> None:
    """没有同样岗位的人、外辖区的人、不存在的人,不能接手。"""
    with counter(*line("a")) as at, pytest.raises(WrongHolder):
        hand_over_item(at.app, person("med"), at.item("a").id, to, reason=WHY)


def test_a_delegated_step_returns_to_its_owner_to_be_confirmed() -> None:
    """委派人办完后交回,内容成为委派人的草稿,由其确认提交;案件此前不动。"""
    with counter(*line("a", "b")) as at:
        item = delegate_item(at.app, person("med"), at.item("a").id, "med-2", reason=WHY)
        assert (item.assignee, item.owner) == ("med-2", "med")
        rev = at.case.rev
        submit_form(at.app, person("med-2"), item.id, {"claim.title": "稿"}, key="k")
        submit_form(at.app, person("med-2"), item.id, {"claim.title": "稿"}, key="k")
        assert (at.open, at.case.rev, at.item("a").assignee, at.item("a").owner) == (["a"], rev, "med", "")
        with at.app.store.read() as tx:
            assert tx.drafts.get(item.id, "med") == {"claim.title": "稿"}
        assert [kind for kind, *_ in at.facts("TaskDelegated", "TaskReturned")] == [
            "TaskDelegated",
            "TaskReturned",
        ]
        assert at.do("a").open == ["b"]


def test_a_delegate_can_give_the_step_back_unprepared() -> None:
    """受托人可以直接交回;没有委派的待办无从交回,委派了的不能再委派。"""
    with counter(*line("a")) as at:
        with pytest.raises(NotDelegated):
            return_item(at.app, person("med"), at.item("a").id)
        delegate_item(at.app, person("med"), at.item("a").id, "med-2", reason=WHY)
        with pytest.raises(WrongHolder):
            delegate_item(at.app, person("med-2"), at.item("a").id, "med", reason=WHY)
        with pytest.raises(NotDelegated):
            return_item(at.app, person("med"), at.item("a").id, key="k")
        assert return_item(at.app, person("med-2"), at.item("a").id).assignee == "med"


def test_a_delegated_step_that_is_handed_over_returns_to_nobody() -> None:
    """委派中的待办转办之后，归接手人自己办理，不再交回原委派人。"""
    with counter(*line("a", "b")) as at:
        delegate_item(at.app, person("med"), at.item("a").id, "med-2", reason=WHY)
        hand_over_item(at.app, person("med"), at.item("a").id, "med-2", reason=WHY)
        assert (at.item("a").assignee, at.item("a").owner) == ("med-2", "")
        assert at.do("a", by="med-2").open == ["b"]


# ---- 催办、抄送 ------------------------------------------------------------------------------


def test_urging_tells_the_holder_and_the_case_remembers() -> None:
    """催办给办理人发通知,每次一份;同一个键不重复。"""
    with counter(*line("a")) as at:
        for key in ("one", "one", "two"):
            urge_item(at.app, person("chair"), at.item("a").id, reason=WHY, key=key)
        with pytest.raises(IdempotencyKeyReused):
            urge_item(at.app, person("chair"), at.item("a").id, reason="别的", key="one")
        assert len(at.facts("TaskUrged")) == 2
        with at.app.store.read() as tx:
            notices = [each.payload["notice"] for each in tx.outbox.of_case(at.case_id)]
        assert notices == ["TaskUrged", "TaskUrged"]
        with pytest.raises(UnknownTask):
            urge_item(at.app, person("stranger"), at.item("a").id, reason=WHY)


def test_copied_cases_are_listed_until_they_are_given_up() -> None:
    """抄送给我的：没有待办的、外单位的、已结案的都在，进行中的在前；不再接收的不在。"""
    with counter(*line("a")) as at:
        cases = [at.case_id, *(at.opened().case_id for _ in range(2))]
        for each in reversed(cases):
            copy_case(at.app, person("med"), each, ["stranger"])
        at.do("a")
        assert at.case.status is CaseStatus.CLOSED
        found = copied_cases(at.app, person("stranger"))
        assert [row.case.id for row in found.cases] == [cases[1], cases[0], cases[2]]
        assert (found.page, found.more) == (1, False)
        assert stop_watching(at.app, person("stranger"), cases[2])
        assert [row.case.id for row in copied_cases(at.app, person("stranger")).cases] == [cases[1], cases[0]]
        assert copied_cases(at.app, person("med-2")).cases == ()
        assert copied_cases(at.app, person("stranger"), page=2).cases == ()


def test_a_copy_lets_read_and_nothing_else() -> None:
    """抄送的人能看案件,没有待办;取消后看不到。"""
    with counter(*line("a")) as at:
        assert not reads(at, "stranger")
        copy_case(at.app, person("med"), at.case_id, ["stranger", "stranger"])
        copy_case(at.app, person("med"), at.case_id, ["stranger"])
        assert reads(at, "stranger")
        assert at.facts("CaseCopied") == [("CaseCopied", "med", {"to": ["stranger"]})]
        with pytest.raises(NotAllowed):
            send_back(at.app, person("stranger"), at.item("a").id, "a", reason=WHY)
        assert stop_watching(at.app, person("stranger"), at.case_id)
        assert not stop_watching(at.app, person("med"), at.case_id)
        with pytest.raises(UnknownCase):
            stop_watching(at.app, person("stranger"), at.case_id)
        assert at.facts("WatchingStopped") == [("WatchingStopped", "stranger", {})]
        assert not reads(at, "stranger")
        with pytest.raises(UnknownAccount):
            copy_case(at.app, person("med"), at.case_id, ["nobody"])
