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


def same_item(diagram: Diagram, one: str, other: str) -> bool:
    """Return whether two item definitions are equivalent: the same one, or two of the same structure."""
    if one == other:
        return True
    items = [diagram.find(each) for each in (one, other)]
    said = [(each.get("structureRef"), each.is_true("isCollection")) for each in items if each is not None]
    return len(said) == len(items) and bool(said[0][0]) and said[0] == said[1]


def item_of(diagram: Diagram, trigger: Element) -> str:
    """Return the item definition of what *trigger* carries, empty where it names none."""
    named, kind = CARRIED.get(trigger.kind, ("", ""))
    carried = diagram.find(trigger.get(named)) if named else None
    return local(carried.get(kind)) if carried is not None else ""
