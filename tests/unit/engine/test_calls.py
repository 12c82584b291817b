"""What a diagram calls from elsewhere, told without running it."""

from __future__ import annotations

from workflows.engine.calls import calls

DRAWN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:here="t" targetNamespace="t"><globalUserTask id="ask"/>
  <process id="p"><callActivity id="a" calledElement="here:elsewhere"/><callActivity id="b" calledElement="ask"/>
  <callActivity id="c" calledElement="here:p"/>
  <callActivity id="x" calledElement="${a ? b : c}"/><businessRuleTask id="d" camunda:decisionRef="table"/></process>
</definitions>"""


def test_what_the_file_holds_itself_is_not_looked_for_elsewhere() -> None:
    """带前缀的调用认得出；文件自带的全局任务不到别处去找。"""
    assert calls(DRAWN.encode()) == (frozenset({"elsewhere"}), frozenset({"table"}))
