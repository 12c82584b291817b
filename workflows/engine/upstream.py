"""Which elements can still send a token to which way into an inclusive gateway, or to one that makes some data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from workflows.engine.drawing.model import Graph, Node, Process
from workflows.engine.plan import Plan
from workflows.engine.specs.gateways import InclusiveSpec
from workflows.engine.specs.node import NodeSpec


def fill_upstream(graph: Graph, specs: Mapping[str, NodeSpec]) -> None:
    """Give each inclusive join, for each of its ways in, the names of the elements that lead there without it."""
    joins = [spec for spec in specs.values() if isinstance(spec, InclusiveSpec) and len(spec.incoming) > 1]
    if not joins:
        return
    by_flow, before = _before(graph, specs), _before(graph, specs, hosts=True)
    for join in joins:
        join.reach, join.by_flow = (
            {
                flow: frozenset(_reaching(graph.flows[flow].source, join.node.id, ways, specs))
                for flow in join.incoming
            }
            for ways in (before, by_flow)
        )


def fill_makers(process: Process, plan: Plan) -> bool:
    """Give each activity that needs data the names of the elements that can still lead to its making; tell of any."""
    needing = [node for _, node in process.walk() if node.needs]
    made = {name: frozenset(_leading(process, name, plan)) for name in _needed(needing)}
    for node in needing:
        spec = plan.spec_of(f"{node.process}/{node.id}")
        names = _needed([node])
        if isinstance(spec, NodeSpec) and any(made[name] for name in names):
            spec.makers = {name: made[name] for name in names}
    return any(made.values())


def _needed(nodes: Iterable[Node]) -> set[str]:
    return {name for node in nodes for each in node.needs for name in each}


def _leading(graph: Graph, fact: str, plan: Plan) -> set[str]:
    """Return the elements from which a token can come to one that makes the fact, at any depth of the graph."""
    inside = {
        key: _leading(node.body, fact, plan) for key, node in graph.nodes.items() if node.body is not None
    }
    made = {key for key, node in graph.nodes.items() if any(move.target == fact for move in node.outputs)}
    making = made | {key for key, found in inside.items() if found}
    if not making:
        return set()
    drawn = ((key, plan.spec_of(f"{each.process}/{key}")) for key, each in graph.nodes.items())
    specs = {key: spec for key, spec in drawn if isinstance(spec, NodeSpec)}
    before = _before(graph, specs, hosts=True)
    return {each for key in making for each in (*inside.get(key, ()), *_reaching(key, "", before, specs))}


def _before(graph: Graph, specs: Mapping[str, NodeSpec], *, hosts: bool = False) -> dict[str, set[str]]:
    """Return what leads to each element along flows and links, and from hosts to their boundary events."""
    before: dict[str, set[str]] = {key: set() for key in specs}
    for key, spec in specs.items():
        for way in spec.ways:
            before[way.target.node.id].add(key)
    for flow in graph.flows.values():
        before[flow.target].add(flow.source)
    for key, spec in specs.items() if hosts else ():
        if spec.node.attached_to:
            before[key].add(spec.node.attached_to)
    return before


def _reaching(
    source: str, join: str, before: Mapping[str, set[str]], specs: Mapping[str, NodeSpec]
) -> set[str]:
    seen, todo = set(), [source]
    while todo:
        key = todo.pop()
        if key == join or key in seen:
            continue
        seen.add(key)
        todo.extend(before[key])
    return {specs[key].name for key in seen} | {f"{specs[key].name}<" for key in seen}
