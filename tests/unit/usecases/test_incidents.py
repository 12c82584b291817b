"""What broke is listed with its cause, tried again, skipped, moved or closed with a note, and never half done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.unit.engine.drawn import end, event, flow, node, start
from tests.unit.usecases.counter import Counter, counter, person, step
from workflows.domain.case import CaseStatus
from workflows.domain.outbox import Incident
from workflows.domain.paper import PaperStatus
from workflows.errors import CannotRetry, NotAllowed, ReasonMissing, StepFailed, UnknownIncident
from workflows.errors.kept import in_both
from workflows.errors.trace import where
from workflows.usecases.deliver_messages import receive_message
from workflows.usecases.order_papers import RENDER
from workflows.usecases.record_delivery import record_failed_errand
from workflows.usecases.record_document import record_failed_document
from workflows.usecases.resolve_incident import (
    list_incidents,
    move_incident,
    resolve_incident,
    retry_incident,
    retry_incidents,
    skip_incident,
)
from workflows.usecases.show_case import show_case
from workflows.usecases.show_troubles import Trouble

ADMIN = person("admin")
FRIDAY = datetime(2025, 11, 28, 1, 0, tzinfo=UTC)
ASK = node(
    "serviceTask", "ask",
    "<extensionElements><spiffworkflow:serviceTaskOperator id='assign-mediator'/></extensionElements>",
)  # fmt: skip
ASKING = (start(), ASK, step("b"), end(), flow("start", "ask", "b", "end"))


def broken() -> tuple[str, ...]:
    """Draw a procedure whose gateway finds no way while the case has no title."""
    return (
        start(), step("a"), node("exclusiveGateway", "g"), step("b"), end(),
        flow("start", "a", "g"), flow("g", "b", when='case.claim.title = "ok"'), flow("b", "end"),
    )  # fmt: skip


def only(at: Counter) -> Incident:
    """Return the one open incident."""
    (found,) = list_incidents(at.app, ADMIN)
    return found


def stuck_errand(at: Counter) -> Incident:
    """Let the errand of the case fail for the last time."""
    with at.app.store.read() as tx:
        (errand,) = tx.outbox.of_case(at.case_id)
    for _ in range(errand.max_attempts):
        with at.app.store.read() as tx:
            now = tx.outbox.get(errand.id)
        assert now is not None
        record_failed_errand(at.app, now, "no answer", retry_at=at.clock.now())
    return only(at)


def test_a_step_that_broke_leaves_the_case_as_it_was() -> None:
    """一步出错:案件不变,待办还在,故障单写明原因;只有人能重办的,不能自动重试。"""
    with counter(*broken()) as at:
        before, items = at.case, at.items
        with pytest.raises(StepFailed):
            at.do("a")
        assert (at.case, at.items) == (before, items)
        incident = only(at)
        assert (incident.kind, incident.subject) == ("step-failed", f"form:{items[0].id}@med")
        with pytest.raises(CannotRetry):
            retry_incident(at.app, ADMIN, incident.id)
        closed = resolve_incident(at.app, ADMIN, incident.id, note="请补填纠纷名称")
        assert (closed.outcome, closed.note, closed.resolved_by) == ("resolved", "请补填纠纷名称", "admin")
        assert list_incidents(at.app, ADMIN) == []
        assert [data["outcome"] for *_, data in at.facts("IncidentResolved")] == ["resolved"]


@pytest.mark.parametrize("kept", [in_both, where])
def test_a_fault_of_the_program_is_told_in_words_and_its_trace_to_those_who_mend(
    kept: Callable[[BaseException], str],
) -> None:
    """程序内部出错：页面上只说种类，中英文各一句；代码行只留给处理故障单的人。"""
    with pytest.raises(KeyError) as fault:
        {}[0]
    incident = Incident(id="1", case_id="", kind="x", error=kept(fault.value), opened_at=FRIDAY)
    assert incident.error_zh == "程序内部出错：KeyError"
    assert incident.error_en == "Fault in the program: KeyError"
    assert ("File" in incident.cause) == (kept is where)


def seen(at: Counter) -> tuple[Trouble, ...]:
    """Return what the mediator's page of the case says did not work."""
    return show_case(at.app, person("med"), at.case_id).troubles


def test_whoever_works_on_the_case_sees_what_broke_in_their_language_until_it_is_done() -> None:
    """办案人在案件页看到没有办成的事项（中文、英文各一句）和故障单号;同一表单只说一次,后来办成了就不再说。"""
    with counter(*broken()) as at:
        for _ in range(2):
            with pytest.raises(StepFailed) as told:
                at.do("a")
        (trouble,) = seen(at)
        newest = list_incidents(at.app, ADMIN)[0]
        assert (trouble.kind, trouble.number) == ("step-failed", newest.number)
        assert trouble.zh != trouble.en
        assert trouble.zh in told.value.zh
        assert trouble.en in told.value.message
        move_incident(at.app, ADMIN, newest.id, at.item("a").id.partition(":")[2], "b", note="漏填标题")
        assert seen(at) == ()


def test_an_errand_that_is_tried_again_is_told_before_it_is_stuck() -> None:
    """机器还在重试的事项也写在案件页上,带下次重试的时间;停滞后换成故障单。"""
    with counter(*ASKING) as at:
        with at.app.store.read() as tx:
            (errand,) = tx.outbox.of_case(at.case_id)
        record_failed_errand(at.app, errand, "无人应答\nno answer", retry_at=at.clock.now())
        assert [(each.errand, each.zh, each.en, each.again_at, each.number) for each in seen(at)] == [
            (errand.kind, "无人应答", "no answer", at.clock.now(), "")
        ]
        incident = stuck_errand(at)
        assert [(each.kind, each.number, each.again_at) for each in seen(at)] == [
            ("errand-stuck", incident.number, None)
        ]


def test_a_paper_that_cannot_be_printed_is_told_once_it_is_late() -> None:
    """文书试了三次还没做出来,案件页写明原因;头两次只是打印机重新启动。"""
    with counter(*ASKING) as at:
        with at.app.store.write() as tx:
            (errand,) = tx.outbox.of_case(at.case_id)
            paper = replace(errand, id="paper:p", kind=RENDER)
            tx.outbox.put(paper)
        told = []
        for attempts in range(3):
            tried = replace(paper, attempts=attempts)
            record_failed_errand(at.app, tried, "缺少字体\nno font", retry_at=at.clock.now())
            told.append([each.zh for each in seen(at)])
        assert told == [[], [], ["缺少字体"]]


def test_incidents_come_newest_first_and_only_to_administrators() -> None:
    """故障单按时间倒序,只有管理员能看。"""
    with counter(*broken()) as at:
        for _ in range(2):
            with pytest.raises(StepFailed):
                at.do("a")
            at.wait(1)
        opened = [each.opened_at for each in list_incidents(at.app, ADMIN)]
        assert opened == sorted(opened, reverse=True)
        with pytest.raises(NotAllowed):
            list_incidents(at.app, person("med"))
        with pytest.raises(UnknownIncident):
            retry_incident(at.app, ADMIN, "nothing")


def test_a_stuck_errand_is_tried_again() -> None:
    """外办事务多次失败后停下;重试即重新排队,案件留下记录。"""
    with counter(*ASKING) as at:
        incident = stuck_errand(at)
        closed = retry_incident(at.app, ADMIN, incident.id, key="k")
        assert closed.outcome == "retried"
        assert retry_incident(at.app, ADMIN, incident.id, key="k").outcome == "retried"
        with at.app.store.read() as tx:
            assert len(tx.outbox.of_case(at.case_id)) == 1


def test_a_stuck_errand_is_skipped_and_the_case_goes_on() -> None:
    """跳过外办事务:案件继续往下走,须写明理由。"""
    with counter(*ASKING) as at:
        incident = stuck_errand(at)
        with pytest.raises(ReasonMissing):
            skip_incident(at.app, ADMIN, incident.id, note="")
        skip_incident(at.app, ADMIN, incident.id, note="改由电话指派")
        assert at.open == ["b"]


def test_a_paper_that_failed_is_made_again_or_given_up() -> None:
    """文书失败:重试则重新制作;跳过则作废,不再制作。"""
    for retry in (True, False):
        with counter(
            start(), step("a", document="agreement"), step("b"), end(), flow("start", "a", "b", "end")
        ) as at:
            at.do("a")
            with at.app.store.read() as tx:
                (paper,) = tx.papers.of_case(at.case_id)
            record_failed_document(at.app, paper.id, "field missing")
            if retry:
                retry_incident(at.app, ADMIN, only(at).id)
            else:
                skip_incident(at.app, ADMIN, only(at).id, note="手写")
            with at.app.store.read() as tx:
                (after,) = tx.papers.of_case(at.case_id)
                ready = [each.id for each in tx.outbox.of_case(at.case_id)]
            assert after.status is (PaperStatus.WANTED if retry else PaperStatus.VOID)
            assert ready == ([f"paper:{paper.id}"] if retry else [])


def test_a_message_a_case_broke_at_is_delivered_when_retried() -> None:
    """收到消息后出错:消息保留;改好案情后重试,案件收到。"""
    parts = (
        start(), node("intermediateCatchEvent", "w", event("message", "M")), node("exclusiveGateway", "g"),
        step("b"), end(), flow("start", "w", "g"), flow("g", "b", when="ok = true"), flow("b", "end"),
    )  # fmt: skip
    with counter(*parts, roots='<message id="M" name="hello"/>') as at:
        receive_message(at.app, "hello", {"ok": False}, message_id="m1")
        receive_message(at.app, "hello", {"ok": True}, message_id="m2")
        incident = only(at)
        assert (at.open, incident.subject) == ([], "message:m1")
        skip_incident(at.app, ADMIN, incident.id, note="内容有误")
        assert receive_message(at.app, "other") == 1
        assert at.open == ["b"]


def test_a_stuck_case_is_moved_from_its_incident() -> None:
    """停滞的案件从故障单转到其他步骤,故障单随之关闭。"""
    bad = end("bad", '<errorEventDefinition errorRef="E"/>')
    with counter(
        start(), step("a"), bad, flow("start", "a", "bad"), roots='<error id="E" errorCode="x"/>'
    ) as at:
        at.do("a")
        incident = only(at)
        assert incident.kind == "stuck"
        closed = move_incident(at.app, ADMIN, incident.id, "bad", "a", note="重新办理")
        assert (at.open, closed.outcome, at.case.status) == (["a"], "moved", CaseStatus.OPEN)


def test_many_are_tried_again_at_once() -> None:
    """一次重试多张故障单,不能重试的说明原因,不影响其他。"""
    with counter(*broken()) as at:
        with pytest.raises(StepFailed):
            at.do("a")
        form = only(at).id
        at.publish(*ASKING, procedure="Q")
        other = Counter(at.app, at.clock).opened("Q")
        with other.app.store.read() as tx:
            (errand,) = tx.outbox.of_case(other.case_id)
        with other.app.store.write() as tx:
            tx.incidents.put(
                Incident(
                    id="e",
                    case_id=other.case_id,
                    kind="errand-stuck",
                    detail=errand.id,
                    opened_at=at.clock.now(),
                )
            )
        told = retry_incidents(at.app, ADMIN, [form, "e", "e", "nothing"])
        assert [(each.incident_id, each.incident is not None) for each in told] == [
            (form, False), ("e", True), ("nothing", False),
        ]  # fmt: skip
        assert all(each.why and each.why_zh for each in told if each.incident is None)
