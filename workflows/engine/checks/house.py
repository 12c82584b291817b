"""What Hewei's own diagrams carry beyond BPMN: properties, roles, periods and expressions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.element import Element

PROPERTIES = frozenset(
    {
        "append",
        "assignee",
        "correlation",
        "decision",
        "document",
        "form",
        "instructions-en",
        "law",
        "law-en",
        "name-en",
        "no-period",
        "no-period-en",
        "org",
        "period",
        "period-start",
        "phase",
        "role",
        "set",
        "tell",
        "until",
        "wait",
    }
)
"""The properties that mean something; see "How the machine is built"."""

FEEL_PROPERTIES = ("assignee", "correlation", "org", "period-start", "set", "tell", "until")
FEEL_ELEMENTS = (
    "conditionExpression",
    "condition",
    "loopCondition",
    "loopCardinality",
    "completionCondition",
    "activationCondition",
)


def role_of(diagram: Diagram, task: Element) -> str:
    """Return who does *task*: its property, else that of its innermost lane or the lane's id; else nothing."""
    said = task.properties().get("role", "")
    roles = _roles_of_lanes(diagram)
    chain = [task.id, *(above.id for above in task.ancestors() if above.kind != "process" and above.id)]
    return said or next((roles[each] for each in chain if each in roles), "")


@lru_cache(maxsize=4)
def _roles_of_lanes(diagram: Diagram) -> dict[str, str]:
    """Return the role of each element by its lane; an inner lane, which stands later, wins."""
    found: dict[str, str] = {}
    for lane in diagram.of("lane"):
        role = lane.properties().get("role", "") or _role_in_id(diagram, lane)
        found |= {local(each.text): role for each in lane.all("flowNodeRef")}
    return found


def _role_in_id(diagram: Diagram, lane: Element) -> str:
    """Return the role that the id of *lane* names; what an editor made up itself names none."""
    role = lane.id.removeprefix("lane_")
    return role if role != lane.id or role in (diagram.known.roles or ()) else ""


def wait_is_bounded(diagram: Diagram, node: Element) -> bool:
    """Return whether something limits how long *node* waits: a period, a timer, or a reason why nothing does."""
    chain = [node, *(above for above in node.ancestors() if above.id)]
    for each in chain:
        said = each.properties()
        if said.get("period") or said.get("no-period"):
            return True
        if any("timer" in diagram.triggers(event) for event in diagram.boundaries(each)):
            return True
    return _beside_timer(diagram, node)


def _beside_timer(diagram: Diagram, node: Element) -> bool:
    for flow in diagram.incoming(node):
        gateway = diagram.source(flow)
        if gateway is not None and gateway.kind == "eventBasedGateway":
            others = [diagram.target(each) for each in diagram.outgoing(gateway)]
            return any("timer" in diagram.triggers(each) for each in others if each is not None)
    return False


def expressions(diagram: Diagram) -> Iterator[tuple[Element, str, str]]:
    """Yield each FEEL expression of what would be run: where it stands, what it is for, and its text."""
    for element in diagram.of(*FEEL_ELEMENTS):
        if element.text.strip() and _runs(diagram, element):
            yield element.parent or element, element.kind, element.text.strip()
    for element in (*diagram.nodes, *diagram.processes):
        if _runs(diagram, element):
            said = element.properties()
            yield from (
                (element, name, text)
                for name, text in said.items()
                if (name in FEEL_PROPERTIES and text) or (name in PROPERTIES and text.startswith("="))
            )
            yield from _parameters(element)


def _parameters(element: Element) -> Iterator[tuple[Element, str, str]]:
    for extensions in element.all("extensionElements"):
        for parameter in extensions.walk():
            if parameter.kind == "spiff:parameter" and parameter.get("value"):
                yield element, f"the parameter {parameter.id}", parameter.get("value")


def _runs(diagram: Diagram, element: Element) -> bool:
    return diagram.runs(element) if diagram.ours else diagram.executable(element) and not diagram.vendor
