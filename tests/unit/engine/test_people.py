"""People's tasks: who does them, with which form, and what the page is told."""

from __future__ import annotations

import pytest

from tests.unit.engine.drawn import NAMESPACES, Run, diagram, end, flow, node, properties, script, start, user
from workflows.domain.procedure import Bundle
from workflows.engine import Engine
from workflows.errors import RequestNotOpen, TaskNotOpen, UnknownProcedureVersion


def lanes(**members: str) -> str:
    """Return a lane set; each lane's members are separated by blanks."""
    drawn = "".join(
        f'<lane id="{lane}" name="{lane}">'
        + "".join(f"<flowNodeRef>{each}</flowNodeRef>" for each in nodes.split())
        + "</lane>"
        for lane, nodes in members.items()
    )
    return f'<laneSet id="ls">{drawn}</laneSet>'


def test_the_lane_names_the_role_also_inside_subprocesses_and_called_processes() -> None:
    """泳道决定角色,子流程与被调用流程沿用外层泳道。"""
    called = diagram(start(), user("q"), flow("start", "q"), ident="Q")
    inner = node("subProcess", "s", start("is") + user("b") + flow("is", "b"))
    run = Run(
        lanes(lane_mediator="a s c", lane_clerk="d"), start(), user("a"), inner,
        node("callActivity", "c", calledElement="Q"), user("d"), user("e", properties(role="judge")),
        *(flow("start", each) for each in ("a", "s", "c", "d", "e")), files={"Q/Q.bpmn": called},
    ).start()  # fmt: skip
    assert {task.element: task.role for task in run.step.tasks} == {
        "a": "mediator", "b": "mediator", "q": "mediator", "d": "clerk", "e": "judge",
    }  # fmt: skip


def test_a_task_carries_its_form_its_properties_and_its_instructions() -> None:
    """任务带有表单、属性和办理说明。"""
    inner = properties(form="intake", law="人民调解法第十七条", name_en="Accept").replace(
        "<spiffworkflow:properties>",
        "<spiffworkflow:instructionsForEndUser>请核对身份</spiffworkflow:instructionsForEndUser>"
        "<spiffworkflow:properties>",
    )
    task = Run(start(), user("u", inner, name="受理"), flow("start", "u")).start().step.tasks[0]
    assert (task.name, task.name_en, task.form, task.instructions) == (
        "受理",
        "Accept",
        "intake",
        "请核对身份",
    )
    assert task.properties["law"] == "人民调解法第十七条"


def test_visits_carry_the_properties_of_what_was_entered_and_completed() -> None:
    """经过的元素连同其属性按顺序报告,包括顺序流。"""
    run = Run(
        start(), script("s", "{}", properties(document="rights-notice")), user("u", properties(phase="mediation")),
        flow("start", "s", ident="f1"), flow("s", "u", ident="f2"),
    ).start()  # fmt: skip
    assert [(each.element, each.outcome) for each in run.step.visits] == [
        ("start", "completed"), ("f1", "completed"), ("s", "completed"), ("f2", "completed"), ("u", "entered"),
    ]  # fmt: skip
    assert run.step.visits[2].properties == {"document": "rights-notice"}
    assert run.step.visits[4].properties == {"phase": "mediation"}


def test_a_task_that_is_done_or_unknown_is_refused() -> None:
    """已办结或不存在的任务不能再次完成。"""
    run = Run(start(), user("a"), user("b"), flow("start", "a", "b")).start()
    task = run.task("a").id
    run.do("a")
    with pytest.raises(TaskNotOpen):
        run.engine.complete(run.digest, run.step.state, task, case_id="c1", case={}, now=run.now)


def test_the_same_step_from_the_same_state_gives_the_same_ids() -> None:
    """同一状态重做同一步,任务编号不变;不同时刻则不同。"""
    run = Run(start(), user("a"), user("b"), flow("start", "a", "b")).start()
    state, task = run.step.state, run.task("a").id

    def again(seconds: int) -> str:
        now = run.now.replace(second=seconds)
        step = run.engine.complete(run.digest, state, task, case_id="c1", case={}, now=now)
        return step.tasks[0].id

    assert again(0) == again(0)
    assert again(0) != again(1)


def service(**more: str) -> str:
    """Return a service task that sends a paper."""
    operator = (
        '<spiffworkflow:serviceTaskOperator id="send" resultVariable="sent"><spiffworkflow:parameters>'
        '<spiffworkflow:parameter id="to" type="str" value="case.email"/></spiffworkflow:parameters>'
        "</spiffworkflow:serviceTaskOperator>"
    )
    return node(
        "serviceTask",
        "s",
        properties(**more).replace("</extensionElements>", operator + "</extensionElements>"),
    )


def test_a_service_task_is_a_request_that_the_diagram_waits_for() -> None:
    """服务任务是对外请求,流程等待其结果。"""
    run = Run(
        start(), service(), user("u"), flow("start", "s", "u"), case={"email": "示例@example.org"}
    ).start()
    request = run.step.requests[0]
    assert (request.operation, request.parameters, request.waits) == (
        "send",
        {"to": "示例@example.org"},
        True,
    )
    assert (run.step.status, run.open) == ("running", [])
    assert run.answer(request.id, {"no": 1}).step.facts == {"sent": {"no": 1}}
    assert run.open == ["u"]
    with pytest.raises(RequestNotOpen):
        run.answer(request.id, {})


def test_with_wait_false_the_diagram_goes_on_at_once() -> None:
    """属性 wait 为 false 的服务任务不停留。"""
    run = Run(
        start(), service(wait="false"), user("u"), flow("start", "s", "u"), case={"email": None}
    ).start()
    assert (run.step.requests[0].waits, run.open) == (False, ["u"])


def test_a_failed_request_becomes_the_error_that_its_boundary_event_names() -> None:
    """请求失败时,由对应的错误边界事件处理;没有则停在原处。"""
    error = '<error id="E" errorCode="bounced"/>'
    caught = node("boundaryEvent", "b", '<errorEventDefinition errorRef="E"/>', attachedToRef="s")
    drawn = (start(), service(), user("u"), flow("start", "s", "u"))
    run = Run(*drawn, caught, user("fix"), flow("b", "fix"), roots=error, case={"email": 1}).start()
    assert run.fail(run.step.requests[0].id, "bounced").open == ["fix"]
    alone = Run(*drawn, case={"email": 1}).start()
    assert alone.fail(alone.step.requests[0].id, "bounced").step.stuck_at == ("s",)


def test_elements_are_listed_with_their_lane_and_line() -> None:
    """每个元素可查名称、泳道和所在行。"""
    run = Run(lanes(lane_clerk="u"), start(), user("u", name="受理"), flow("start", "u"))
    element = run.engine.elements(run.digest)["u"]
    assert (element.name, element.kind, element.lane, element.process) == (
        "受理",
        "userTask",
        "lane_clerk",
        "P",
    )


def test_a_version_that_was_not_loaded_is_named_as_unknown() -> None:
    """未加载的版本会被指出。"""
    with pytest.raises(UnknownProcedureVersion):
        Engine(None, secret=b"x").start("0" * 64, case_id="c", case={}, now=Run(user("a")).now)


def test_the_digest_follows_every_byte_of_every_file() -> None:
    """任何文件的任何变化都会改变版本摘要。"""
    engine, data = Engine(None, secret=b"x"), diagram(user("a"))
    first = engine.digest(Bundle(procedure="P", files={"P.bpmn": data, "forms/a.json": b"{}"}))
    second = engine.digest(Bundle(procedure="P", files={"forms/a.json": b"{ }", "P.bpmn": data}))
    same = engine.digest(Bundle(procedure="P", files={"forms/a.json": b"{}", "P.bpmn": data}))
    assert first == same
    assert first != second


def test_a_global_task_can_be_called() -> None:
    """可以调用全局任务。"""
    roots = f'<definitions {NAMESPACES} id="x" targetNamespace="t"><globalUserTask id="G" name="问"/></definitions>'
    run = Run(
        start(), node("callActivity", "c", calledElement="G"), end(), flow("start", "c", "end"),
        files={"G.bpmn": roots.encode()},
    ).start()  # fmt: skip
    assert [task.name for task in run.step.tasks] == ["问"]
    assert run.do("G").step.status == "completed"
