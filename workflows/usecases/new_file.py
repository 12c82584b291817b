"""Make a new file of a procedure at the designer's desk: a form, a decision table or a scenario to begin with."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from xml.sax.saxutils import quoteattr

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.errors import ProcedureFileRefused
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.blank_procedure import blank_form, can_be_written
from workflows.usecases.draw_procedure import save_file
from workflows.usecases.known_procedures import known_procedure
from workflows.usecases.show_procedure import pack_of
from workflows.usecases.working_files import working_files

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
PLACES: Mapping[str, str] = {
    "form": "forms/{id}.json",
    "table": "{id}.dmn",
    "scenario": "scenarios/{id}.yaml",
}
"""Where a file of each kind stands."""
LONGEST = 60


def new_file(app: App, actor: Actor, procedure: str, kind: str, ident: str, title: str) -> str:
    """Return the name of the new file, kept in the draft.

    Raises:
        NotAllowed: the actor is no designer.
        UnknownProcedure: there is no such procedure.
        ProcedureFileRefused: there is no such kind, the id is none, the title cannot be written, or a file of that
            name is there already.
    """
    demand(actor, Action.DRAW_PROCEDURES)
    if kind not in PLACES or len(ident) > LONGEST or not ID.fullmatch(ident):
        raise ProcedureFileRefused(
            f"{ident!r} is no id for a new file; use small letters, digits and hyphens, such as first-meeting.",
            zh=f"{ident!r} 不能作为编号；请用小写字母、数字和连字符，如 first-meeting。",
            file=ident,
        )
    if not can_be_written(title):
        raise ProcedureFileRefused(
            "The title holds a character that no file can hold (a control character); type it again.",
            zh="标题中有文件无法保存的控制字符；请重新输入。",
            file=ident,
        )
    name = PLACES[kind].format(id=ident)
    with app.store.read() as tx:
        pack = pack_of(tx, actor)
        known_procedure(app, tx, procedure, pack)
        files = working_files(app, tx, pack)[procedure]
    if f"{procedure}/{name}" in files:
        raise ProcedureFileRefused(
            f"The procedure has the file {name} already; open it, or choose another id.",
            zh=f"这个程序已有文件 {name}；请打开它修改，或者换一个编号。",
            file=name,
        )
    content: Callable[[], str] = {
        "form": lambda: blank_form(ident),
        "table": lambda: _TABLE.format(id=ident, title=quoteattr(title or ident)),
        "scenario": lambda: _scenario(app, pack, procedure, files, title or ident),
    }[kind]
    save_file(app, actor, procedure, name, content().encode())
    return name


def _scenario(app: App, pack: str, procedure: str, files: Mapping[str, bytes], title: str) -> str:
    clerk, body = _people(app, pack)
    drawn = files.get(f"{procedure}/{procedure}.bpmn", b"").decode("utf-8", "replace")
    step = re.search(r'<(?:\w+:)?userTask\b[^>]*?\bid="([^"]+)"', drawn)
    return _SCENARIO.format(
        title=json.dumps(title, ensure_ascii=False),
        pack=pack,
        procedure=procedure,
        day=legal_day(app.clock.now()),
        clerk=clerk,
        body=body,
        step=step.group(1) if step else "",
    )


def _people(app: App, pack: str) -> tuple[str, str]:
    """Return who takes cases in, and where, in the scenarios that this place has already."""
    for shelved in app.catalogue.procedures.values():
        for text in shelved.scenarios.values():
            said = dict(re.findall(r"(?m)^(辖区|经办|机构): *(\S+) *$", text.decode("utf-8", "replace")))
            if said.get("辖区") == pack and {"经办", "机构"} <= said.keys():
                return said["经办"], said["机构"]
    return "", ""


_SCENARIO = """# 一个案件的经过，用句子写：谁提交什么，过了多久，这时应当怎样。“运行场景”会按它走一遍。
名称: {title}
辖区: {pack}
程序: {procedure}
立案日: {day}
经办: {clerk}
机构: {body}
步骤:
  - 提交: {step}
    填写: {{}}
  - 应当: {{状态: closed}}
"""

_TABLE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" \
xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" \
id="{id}_definitions" name={title} namespace="urn:hewei:tables">
  <decision id="{id}" name={title}>
    <decisionTable id="{id}_table" hitPolicy="FIRST">
      <input id="{id}_in1" label="纠纷类型">
        <inputExpression id="{id}_in1_expr" typeRef="string"><text>case.claim.type</text></inputExpression>
      </input>
      <output id="{id}_out1" label="结果" name="result" typeRef="string" />
      <rule id="{id}_1">
        <inputEntry id="{id}_1_i1"><text>"neighbour"</text></inputEntry>
        <outputEntry id="{id}_1_o1"><text>"quick"</text></outputEntry>
      </rule>
      <rule id="{id}_2">
        <inputEntry id="{id}_2_i1"><text></text></inputEntry>
        <outputEntry id="{id}_2_o1"><text>"ordinary"</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
  <dmndi:DMNDI><dmndi:DMNDiagram id="{id}_diagram"><dmndi:DMNShape id="{id}_shape" dmnElementRef="{id}">\
<dc:Bounds x="160" y="100" width="220" height="80" /></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>
"""
