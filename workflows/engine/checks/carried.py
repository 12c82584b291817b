"""What the triggers of events carry: the item definition of their message, signal, error or escalation."""

from __future__ import annotations

from workflows.engine.checks.diagram import Diagram, local
from workflows.engine.checks.element import Element

CARRIED = {
    "messageEventDefinition": ("messageRef", "itemRef"),
    "signalEventDefinition": ("signalRef", "structureRef"),
    "errorEventDefinition": ("errorRef", "structureRef"),
    "escalationEventDefinition": ("escalationRef", "structureRef"),
}
"""Where a trigger names what it carries, and where that names its kind."""


def item_of(diagram: Diagram, trigger: Element) -> str:
    """Return the item definition of what *trigger* carries, empty where it names none."""
    named, kind = CARRIED.get(trigger.kind, ("", ""))
    carried = diagram.find(trigger.get(named)) if named else None
    return local(carried.get(kind)) if carried is not None else ""
