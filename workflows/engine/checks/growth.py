"""How often a diagram's elements would be reached by one token, counted without playing: forks double, joins unite."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from workflows.engine.checks.diagram import Diagram, event_sub_process, local
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import CONTAINERS, FLOW_NODES

MOST_TOKENS = 2_000.0
MOST_VISITS = 1_000_000.0
MOST_CALLS = 60
"""The engine nests no deeper."""
_CHOOSES = frozenset({"exclusiveGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway"})
_UNITES = frozenset({"parallelGateway", "inclusiveGateway", "complexGateway"})


@dataclass
class Growth:
    """What was counted: the elements at which too much comes together, each with how much."""

    diagram: Diagram
    found: list[Element] = field(default_factory=list)
    visits: dict[int, float] = field(default_factory=dict)
    processes: dict[str, tuple[Diagram, Element]] = field(default_factory=dict)


def too_many(diagram: Diagram) -> list[Element]:
    """Return where one case would hold more tokens, or do more steps, than can be; ways back are not counted.

    A choice shares its tokens out among its ways, so what is counted is never more than a case can come to.
    """
    growth = Growth(diagram)
    for each in (diagram, *diagram.beside):
        growth.processes.update({process.id: (each, process) for process in each.processes})
    for process in diagram.processes:
        _inside(growth, diagram, process, 1.0, ())
    return growth.found


def _inside(
    growth: Growth, diagram: Diagram, container: Element, tokens: float, above: Sequence[Element]
) -> float:
    """Return how many visits one round of *container* is, of which *tokens* run at once."""
    if id(container) in growth.visits:
        return growth.visits[id(container)]
    nodes = [each for each in container.children if each.kind in FLOW_NODES and each.id]
    total = 0.0
    for node, came in _reached(diagram, nodes):
        at_once, rounds = _times(node)
        total += came * (1 + rounds * _within(growth, diagram, node, tokens * came * at_once, above))
        if tokens * came * at_once > MOST_TOKENS or total > MOST_VISITS:
            if diagram is growth.diagram and not growth.found:
                growth.found.append(node)
            break
    growth.visits[id(container)] = total
    return total


def _within(
    growth: Growth, diagram: Diagram, node: Element, tokens: float, above: Sequence[Element]
) -> float:
    if node.kind in CONTAINERS:
        return _inside(growth, diagram, node, tokens, (*above, node))
    called = growth.processes.get(local(node.get("calledElement"))) if node.kind == "callActivity" else None
    if called is None or called[1] in above or len(above) >= MOST_CALLS:
        return 0.0
    return _inside(growth, *called, tokens, (*above, called[1]))


def _times(node: Element) -> tuple[float, float]:
    """Return how many instances of *node* run at once, and how many in all."""
    many = node.first("multiInstanceLoopCharacteristics")
    number = many.first("loopCardinality") if many is not None else None
    text = number.text.strip(" =\n\t") if number is not None else ""
    times = float(text) if text.isdecimal() and len(text) < 20 else 1.0
    return (1.0 if many is not None and many.is_true("isSequential") else times), times


def _reached(diagram: Diagram, nodes: Sequence[Element]) -> Iterator[tuple[Element, float]]:
    """Yield each node with the tokens that come to it, the earlier ones first."""
    order = _order(diagram, nodes)
    place = {node.id: number for number, node in enumerate(order)}
    came: dict[str, float] = {}
    for node in order:
        into = [
            flow for flow in diagram.incoming(node) if place.get(_from(flow), len(order)) < place[node.id]
        ]
        tokens = [came.get(flow.place, 0.0) for flow in into]
        if node.kind == "boundaryEvent":
            here = came.get(f"at {local(node.get('attachedToRef'))}", 0.0)
        elif not into:
            here = 0.0 if event_sub_process(node) or node.is_true("isForCompensation") else 1.0
        else:
            here = _joined(node.kind, tokens)
        yield node, here
        came.update(_leaving(diagram, node, here))


def _joined(kind: str, tokens: Sequence[float]) -> float:
    return max(tokens) if kind in _UNITES else sum(tokens)


def _leaving(diagram: Diagram, node: Element, here: float) -> Mapping[str, float]:
    flows, beside = diagram.outgoing(node), diagram.boundaries(node)
    here /= 1 + len(beside)
    free = [
        flow for flow in flows if flow.first("conditionExpression") is None and flow.id != node.get("default")
    ]
    share = max(1, len(flows) if node.kind in _CHOOSES else len(flows) - len(free))
    forks = node.kind == "parallelGateway" or node.kind not in _CHOOSES
    quantity = _quantity(node.get("completionQuantity"))
    leaving = {flow.place: quantity * (here if forks and flow in free else here / share) for flow in flows}
    return leaving | {f"at {node.id}": here}


def _quantity(text: str) -> float:
    return float(text) if text.isdecimal() and len(text) < 9 else 1.0


def _order(diagram: Diagram, nodes: Sequence[Element]) -> list[Element]:
    """Return the nodes so that each stands before what it leads to, but for ways back."""
    by_id = {node.id: node for node in nodes}
    done: list[Element] = []
    seen: set[str] = set()
    for start in chain((node for node in nodes if not diagram.incoming(node)), nodes):
        waiting = [(start, iter(_next(diagram, start)))] if start.id not in seen else []
        seen.add(start.id)
        while waiting:
            node, following = waiting[-1]
            ident = next((each for each in following if each in by_id and each not in seen), None)
            if ident is None:
                done.append(node)
                waiting.pop()
            else:
                seen.add(ident)
                waiting.append((by_id[ident], iter(_next(diagram, by_id[ident]))))
    return done[::-1]


def _next(diagram: Diagram, node: Element) -> list[str]:
    return [local(flow.get("targetRef")) for flow in diagram.outgoing(node)] + [
        event.id for event in diagram.boundaries(node)
    ]


def _from(flow: Element) -> str:
    return local(flow.get("sourceRef"))
