"""Builds a plan from drawn processes: one task spec for each element, the flows between them, what listens where."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workflows.engine.drawing.model import ACTIVITIES, Graph, Node, Process
from workflows.engine.plan import Frame, Plan
from workflows.engine.specs.ad_hoc import AdHocSpec
from workflows.engine.specs.events import (
    EventGatewaySpec,
    ListenerSpec,
    StartChoiceSpec,
    StartSpec,
    WaitingSpec,
)
from workflows.engine.specs.gateways import (
    ComplexSpec,
    ExclusiveSpec,
    InclusiveSpec,
    ParallelSpec,
    ThresholdSpec,
)
from workflows.engine.specs.loops import LoopSpec, ManySpec, StandardLoopSpec
from workflows.engine.specs.node import NodeSpec, Way
from workflows.engine.specs.scopes import (
    CallSpec,
    EventSubprocessSpec,
    ProcessSpec,
    ScopeSpec,
)
from workflows.engine.specs.tasks import PersonSpec, RuleSpec, ScriptSpec, ServiceSpec
from workflows.engine.specs.throws import EndSpec, ThrowSpec
from workflows.engine.tables import Tables
from workflows.engine.throwing import Thrower
from workflows.engine.upstream import fill_makers, fill_upstream

_LEAVES: Mapping[str, Callable[[Plan, str, Node], NodeSpec]] = {
    "task": NodeSpec,
    "userTask": PersonSpec,
    "manualTask": PersonSpec,
    "scriptTask": ScriptSpec,
    "businessRuleTask": RuleSpec,
    "serviceTask": ServiceSpec,
    "sendTask": ThrowSpec,
    "receiveTask": WaitingSpec,
    "startEvent": StartSpec,
    "endEvent": EndSpec,
    "intermediateThrowEvent": ThrowSpec,
    "intermediateCatchEvent": WaitingSpec,
    "boundaryEvent": ListenerSpec,
    "exclusiveGateway": ExclusiveSpec,
    "parallelGateway": ParallelSpec,
    "inclusiveGateway": InclusiveSpec,
    "complexGateway": ComplexSpec,
    "eventBasedGateway": EventGatewaySpec,
}
_SCOPES: Mapping[str, type[ScopeSpec]] = {
    "subProcess": ScopeSpec,
    "transaction": ScopeSpec,
    "adHocSubProcess": AdHocSpec,
    "callActivity": CallSpec,
}


def build(procedure: str, digest: str, processes: Mapping[str, Process], tables: Tables) -> Plan:
    """Return the plan of *procedure* with every process that travels with it."""
    plan = Plan(procedure, digest, processes, tables)
    plan.thrower = Thrower()
    for process in processes.values():
        plan.frames[process.id] = _Builder(plan, process.id).frame(process)
    for spec in plan.specs:
        if isinstance(spec, CallSpec):
            spec.frame = plan.frames[spec.node.called]
    start = processes[procedure]
    node = Node(id=start.id, kind="process", process=start.id, file=start.file, name=start.name)
    plan.root = ProcessSpec(plan, start.id, node, plan.frames[start.id])
    plan.root.records = False
    nodes = plan.nodes()
    kinds = {definition.kind for each in nodes for definition in each.definitions}
    plan.has_timers, plan.has_conditions = "timer" in kinds, "conditional" in kinds
    plan.has_data = any(fill_makers(process, plan) for process in processes.values())
    plan.has_joins = any(isinstance(spec, InclusiveSpec) for spec in plan.specs)
    return plan


class _Builder:
    """Builds the specs of one process."""

    def __init__(self, plan: Plan, process: str) -> None:
        self.plan = plan
        self.process = process
        self.reached: dict[str, NodeSpec] = {}

    def frame(self, graph: Graph) -> Frame:
        """Return what begins when this graph begins, after building everything in it."""
        specs = {node.id: self._spec(node) for node in graph.nodes.values()}
        for spec in specs.values():
            spec.home = f"{self.process}/{graph.id}"
        entries = {key: self._entry(spec) for key, spec in specs.items()}
        for node in graph.nodes.values():
            self._connect(graph, node, specs, entries)
        for spec in specs.values():
            if isinstance(spec, EventGatewaySpec):
                spec.expect()
        self._attach(graph, specs)
        fill_upstream(graph, specs)
        return self._begin(graph, specs, entries)

    def _name(self, node: Node) -> str:
        return f"{self.process}/{node.id}"

    # ---- one element -------------------------------------------------------------------------

    def _spec(self, node: Node) -> NodeSpec:
        if node.loop is None or node.kind not in ACTIVITIES:
            spec = self._plain(node, self._name(node))
        else:
            inner = self._plain(node, self._name(node) + "*")
            kind = StandardLoopSpec if node.loop.kind == "standard" else ManySpec
            spec = kind(self.plan, self._name(node), node, inner, node.loop)
            inner.role = _role(node)
        spec.role = _role(node)
        return spec

    def _plain(self, node: Node, name: str) -> NodeSpec:
        if node.kind not in _SCOPES:
            return _LEAVES[node.kind](self.plan, name, node)
        if node.event_subprocess:
            spec: ScopeSpec = EventSubprocessSpec(self.plan, name, node, Frame())
        else:
            spec = _SCOPES[node.kind](self.plan, name, node, Frame())
        if node.body is not None:
            spec.frame = self.frame(node.body)
        return spec

    def _entry(self, spec: NodeSpec) -> NodeSpec:
        if spec.node.start_quantity < 2 or spec.node.kind not in ACTIVITIES:
            return spec
        return ThresholdSpec(self.plan, f"{spec.name}<", spec.node, spec)

    # ---- flows -------------------------------------------------------------------------------

    def _connect(
        self, graph: Graph, node: Node, specs: Mapping[str, NodeSpec], entries: Mapping[str, NodeSpec]
    ) -> None:
        spec = specs[node.id]
        flows = graph.outgoing(node.id)
        ways = [Way(flow, entries[flow.target], flow.id == node.default) for flow in flows]
        ways.extend(Way(None, specs[target]) for target in _link_targets(graph, node))
        spec.ways = tuple(ways)
        spec.incoming = tuple(flow.id for flow in graph.incoming(node.id))
        spec.conditional = any((way.flow is not None and way.flow.condition) or way.default for way in ways)
        for way in ways:
            spec.connect(way.target)

    # ---- what listens ------------------------------------------------------------------------

    def _attach(self, graph: Graph, specs: Mapping[str, NodeSpec]) -> None:
        for node in graph.nodes.values():
            listener = specs[node.id]
            if not node.attached_to or not isinstance(listener, ListenerSpec):
                continue
            host = specs[node.attached_to]
            if any(definition.kind == "compensation" for definition in node.definitions):
                handler = graph.handlers.get(node.id) or next(
                    (way.target.node.id for way in listener.ways), ""
                )
                if handler:
                    doer = host.inner if isinstance(host, LoopSpec) else host
                    doer.handler = specs[handler]
            else:
                host.listeners = (*host.listeners, listener)

    def _begin(self, graph: Graph, specs: Mapping[str, NodeSpec], entries: Mapping[str, NodeSpec]) -> Frame:
        listeners: list[ListenerSpec] = []
        undo: EventSubprocessSpec | None = None
        for node in graph.nodes.values():
            spec = specs[node.id]
            if not isinstance(spec, EventSubprocessSpec) or node.body is None:
                continue
            for start in node.body.nodes.values():
                if start.kind != "startEvent":
                    continue
                listener = ListenerSpec(self.plan, f"{self._name(start)}!", start)
                listener.subprocess = spec
                inner = self.plan.spec_of(self._name(start))
                if not isinstance(inner, NodeSpec):
                    continue
                listener.ways, listener.conditional = inner.ways, inner.conditional
                if any(definition.kind == "compensation" for definition in start.definitions):
                    undo, spec.undo_start = spec, listener.index
                else:
                    listeners.append(listener)
        return Frame(self._starts(graph, specs, entries), _loose(graph, entries), tuple(listeners), undo)

    def _starts(
        self, graph: Graph, specs: Mapping[str, NodeSpec], entries: Mapping[str, NodeSpec]
    ) -> tuple[NodeSpec, ...]:
        starts = [spec for spec in specs.values() if isinstance(spec, StartSpec)]
        plain = [spec for spec in starts if not spec.node.definitions]
        if plain:
            return tuple(plain)
        if len(starts) > 1:
            first = starts[0].node
            node = Node(id=graph.id, kind="start", process=first.process, file=first.file, line=first.line)
            choice = StartChoiceSpec(self.plan, f"{self.process}/{graph.id}?", node)
            choice.offer(tuple(starts))
            return (choice,)
        if starts:
            return tuple(starts)
        targets = {flow.target for flow in graph.flows.values()}
        return tuple(entries[node.id] for node in graph.nodes.values() if _begins(node, targets))


def _begins(node: Node, targets: set[str]) -> bool:
    if node.id in targets or node.attached_to or node.event_subprocess or node.compensates:
        return False
    return not any(definition.kind == "link" for definition in node.definitions) or "Throw" in node.kind


def _loose(graph: Graph, entries: Mapping[str, NodeSpec]) -> tuple[NodeSpec, ...]:
    """Return what begins beside the start events, because no flow leads to it."""
    if not any(node.kind == "startEvent" for node in graph.nodes.values()):
        return ()
    targets = {flow.target for flow in graph.flows.values()}
    return tuple(
        entries[node.id]
        for node in graph.nodes.values()
        if node.kind in ACTIVITIES and not node.instantiates and _begins(node, targets)
    )


def _link_targets(graph: Graph, node: Node) -> list[str]:
    if node.kind != "intermediateThrowEvent":
        return []
    names = {definition.name for definition in node.definitions if definition.kind == "link"}
    return [
        other.id
        for other in graph.nodes.values()
        if other.kind == "intermediateCatchEvent"
        and any(definition.kind == "link" and definition.name in names for definition in other.definitions)
    ][:1]


def _role(node: Node) -> str:
    if node.properties.get("role"):
        return node.properties["role"]
    if node.lane_properties.get("role"):
        return node.lane_properties["role"]
    if node.lane.startswith("lane_"):
        return node.lane.removeprefix("lane_")
    return node.lane_name
