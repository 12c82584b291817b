"""The files of a blank procedure: one lane, one step with a form, from a start to an end; it passes every check."""

from __future__ import annotations

import json
from unicodedata import category
from xml.sax.saxutils import quoteattr


def blank_files(ident: str, title: str, title_en: str, phase: str = "") -> dict[str, bytes]:
    """Return the diagram, the form and the page of a new procedure, by path; its step begins *phase*."""
    step = f"{ident.replace('-', '_')}_step"
    words = {
        "id": ident,
        "title": quoteattr(title),
        "en": quoteattr(title_en),
        "step": step,
        "form": f"{ident}-step",
        "phase": _PHASE.format(phase) if phase else "",
    }
    return {
        f"{ident}/{ident}.bpmn": _DIAGRAM.format(**words).encode(),
        f"{ident}/forms/{ident}-step.json": blank_form(f"{ident}-step").encode(),
        f"{ident}/README.md": _README.format(title=title).encode(),
    }


def blank_form(ident: str) -> str:
    """Return the text of a form with one question."""
    field = {
        "type": "textarea",
        "id": "f_remark",
        "key": "handling.remark",
        "label": "办理情况",
        "validate": {"required": True, "maxLength": 20000},
        "properties": {"label-en": "What was done"},
        "layout": {"row": "Row_1", "columns": None},
    }
    form = {"type": "default", "id": ident, "schemaVersion": 18, "components": [field]}
    return json.dumps(form, ensure_ascii=False, indent=2) + "\n"


def can_be_written(text: str) -> bool:
    """Return whether diagram and description can hold *text*: no control character, nothing that XML leaves out."""
    return not any(category(sign) in ("Cc", "Cs") or sign in "\ufffe\uffff" for sign in text)


_README = """# {title}

写给调解员的一页：什么时候用，一步一步怎么办，期限是几天，依据是什么。
"""

_PHASE = """
          <spiffworkflow:property name="phase" value="{}" />"""

_DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" \
xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" \
xmlns:di="http://www.omg.org/spec/DD/20100524/DI" \
xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" \
id="{id}_definitions" targetNamespace="urn:hewei:procedures">
  <bpmn:collaboration id="{id}_collaboration">
    <bpmn:participant id="{id}_pool" name={title} processRef="{id}" />
  </bpmn:collaboration>
  <bpmn:process id="{id}" name={title} isExecutable="true">
    <bpmn:extensionElements>
      <spiffworkflow:properties><spiffworkflow:property name="name-en" value={en} /></spiffworkflow:properties>
    </bpmn:extensionElements>
    <bpmn:laneSet id="{id}_lanes">
      <bpmn:lane id="lane_mediator" name="调解员">
        <bpmn:extensionElements>
          <spiffworkflow:properties>
            <spiffworkflow:property name="name-en" value="Mediator" />
          </spiffworkflow:properties>
        </bpmn:extensionElements>
        <bpmn:flowNodeRef>{step}_start</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>{step}</bpmn:flowNodeRef>
        <bpmn:flowNodeRef>{step}_end</bpmn:flowNodeRef>
      </bpmn:lane>
    </bpmn:laneSet>
    <bpmn:startEvent id="{step}_start" name="开始">
      <bpmn:extensionElements>
        <spiffworkflow:properties><spiffworkflow:property name="name-en" value="Start" /></spiffworkflow:properties>
      </bpmn:extensionElements>
      <bpmn:outgoing>{step}_begins</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:userTask id="{step}" name="办理">
      <bpmn:extensionElements>
        <spiffworkflow:properties>
          <spiffworkflow:property name="form" value="{form}" />{phase}
          <spiffworkflow:property name="no-period" value="本程序没有给这一步定期限" />
          <spiffworkflow:property name="no-period-en" \
value="this procedure sets no period for the step" />
          <spiffworkflow:property name="instructions-en" value="Do the step and write down what was done." />
          <spiffworkflow:property name="name-en" value="Do it" />
        </spiffworkflow:properties>
        <spiffworkflow:instructionsForEndUser>按本程序办理，写明办理情况。</spiffworkflow:instructionsForEndUser>
      </bpmn:extensionElements>
      <bpmn:incoming>{step}_begins</bpmn:incoming>
      <bpmn:outgoing>{step}_ends</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="{step}_end" name="办结">
      <bpmn:extensionElements>
        <spiffworkflow:properties><spiffworkflow:property name="name-en" value="Done" /></spiffworkflow:properties>
      </bpmn:extensionElements>
      <bpmn:incoming>{step}_ends</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="{step}_begins" sourceRef="{step}_start" targetRef="{step}" />
    <bpmn:sequenceFlow id="{step}_ends" sourceRef="{step}" targetRef="{step}_end" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="{id}_diagram"><bpmndi:BPMNPlane id="{id}_plane" bpmnElement="{id}_collaboration">
    <bpmndi:BPMNShape id="{id}_pool_di" bpmnElement="{id}_pool" isHorizontal="true">\
<dc:Bounds x="160" y="80" width="560" height="150" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="lane_mediator_di" bpmnElement="lane_mediator" isHorizontal="true">\
<dc:Bounds x="190" y="80" width="530" height="150" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="{step}_start_di" bpmnElement="{step}_start">\
<dc:Bounds x="260" y="137" width="36" height="36" />\
<bpmndi:BPMNLabel><dc:Bounds x="267" y="178" width="22" height="14" /></bpmndi:BPMNLabel></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="{step}_di" bpmnElement="{step}">\
<dc:Bounds x="380" y="115" width="110" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="{step}_end_di" bpmnElement="{step}_end">\
<dc:Bounds x="580" y="137" width="36" height="36" />\
<bpmndi:BPMNLabel><dc:Bounds x="587" y="178" width="22" height="14" /></bpmndi:BPMNLabel></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="{step}_begins_di" bpmnElement="{step}_begins"><di:waypoint x="296" y="155" />\
<di:waypoint x="380" y="155" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="{step}_ends_di" bpmnElement="{step}_ends"><di:waypoint x="490" y="155" />\
<di:waypoint x="580" y="155" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
"""
