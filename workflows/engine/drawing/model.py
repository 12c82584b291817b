"""The plain values of a drawn diagram: nodes, flows, event definitions and the graphs that hold them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

EMPTY: Mapping[str, str] = MappingProxyType({})
ACTIVITIES = frozenset(
    {
        "task", "userTask", "manualTask", "scriptTask", "serviceTask", "businessRuleTask", "sendTask",
        "receiveTask", "callActivity", "subProcess", "transaction", "adHocSubProcess",
    }
)  # fmt: skip
EMBEDDED = frozenset({"subProcess", "transaction", "adHocSubProcess"})
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway", "complexGateway"}
)
EVENTS = frozenset(
    {"startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"}
)
NODES = ACTIVITIES | GATEWAYS | EVENTS


@dataclass(frozen=True, kw_only=True)
class EventDefinition:
    """What an event waits for or throws.

    `kind` is timer, message, signal, error, escalation, conditional, compensation, link, cancel or terminate;
    `name` the message's or signal's name or the error's or escalation's code; `catches_all` says that the error or
    escalation has no code, so whoever catches by it catches any; `form` of a timer is date, duration or cycle;
    `variable` the fact that takes all that comes, and `output` the data output that does; `payload` the FEEL of what
    is thrown, and `input` the data input that holds it; `key` the FEEL that tells one message from another as Zeebe
    draws it; `keys` the correlation properties of a message, each with its path in the payload.
    """

    kind: str
    name: str = ""
    catches_all: bool = False
    text: str = ""
    form: str = ""
    variable: str = ""
    output: str = ""
    payload: str = ""
    input: str = ""
    activity: str = ""
    waits: bool = True
    key: str = ""
    keys: Mapping[str, str] = field(default_factory=lambda: EMPTY)


@dataclass(frozen=True, kw_only=True)
class Loop:
    """How often an activity runs: `kind` is standard, parallel or sequential.

    What one instance gives is the fact `output_item`, or the value of the expression `output_from`.
    """

    kind: str
    condition: str = ""
    maximum: str = ""
    test_before: bool = False
    cardinality: str = ""
    collection: str = ""
    item: str = ""
    output: str = ""
    output_item: str = ""
    output_from: str = ""
    behavior: str = "All"
    one: EventDefinition | None = None
    none: EventDefinition | None = None
    complex: tuple[tuple[str, EventDefinition], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Move:
    """One fact that a data association carries to another: from a fact, or from an expression.

    `each` says that a repeated activity carries it in each of its rounds, and not for itself.
    """

    target: str
    source: str = ""
    expression: str = ""
    each: bool = False


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A sequence flow; `condition` is empty where none is drawn."""

    id: str
    source: str
    target: str
    name: str = ""
    condition: str = ""
    line: int = 0


@dataclass(kw_only=True)
class Node:
    """One drawn element that a token can reach.

    `keeps` says that the mapping of another tool gives it facts of its own: it hands on what outputs name (`named`)
    or all but its inputs (`rest`). A `sealed` call shows the process it calls only what is handed in. `needs` are the
    facts of each input set: it begins when one set is there.
    """

    id: str
    kind: str
    process: str
    file: str = ""
    line: int = 0
    name: str = ""
    lane: str = ""
    lane_name: str = ""
    lane_properties: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    properties: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    instructions: str = ""
    definitions: tuple[EventDefinition, ...] = ()
    all_definitions: bool = False
    attached_to: str = ""
    interrupting: bool = True
    default: str = ""
    loop: Loop | None = None
    body: Graph | None = None
    called: str = ""
    event_subprocess: bool = False
    compensates: bool = False
    instantiates: bool = False
    activation: str = ""
    script: str = ""
    script_format: str = ""
    decision: str = ""
    operation: str = ""
    parameters: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    result: str = ""
    start_quantity: int = 1
    completion_quantity: int = 1
    inputs: tuple[Move, ...] = ()
    outputs: tuple[Move, ...] = ()
    needs: tuple[tuple[str, ...], ...] = ()
    keeps: str = ""
    sealed: bool = False
    sequential: bool = False
    cancel_rest: bool = True

    @property
    def name_en(self) -> str:
        """The English label."""
        return self.properties.get("name-en", "")


@dataclass(kw_only=True)
class Graph:
    """Nodes and flows of a process or of an embedded subprocess."""

    id: str
    nodes: dict[str, Node] = field(default_factory=dict)
    flows: dict[str, Flow] = field(default_factory=dict)
    handlers: dict[str, str] = field(default_factory=dict)
    leaving: dict[str, list[Flow]] = field(default_factory=dict)
    reaching: dict[str, list[Flow]] = field(default_factory=dict)

    def add(self, flow: Flow) -> None:
        """Keep the flow, findable from both ends."""
        self.flows[flow.id] = flow
        self.leaving.setdefault(flow.source, []).append(flow)
        self.reaching.setdefault(flow.target, []).append(flow)

    def outgoing(self, node_id: str) -> list[Flow]:
        """Return the flows that leave the node, in the order of the file."""
        return self.leaving.get(node_id, [])

    def incoming(self, node_id: str) -> list[Flow]:
        """Return the flows that reach the node, in the order of the file."""
        return self.reaching.get(node_id, [])

    def walk(self) -> Iterator[tuple[Graph, Node]]:
        """Yield every node with the graph that holds it, outer before inner."""
        for node in self.nodes.values():
            yield self, node
            if node.body is not None:
                yield from node.body.walk()


@dataclass(kw_only=True)
class Process(Graph):
    """A drawn process; its id is the procedure's id.

    `bindings` say what the case expects each correlation property of its messages to be, as FEEL over its facts.
    """

    name: str = ""
    file: str = ""
    executable: bool = True
    bindings: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    properties: Mapping[str, str] = field(default_factory=lambda: EMPTY)
