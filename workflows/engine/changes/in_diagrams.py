"""What a diagram is made of, as things that can be compared: processes, lanes, nodes and flows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflows.domain.finding import Profile
from workflows.engine.changes.thing import Thing, Words, reference
from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.element import Element, read_element
from workflows.engine.checks.kinds import FLOW_NODES
from workflows.engine.checks.words import kind_word
from workflows.engine.xml import read_xml

LABELS: Mapping[str, Words] = {
    "append": ("list it is added to", "每次提交追加到"),
    "assignee": ("person", "办理人"),
    "document": ("papers", "完成后制作的文书"),
    "form": ("form", "表单"),
    "instructions-en": ("instructions in English", "英文说明"),
    "law": ("law", "法律依据"),
    "law-en": ("law in English", "英文法律依据"),
    "name-en": ("English name", "英文名称"),
    "no-period": ("reason for no period", "为何没有期限"),
    "no-period-en": ("reason for no period in English", "为何没有期限（英文）"),
    "org": ("organisation", "承办机构"),
    "period": ("statutory period", "法定期间"),
    "period-start": ("first day of the period", "期间起算日"),
    "phase": ("phase", "开始的阶段"),
    "role": ("role", "角色"),
    "set": ("what is written into the case", "完成后写入案件的内容"),
    "tell": ("periods to tell of", "告知的期限"),
    "until": ("day set by people", "由人设定的办理日期"),
    "wait": ("wait", "是否等待"),
    "calledElement": ("called procedure", "调用的流程"),
    "spiff:calledDecisionId": ("decision table", "决策表"),
    "spiff:instructionsForEndUser": ("instructions", "给办理人的说明"),
    "spiff:serviceTaskOperator": ("operation", "机器操作"),
    "conditionExpression": ("condition", "条件"),
    "timeDate": ("time", "定时日期"),
    "timeDuration": ("time", "定时时长"),
    "timeCycle": ("time", "定时周期"),
    "documentation": ("documentation", "说明"),
}
"""What the editor's panel calls each setting."""
LANE: Words = ("lane", "所在泳道")
HOST: Words = ("step it stands at", "附着的环节")
LABEL: Words = ("label", "名称")
DEFAULT: Words = ("default flow", "默认流")
OTHER: Words = ("other settings", "其他设置")
_ELSEWHERE = FLOW_NODES | {
    *("incoming", "outgoing", "flowNodeRef", "laneSet", "extensionElements", "sequenceFlow"),
    *("association", "textAnnotation"),
}
"""What is a thing of its own, or said elsewhere, or only drawn."""
_TOLD = frozenset({"id", "name", "default", "attachedToRef", "sourceRef", "targetRef", "calledElement"})


def things_in_diagram(path: str, data: bytes) -> Mapping[str, Thing]:
    """Return the things of a diagram by id.

    Raises:
        RefusedXml: it cannot be read.
    """
    diagram = Diagram(file=path, root=read_element(read_xml(data, path)), profile=Profile.HOUSE)
    lanes = {local(each.text): lane for lane in diagram.of("lane") for each in lane.all("flowNodeRef")}
    found = {each.place: _thing(each) for each in (*diagram.processes, *diagram.of("lane"))}
    found |= {each.place: _node(diagram, each, lanes.get(each.id)) for each in diagram.nodes}
    return found | {_course(each): _flow(diagram, each) for each in diagram.flows}


def _thing(element: Element) -> Thing:
    return Thing(word=_word(element), name=element.name or element.id, facts=_settings(element))


def _node(diagram: Diagram, node: Element, lane: Element | None) -> Thing:
    host = diagram.by_id.get(node.get("attachedToRef"))
    facts = _settings(node)
    facts |= {LANE: reference(lane.id, lane.name)} if lane else {}
    facts |= {HOST: reference(host.id, host.name)} if host else {}
    return Thing(word=_word(node), name=node.name or node.id, facts=facts)


def _flow(diagram: Diagram, flow: Element) -> Thing:
    source, target = diagram.source(flow), diagram.target(flow)
    facts = _settings(flow) | ({LABEL: flow.name} if flow.name else {})
    facts |= {DEFAULT: "✓"} if source is not None and local(source.get("default")) == flow.id else {}
    names = ((each.name or each.id) if each is not None else "?" for each in (source, target))
    return Thing(word=_word(flow), name="", facts=facts, title=" → ".join(names))


def _course(flow: Element) -> str:
    """Return the id of a flow with its ends: one that leads elsewhere is another flow."""
    return f"{flow.place} {local(flow.get('sourceRef'))} {local(flow.get('targetRef'))}"


def _word(element: Element) -> Words:
    english, chinese = kind_word(element.kind)
    return english.removeprefix("the "), chinese


def _settings(element: Element) -> dict[Words, str]:
    """Return what is said of *element*: what has a word of its own, and the rest together."""
    parts = [*_own(element), *_inside(element)]
    known = {LABELS[name]: value for name, value in parts if name in LABELS and value}
    rest = sorted(f"{name}={value}" for name, value in parts if name not in LABELS)
    return known | ({OTHER: "; ".join(rest)} if rest else {})


def _own(element: Element) -> Iterator[tuple[str, str]]:
    yield from ((name, value) for name, value in element.attributes.items() if name not in _TOLD)
    if element.get("calledElement"):
        yield "calledElement", element.get("calledElement")
    yield from element.properties().items()
    for extensions in element.all("extensionElements"):
        for each in extensions.children:
            if each.kind == "spiff:serviceTaskOperator":
                yield each.kind, _operation(each)
            elif each.kind != "spiff:properties":
                yield each.kind, _text(each)


def _operation(operator: Element) -> str:
    parameters = (each for each in operator.walk() if each.kind == "spiff:parameter")
    said = "、".join(f"{each.id}: {each.get('value')}" for each in parameters)
    return f"{operator.id}（{said}）" if said else operator.id


def _inside(element: Element) -> Iterator[tuple[str, str]]:
    """Yield what stands below *element*: conditions, times, triggers, loops."""
    waiting = list(element.children)
    while waiting:
        each = waiting.pop(0)
        if each.kind in _ELSEWHERE:
            continue
        if each.text.strip():
            yield each.kind, _text(each)
        yield from ((f"{each.kind}.{name}", value) for name, value in each.attributes.items() if name != "id")
        waiting += each.children


def _text(element: Element) -> str:
    return element.text.strip()
