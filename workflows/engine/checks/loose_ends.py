"""Steps that no flow leads to, or that lead nowhere, beside a start or an end event that says where the way runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflows.engine.checks.diagram import Diagram, scope
from workflows.engine.checks.element import Element
from workflows.engine.checks.kinds import ACTIVITIES, CHOREOGRAPHY_ACTIVITIES, GATEWAYS

STEPS = ACTIVITIES | CHOREOGRAPHY_ACTIVITIES
_BESIDE = ("isForCompensation", "triggeredByEvent")
"""What says so of itself is begun by an event and stands beside the flow."""


def refused(diagram: Diagram) -> Iterable[str]:
    """Return the kinds that may have no loose end: of steps that a tool saved it is only warned (BPMN 10.3)."""
    return GATEWAYS if diagram.exported else GATEWAYS | STEPS


def warned_of(diagram: Diagram) -> Iterable[str]:
    """Return the kinds that a tool saved and whose loose ends begin or end a way of their own."""
    return STEPS if diagram.exported else ()


def unreached(diagram: Diagram, kinds: Iterable[str]) -> Iterator[Element]:
    """Yield the elements of *kinds* that no flow leads to, where a start event says how the way begins."""
    for node in _beside(diagram, kinds, "startEvent"):
        if not node.is_true("instantiate") and not diagram.incoming(node):
            yield node


def leading_nowhere(diagram: Diagram, kinds: Iterable[str]) -> Iterator[Element]:
    """Yield the elements of *kinds* that no flow leaves, where an end event says how the way ends."""
    return (node for node in _beside(diagram, kinds, "endEvent") if not diagram.outgoing(node))


def _beside(diagram: Diagram, kinds: Iterable[str], event: str) -> Iterator[Element]:
    for node in diagram.of(*kinds):
        container = scope(node)
        if not node.id or container is None or container.kind == "adHocSubProcess":
            continue
        if container.all(event) and not any(map(node.is_true, _BESIDE)):
            yield node
