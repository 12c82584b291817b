"""What people do with a whole case beside the diagram: move, undo, note a later suit, reopen, link."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.unit.engine.drawn import end, flow, node, start
from tests.unit.usecases.counter import counter, line, person, step
from workflows.domain.case import CaseStatus
from workflows.domain.chain import link
from workflows.errors import (
    CaseNotClosed,
    ConsentMissing,
    NotAllowed,
    TaskAlreadyDone,
    UnknownRevision,
)
from workflows.usecases.hand_over_item import hand_over_item
from workflows.usecases.move_case import move_case
from workflows.usecases.note_later_suit import note_later_suit
from workflows.usecases.open_linked_case import run_linked
from workflows.usecases.reopen_case import reopen_case
from workflows.usecases.resolve_incident import list_incidents
from workflows.usecases.send_back import send_back
from workflows.usecases.show_case import show_case
from workflows.usecases.undo_case import undo_case
from workflows.usecases.urge_item import urge_item

WHY = "材料有误"


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
        (incident,) = list_incidents(at.app, person("admin"))
        assert (incident.kind, incident.element, "错误 x" in incident.error) == ("stuck", "bad", True)
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
