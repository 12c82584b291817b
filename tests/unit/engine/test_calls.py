"""What a diagram calls from elsewhere, told without running it."""

from __future__ import annotations

from workflows.engine.calls import calls, papers

DRAWN = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
  xmlns:here="t" targetNamespace="t"><globalUserTask id="ask"/>
  <process id="p"><callActivity id="a" calledElement="here:elsewhere"/><callActivity id="b" calledElement="ask"/>
  <callActivity id="c" calledElement="here:p"/>
  <callActivity id="x" calledElement="${a ? b : c}"/><businessRuleTask id="d" camunda:decisionRef="table"/></process>
</definitions>"""


def test_what_the_file_holds_itself_is_not_looked_for_elsewhere() -> None:
    """带前缀的调用认得出；文件自带的全局任务不到别处去找。"""
    assert calls(DRAWN.encode()) == (frozenset({"elsewhere"}), frozenset({"table"}))


MAKES = """<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"
  xmlns:spiff="http://spiffworkflow.org/bpmn/schema/1.0/core"><process id="p"><userTask id="a"><extensionElements>
  <spiff:properties><spiff:property value="record, minutes" name="document"/></spiff:properties></extensionElements>
  </userTask><serviceTask id="b"><extensionElements><spiff:serviceTaskOperator id="render-document"><spiff:parameters>
  <spiff:parameter id="document" value="'agreement'"/><spiff:parameter id="subject" value="'p1'"/>
  </spiff:parameters></spiff:serviceTaskOperator></extensionElements></serviceTask><serviceTask id="c">
  <extensionElements><spiff:serviceTaskOperator id="render-document"><spiff:parameters>
  <spiff:parameter id="document" value="case.next"/></spiff:parameters></spiff:serviceTaskOperator>
  </extensionElements></serviceTask><!-- <spiff:property name="document" value="gone"/> --></process></definitions>"""


def test_papers_of_steps_and_machine_steps_are_named() -> None:
    """办理后制作的文书和机器步骤写明的文书都列出；要到运行时才算出的和注释掉的不算。"""
    assert papers(MAKES.encode()) == {"record", "minutes", "agreement"}
