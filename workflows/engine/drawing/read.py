"""Reads a BPMN file into plain values; what it does not know it leaves to the checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from lxml import etree

from workflows.engine.drawing.data import DataNames
from workflows.engine.drawing.definitions import (
    Catalogue,
    expression_of,
    local,
    read_definition,
    read_loop,
    vendor,
)
from workflows.engine.drawing.foreign import called, keeps, moves, sealed, zeebe
from workflows.engine.drawing.model import (
    ACTIVITIES,
    EMBEDDED,
    EMPTY,
    NODES,
    EventDefinition,
    Flow,
    Graph,
    Node,
    Process,
)
from workflows.engine.xml import flag, line_of, read_xml
from workflows.errors import RefusedDiagram

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"
MAX_NESTING = 40
GLOBAL = {
    "globalTask": "task",
    "globalUserTask": "userTask",
    "globalManualTask": "manualTask",
    "globalScriptTask": "scriptTask",
    "globalBusinessRuleTask": "businessRuleTask",
}


@dataclass(frozen=True)
class _Lane:
    id: str
    name: str
    properties: Mapping[str, str]


@dataclass
class _Reading:
    file: str
    catalogue: Catalogue
    data: DataNames
    associated: Mapping[str, list[str]]
    lanes: dict[str, _Lane] = field(default_factory=dict)


def read_processes(data: bytes, file: str) -> list[Process]:
    """Return the processes drawn in the file, in its order.

    Raises:
        RefusedXml: the file is not safe to read.
        RefusedDiagram: an element without an id, or a flow that ends nowhere.
    """
    root = read_xml(data, file)
    reading = _Reading(file, Catalogue.of(root), DataNames(root), _associations(root))
    for lane in root.iter(BPMN + "lane"):
        _read_lane(lane, reading)
    found = [_process(element, reading) for element in root.iter(BPMN + "process")]
    found.extend(_global(element, reading) for element in root if local(element) in GLOBAL)
    return found


def properties_of(element: etree._Element) -> Mapping[str, str]:
    """Return the `spiffworkflow:properties` of the element by name."""
    found: dict[str, str] = {}
    for extensions in element.findall(BPMN + "extensionElements"):
        for entry in extensions.iterfind(f"{SPIFF}properties/{SPIFF}property"):
            found[entry.get("name", "")] = entry.get("value") or (entry.text or "").strip()
    return MappingProxyType(found) if found else EMPTY


def _extension(element: etree._Element, name: str) -> etree._Element | None:
    return element.find(f"{BPMN}extensionElements/{SPIFF}{name}")


def _extension_text(element: etree._Element, name: str) -> str:
    found = _extension(element, name)
    return (found.text or "").strip() if found is not None else ""


def _read_lane(lane: etree._Element, reading: _Reading) -> None:
    entry = _Lane(lane.get("id", ""), lane.get("name", ""), properties_of(lane))
    inner = {ref.text for ref in lane.iterfind(f"{BPMN}childLaneSet//{BPMN}flowNodeRef")}
    for ref in lane.findall(BPMN + "flowNodeRef"):
        if ref.text and ref.text not in inner:
            reading.lanes[ref.text.strip()] = entry


def _process(element: etree._Element, reading: _Reading) -> Process:
    process = Process(
        id=_id(element, reading),
        name=element.get("name", ""),
        file=reading.file,
        executable=flag(element, "isExecutable", default=True),
        properties=properties_of(element),
        bindings=reading.catalogue.bindings(element),
    )
    _fill(process, element, process.id, reading, 0)
    return process


def _global(element: etree._Element, reading: _Reading) -> Process:
    node = _node(element, GLOBAL[local(element)], _id(element, reading), reading)
    return Process(id=node.id, name=node.name, file=reading.file, nodes={node.id: node})


def _fill(graph: Graph, element: etree._Element, process: str, reading: _Reading, depth: int) -> None:
    if depth > MAX_NESTING:
        raise _refused(element, reading, "is nested too deeply", "嵌套过深")
    for child in element:
        kind = local(child)
        if kind in NODES:
            node = _node(child, kind, process, reading)
            if node.id in graph.nodes:
                raise _refused(child, reading, "has an id that is used twice", "的标识重复")
            graph.nodes[node.id] = node
            if kind in EMBEDDED:
                node.body = Graph(id=node.id)
                _fill(node.body, child, process, reading, depth + 1)
        elif kind == "sequenceFlow":
            flow = _flow(child, reading, len(graph.flows))
            if flow.id in graph.flows:
                raise _refused(child, reading, "has an id that is used twice", "的标识重复")
            graph.add(flow)
    _associate(graph, reading)
    _check_flows(graph, element, reading)


def _flow(element: etree._Element, reading: _Reading, place: int) -> Flow:
    """Return the flow; one without an id, which BPMN allows, is known by its ends and its place."""
    source, target = element.get("sourceRef", ""), element.get("targetRef", "")
    return Flow(
        id=_id(element, reading) if element.get("id") else f"{source} > {target} {place}"[:200],
        source=source,
        target=target,
        name=element.get("name", ""),
        condition=expression_of(element, BPMN + "conditionExpression"),
        line=line_of(element),
    )


def _check_flows(graph: Graph, element: etree._Element, reading: _Reading) -> None:
    for flow in graph.flows.values():
        for end in (flow.source, flow.target):
            if end not in graph.nodes:
                raise RefusedDiagram(
                    f"The flow {flow.id} in {reading.file} line {flow.line} leads from or to {end!r}, which is not "
                    f"in {graph.id}; draw it again between two elements of the same process.",
                    zh=f"{reading.file} 第 {flow.line} 行的顺序流 {flow.id} 连接的 {end!r} 不在 {graph.id} 中；"
                    "请在同一流程内的两个元素之间重新连线。",
                    file=reading.file,
                    element=flow.id,
                    line=flow.line,
                )
    for node in graph.nodes.values():
        if node.attached_to and node.attached_to not in graph.nodes:
            raise _refused(
                element, reading, f"has no {node.attached_to!r} for {node.id}", f"缺少 {node.attached_to!r}"
            )


def _associations(root: etree._Element) -> Mapping[str, list[str]]:
    """Return what each element is associated with, wherever in the file and in whichever direction it is drawn."""
    found: dict[str, list[str]] = {}
    for link in root.iter(BPMN + "association"):
        source, target = (link.get(end, "").rpartition(":")[2] for end in ("sourceRef", "targetRef"))
        found.setdefault(source, []).append(target)
        found.setdefault(target, []).append(source)
    return found


def _associate(graph: Graph, reading: _Reading) -> None:
    for node in graph.nodes.values():
        for other in reading.associated.get(node.id, ()) if node.attached_to else ():
            if other in graph.nodes and graph.nodes[other].kind in ACTIVITIES and other != node.attached_to:
                graph.handlers[node.id] = other


def _node(element: etree._Element, kind: str, process: str, reading: _Reading) -> Node:
    node = Node(
        id=_id(element, reading), kind=kind, process=process, file=reading.file, line=line_of(element)
    )
    node.name = " ".join(element.get("name", "").split())
    node.properties = properties_of(element)
    lane = reading.lanes.get(node.id)
    if lane is not None:
        node.lane, node.lane_name, node.lane_properties = lane.id, lane.name, lane.properties
    node.instructions = _extension_text(element, "instructionsForEndUser") or _documentation(element)
    node.default = element.get("default", "")
    node.compensates = flag(element, "isForCompensation")
    node.instantiates = flag(element, "instantiate")
    node.start_quantity = _quantity(element, "startQuantity")
    node.completion_quantity = _quantity(element, "completionQuantity")
    node.loop = read_loop(element, reading.catalogue, reading.data.fact)
    node.inputs = reading.data.moves(element, "dataInputAssociation") + moves(element, "in", "input")
    node.outputs = reading.data.moves(element, "dataOutputAssociation") + moves(element, "out", "output")
    node.needs = reading.data.needs(element) if kind in ACTIVITIES else ()
    node.sealed = kind == "callActivity" and sealed(element)
    node.keeps = keeps(element) if kind in ACTIVITIES and kind != "callActivity" else ""
    _read_events(node, element, reading)
    _read_work(node, element)
    return node


def _read_events(node: Node, element: etree._Element, reading: _Reading) -> None:
    node.attached_to = element.get("attachedToRef", "").rpartition(":")[2]
    node.interrupting = flag(
        element, "cancelActivity" if node.attached_to else "isInterrupting", default=True
    )
    node.event_subprocess = flag(element, "triggeredByEvent")
    node.all_definitions = (
        flag(element, "parallelMultiple") or element.get("eventGatewayType", "") == "Parallel"
    )
    node.definitions = tuple(_definitions(element, node.kind, reading))


def _definitions(element: etree._Element, kind: str, reading: _Reading) -> Iterator[EventDefinition]:
    catalogue = reading.catalogue
    variable, payload = (_extension_text(element, each) for each in ("messageVariable", "messagePayload"))
    if kind in {"sendTask", "receiveTask"}:
        ref = element.get("messageRef", "")
        drawn = [_of_task(element, ref, catalogue, variable, payload)] if ref or kind == "receiveTask" else []
    else:
        found = _drawn_definitions(element, catalogue)
        drawn = [read_definition(each, catalogue, variable, payload) for each in found]
    given, taken = (reading.data.each(element, tag, len(drawn)) for tag in ("dataInput", "dataOutput"))
    for definition, put, got in zip(drawn, given, taken, strict=True):
        yield replace(definition, input=put, output=got)


def _drawn_definitions(element: etree._Element, catalogue: Catalogue) -> Iterator[etree._Element]:
    """Yield the event definitions drawn in the element, and those it refers to."""
    for child in element:
        if local(child).endswith("EventDefinition"):
            yield child
        elif local(child) == "eventDefinitionRef" and child.text:
            shared = catalogue.definitions.get(child.text.strip().rpartition(":")[2])
            if shared is not None:
                yield shared


def _of_task(
    element: etree._Element, ref: str, catalogue: Catalogue, variable: str, payload: str
) -> EventDefinition:
    """Return the message of a send or receive task."""
    return EventDefinition(
        kind="message",
        name=catalogue.name(ref) or element.get("name", "") or element.get("id", ""),
        variable=variable,
        payload=payload,
        key=catalogue.key(ref),
        keys=catalogue.keys(ref),
    )


def _read_work(node: Node, element: etree._Element) -> None:
    node.called = called(element)
    script = element.find(BPMN + "script")
    theirs = zeebe(element, "script", "expression")
    node.script = (script.text or "").strip() if script is not None else theirs
    node.script_format = element.get("scriptFormat", "feel" if theirs else "").strip().lower()
    node.decision = _extension_text(element, "calledDecisionId") or vendor(element, "decisionRef")
    node.decision = node.decision or zeebe(element, "calledDecision", "decisionId")
    activation = element.find(BPMN + "activationCondition")
    if activation is None:
        activation = element.find(BPMN + "completionCondition")
    node.activation = (activation.text or "").strip() if activation is not None else ""
    node.sequential = element.get("ordering") == "Sequential"
    node.cancel_rest = flag(element, "cancelRemainingInstances", default=True)
    node.result = vendor(element, "resultVariable") or next(
        filter(None, (zeebe(element, name, "resultVariable") for name in ("script", "calledDecision"))), ""
    )
    operator = _extension(element, "serviceTaskOperator")
    if operator is not None:
        node.operation = operator.get("id", "")
        node.result = operator.get("resultVariable", "")
        node.parameters = MappingProxyType(
            {
                p.get("id", ""): p.get("value", "")
                for p in operator.iterfind(f"{SPIFF}parameters/{SPIFF}parameter")
            }
        )


def _documentation(element: etree._Element) -> str:
    found = element.find(BPMN + "documentation")
    return (found.text or "").strip() if found is not None else ""


def _quantity(element: etree._Element, name: str) -> int:
    text = element.get(name, "1")
    return max(1, min(int(text), 1000)) if text.isdecimal() and len(text) < 9 else 1


def _id(element: etree._Element, reading: _Reading) -> str:
    found = element.get("id", "")
    if not found or len(found) > 200:
        raise _refused(element, reading, "needs an id of 1 to 200 characters", "需要 1 至 200 个字符的 id")
    return found


def _refused(element: etree._Element, reading: _Reading, why: str, why_zh: str) -> RefusedDiagram:
    line, kind, ident = line_of(element), local(element), element.get("id", "")[:80]
    return RefusedDiagram(
        f"The {kind} {ident!r} in {reading.file} line {line} {why}; correct the drawing.",
        zh=f"{reading.file} 第 {line} 行的 {kind} {ident!r} {why_zh}；请修改图形。",
        file=reading.file,
        element=ident,
        line=line,
    )
