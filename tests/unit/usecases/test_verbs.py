"""What people do beside the diagram: send back, take back, hand over, delegate, urge, copy, move, undo, note."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.unit.engine.drawn import end, flow, node, start
from tests.unit.usecases.counter import Counter, counter, line, person, step
from workflows.domain.case import CaseStatus
from workflows.domain.chain import link
from workflows.domain.paper import PaperStatus
from workflows.domain.permission import Action
from workflows.errors import (
    AlreadyActedOn,
    CannotSendBack,
    CaseNotClosed,
    ConsentMissing,
    IdempotencyKeyReused,
    NotAllowed,
    NotDelegated,
    NothingToWithdraw,
    ReasonMissing,
    TaskAlreadyDone,
    UnknownAccount,
    UnknownCase,
    UnknownRevision,
    UnknownTask,
    WrongHolder,
)
from workflows.usecases.access import readable_case
from workflows.usecases.copy_case import copy_case, stop_watching
from workflows.usecases.delegate_item import delegate_item, return_item
from workflows.usecases.hand_over_item import hand_over_item
from workflows.usecases.move_case import move_case
from workflows.usecases.note_later_suit import note_later_suit
from workflows.usecases.open_linked_case import run_linked
from workflows.usecases.reopen_case import reopen_case
from workflows.usecases.send_back import earlier_steps, send_back
from workflows.usecases.show_case import show_case
from workflows.usecases.submit_form import submit_form
from workflows.usecases.take_item import take_item
from workflows.usecases.undo_case import undo_case
from workflows.usecases.urge_item import urge_item
from workflows.usecases.withdraw_step import withdraw_step

WHY = "材料有误"


def papered(name: str, paper: str) -> str:
    """Draw a step that orders a paper when it is done."""
    return step(name, document=paper)


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
        assert return_item(at.app, person("med-2"), at.item("a").id).assignee == "med"


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
        assert not reads(at, "stranger")
        with pytest.raises(UnknownAccount):
            copy_case(at.app, person("med"), at.case_id, ["nobody"])


# ---- 转到其他步骤、恢复 ----------------------------------------------------------------------


def stuck() -> tuple[str, ...]:
    """Draw a procedure that ends in an error nobody catches."""
    bad = end("bad", '<errorEventDefinition errorRef="E"/>')
    return (start(), step("a"), bad, flow("start", "a", "bad"))


def test_a_stuck_case_is_moved_by_coordinator_or_administrator() -> None:
    """停滞的案件可以由统筹员或管理员转到其他步骤;调解员不能。"""
    with counter(*stuck(), roots='<error id="E" errorCode="x"/>') as at:
        at.do("a")
        assert at.open == []
        with pytest.raises(NotAllowed):
            move_case(at.app, person("med"), at.case_id, "bad", "a", reason=WHY)
        move_case(at.app, person("admin"), at.case_id, "bad", "a", reason=WHY)
        assert at.open == ["a"]
        assert at.facts("CaseMoved") == [("CaseMoved", "admin", {"from": "bad", "reason": WHY})]


def test_an_administrator_undoes_a_case_to_any_revision() -> None:
    """恢复到较早的修订:与当时完全一致,其间的修订仍可查;不存在的修订被拒绝。"""
    with counter(*line("a", "b", "c")) as at:
        first = at.case
        at.do("a").do("b")
        with pytest.raises(NotAllowed):
            undo_case(at.app, person("med"), at.case_id, first.rev, reason=WHY)
        after = undo_case(at.app, person("admin"), at.case_id, first.rev, reason=WHY)
        assert (after.state, after.document, at.open) == (first.state, first.document, ["a"])
        with at.app.store.read() as tx:
            assert [each.rev for each in tx.cases.history(at.case_id)] == list(range(after.rev + 1))
        for wrong in (99, after.rev, 0):
            with pytest.raises(UnknownRevision):
                undo_case(at.app, person("admin"), at.case_id, wrong, reason=WHY)
        at.do("a").do("b").do("c")
        assert at.case.status is CaseStatus.CLOSED


def test_an_undone_step_asks_again_for_what_it_waits_for() -> None:
    """恢复到等待外部答复的修订后,外办事务重新排队。"""
    asks = node(
        "serviceTask", "ask",
        "<extensionElements><spiffworkflow:serviceTaskOperator id='assign-mediator'/></extensionElements>",
    )  # fmt: skip
    from workflows.usecases.record_delivery import record_delivery

    with counter(start(), step("a"), asks, step("b"), end(), flow("start", "a", "ask", "b", "end")) as at:
        at.do("a")
        rev = at.case.rev
        with at.app.store.read() as tx:
            (errand,) = tx.outbox.of_case(at.case_id)
        record_delivery(at.app, errand.id, {})
        assert at.open == ["b"]
        undo_case(at.app, person("admin"), at.case_id, rev, reason=WHY)
        assert at.open == []
        record_delivery(at.app, errand.id, {})
        assert at.open == ["b"]


def test_a_reason_written_by_a_person_stays_out_of_the_courts_history() -> None:
    """退回、撤回的理由只留在本机构,不进入移送法院的案件经过。"""
    with counter(*line("a", "b")) as at:
        at.do("a")
        send_back(at.app, person("med"), at.item("b").id, "a", reason="当事人的私事")
        with at.app.store.read() as tx:
            chain = link(at.case_id, tx.journal.of_case(at.case_id)).entries
        assert any(entry.kind == "SentBack" for entry in chain)
        assert all("reason" not in entry.data for entry in chain)


# ---- 结案之后 --------------------------------------------------------------------------------


def test_a_later_suit_is_noted_on_a_closed_case() -> None:
    """结案后起诉的情况可以补记,案件仍是结案;未结案的不能补记。"""
    with counter(*line("a")) as at:
        noted: dict[str, Any] = {"on": date(2026, 9, 1), "result": "法院判决与协议一致"}
        with pytest.raises(CaseNotClosed):
            note_later_suit(at.app, person("med"), at.case_id, **noted)
        at.do("a")
        closed = at.case.closed_at
        after = note_later_suit(at.app, person("med"), at.case_id, **noted)
        assert (after.status, after.closed_at) == (CaseStatus.CLOSED, closed)
        assert after.document.closing.later_suit_on == date(2026, 9, 1)
        assert len(at.facts("CaseClosed")) == 1


def test_a_closed_case_is_reopened_as_a_linked_one() -> None:
    """另立的案件写明原案编号,带入当事人与事由,同意重新征询;原案不变。"""
    parties = [{"role": "applicant", "name": "甲(示例)", "consents": True}]
    with counter(*line("a"), **{"claim.title": "田埂", "parties": parties}) as at:
        with pytest.raises(CaseNotClosed):
            reopen_case(at.app, person("med"), at.case_id, reason=WHY)
        at.do("a")
        opened = reopen_case(at.app, person("med"), at.case_id, reason=WHY, key="k")
        assert reopen_case(at.app, person("med"), at.case_id, reason=WHY, key="k").id == opened.id
        assert (opened.document.intake.related_case, opened.document.claim.title) == (at.case.number, "田埂")
        assert [party.consents for party in opened.document.parties] == [None]
        assert [data["case"] for *_, data in at.facts("LinkedCaseOpened")] == [opened.id]


def test_what_was_done_beside_the_diagram_stands_in_the_history() -> None:
    """退回、转办、催办都写在案件经过里。"""
    with counter(*line("a", "b")) as at:
        at.do("a")
        urge_item(at.app, person("chair"), at.item("b").id, reason=WHY)
        hand_over_item(at.app, person("chair"), at.item("b").id, "med", reason=WHY)
        send_back(at.app, person("med"), at.item("b").id, "a", reason=WHY)
        told = [line.kind for line in show_case(at.app, person("med"), at.case_id).history]
        assert [each for each in told if each in ("TaskUrged", "TaskHandedOver", "SentBack")] == [
            "SentBack", "TaskHandedOver", "TaskUrged",
        ]  # fmt: skip


def test_a_done_step_takes_no_verbs() -> None:
    """已经办完的待办,不能转办、催办、退回。"""
    with counter(*line("a", "b")) as at:
        item = at.item("a")
        at.do("a")
        for verb in (
            lambda: hand_over_item(at.app, person("med"), item.id, "med-2", reason=WHY),
            lambda: urge_item(at.app, person("chair"), item.id, reason=WHY),
            lambda: send_back(at.app, person("med"), item.id, "a", reason=WHY),
        ):
            with pytest.raises(TaskAlreadyDone):
                verb()


# ---- 向上一级另立新案 ------------------------------------------------------------------------


def asks_for_a_linked_case() -> tuple[str, ...]:
    """Draw a procedure that has a linked case opened."""
    wants = (
        "<extensionElements><spiffworkflow:serviceTaskOperator id='open-linked-case'><spiffworkflow:parameters>"
        "<spiffworkflow:parameter id='org' type='any' value='\"county\"'/>"
        "<spiffworkflow:parameter id='procedure' type='any' value='\"P\"'/>"
        "</spiffworkflow:parameters></spiffworkflow:serviceTaskOperator></extensionElements>"
    )
    return (start(), step("a"), node("serviceTask", "up", wants), end(), flow("start", "a", "up", "end"))


def test_a_linked_case_is_opened_once_and_only_with_consent() -> None:
    """各方没有共同申请的不另立新案;同意后在上一级立案一次,写明原案,原案继续。"""
    for consent in (False, True):
        with counter(*asks_for_a_linked_case(), **{"escalation.agreed_by_all": consent}) as at:
            at.do("a")
            with at.app.store.read() as tx:
                (errand,) = tx.outbox.of_case(at.case_id)
            if not consent:
                with pytest.raises(ConsentMissing):
                    run_linked(at.app, errand)
                continue
            assert (run_linked(at.app, errand), run_linked(at.app, errand)) == (True, False)
            with at.app.store.read() as tx:
                linked = [case for case in tx.cases.search() if case.id != at.case_id]
            assert [(each.org_id, each.document.intake.related_case) for each in linked] == [
                ("county", at.case.number)
            ]
            assert at.case.status is CaseStatus.CLOSED
