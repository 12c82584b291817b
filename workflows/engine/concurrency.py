"""Which flows of a drawing can hold tokens at the same time: needed to send a case back without doubling work."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from workflows.engine.drawing.model import Graph, Node

_ONE_WAY = frozenset({"exclusiveGateway", "eventBasedGateway"})
_JOINS = frozenset({"parallelGateway", "inclusiveGateway"})


@dataclass(frozen=True)
class _Move:
    """One way a node can consume and produce tokens: all of `takes`, then all of `gives`."""

    takes: frozenset[str]
    gives: tuple[str, ...]


def before(node_id: str) -> str:
    """Return the name of the place before an element that no flow reaches."""
    return f"> {node_id}"


class Concurrency:
    """The pairs of places of one graph that can be marked together (exact for sound free-choice drawings)."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._pairs: set[tuple[str, str]] = set()
        self._beside: dict[str, set[str]] = {}
        self._spread([move for node in graph.nodes.values() for move in _moves(graph, node)])

    def together(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Tell whether some place of *one* and some place of *other* can hold tokens at the same time."""
        others = list(other)
        return any((a, b) in self._pairs for a in one for b in others)

    def inside(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Tell whether all that can run beside *other* can also run beside *one*: no parallel block is entered."""
        around = {beside for place in one for beside in self._beside.get(place, ())}
        return all(self._beside.get(place, set()) <= around for place in other)

    def places(self, node_id: str) -> list[str]:
        """Return the places before the element."""
        return [flow.id for flow in self._graph.incoming(node_id)] or [before(node_id)]

    def _spread(self, moves: list[_Move]) -> None:
        taking: dict[str, list[_Move]] = {}
        for move in moves:
            for place in move.takes:
                taking.setdefault(place, []).append(move)
        todo: deque[tuple[str, str]] = deque()
        for move in moves:
            self._note(combinations(move.gives, 2), todo)
        starts = [before(node.id) for node in self._graph.nodes.values() if _starts(self._graph, node)]
        self._note(combinations(starts, 2), todo)
        while todo:
            place, beside = todo.popleft()
            for move in taking.get(place, ()):
                if all((each, beside) in self._pairs for each in move.takes):
                    self._note(((given, beside) for given in move.gives if given != beside), todo)

    def _note(self, pairs: Iterable[tuple[str, str]], todo: deque[tuple[str, str]]) -> None:
        for a, b in pairs:
            for pair in ((a, b), (b, a)):
                if pair not in self._pairs:
                    self._pairs.add(pair)
                    self._beside.setdefault(pair[0], set()).add(pair[1])
                    todo.append(pair)


def _moves(graph: Graph, node: Node) -> list[_Move]:
    ins = [flow.id for flow in graph.incoming(node.id)] or [before(node.id)]
    outs = [flow.id for flow in graph.outgoing(node.id)]
    if node.attached_to:
        return _boundary_moves(graph, node, outs)
    gives = [(out,) for out in outs] if node.kind in _ONE_WAY else [tuple(outs)]
    takes = [frozenset(ins)] if node.kind in _JOINS else [frozenset({each}) for each in ins]
    return [_Move(take, give) for take in takes for give in gives]


def _boundary_moves(graph: Graph, node: Node, outs: list[str]) -> list[_Move]:
    hosts = [flow.id for flow in graph.incoming(node.attached_to)] or [before(node.attached_to)]
    stays = not node.interrupting
    return [_Move(frozenset({host}), (*outs, host) if stays else tuple(outs)) for host in hosts]


def _starts(graph: Graph, node: Node) -> bool:
    return (
        not graph.incoming(node.id)
        and not node.attached_to
        and not node.compensates
        and not node.event_subprocess
    )
