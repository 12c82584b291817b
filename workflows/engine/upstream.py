"""Which elements can still send a token to which way into an inclusive gateway."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.engine.drawing.model import Graph
from workflows.engine.specs.gateways import InclusiveSpec
from workflows.engine.specs.node import NodeSpec


def fill_upstream(graph: Graph, specs: Mapping[str, NodeSpec]) -> None:
    """Give each inclusive join, for each of its ways in, the names of the elements that lead there without it."""
    joins = [spec for spec in specs.values() if isinstance(spec, InclusiveSpec) and len(spec.incoming) > 1]
    if not joins:
        return
    by_flow = _before(graph, specs)
    before = {key: set(found) for key, found in by_flow.items()}
    for key, spec in specs.items():
        if spec.node.attached_to:
            before[key].add(spec.node.attached_to)
    for join in joins:
        join.reach, join.by_flow = (
            {
                flow: frozenset(_reaching(graph.flows[flow].source, join.node.id, ways, specs))
                for flow in join.incoming
            }
            for ways in (before, by_flow)
        )


def _before(graph: Graph, specs: Mapping[str, NodeSpec]) -> dict[str, set[str]]:
    """Return what leads to each element along flows and links."""
    before: dict[str, set[str]] = {key: set() for key in specs}
    for key, spec in specs.items():
        for way in spec.ways:
            before[way.target.node.id].add(key)
    for flow in graph.flows.values():
        before[flow.target].add(flow.source)
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
