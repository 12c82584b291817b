"""Cases that begin because something happened: message and signal starts of the procedure."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.catching import facts_of
from workflows.engine.drawing.model import EventDefinition
from workflows.engine.instance import Token
from workflows.engine.plan import Plan
from workflows.engine.specs.events import StartSpec
from workflows.errors import NobodyIsWaiting

KINDS = frozenset({"message", "signal"})


def event_starts(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Return (kind, name) of every message and signal that opens a case."""
    return tuple(dict.fromkeys((definition.kind, definition.name) for _, definition in _starts(plan)))


def begin_by(plan: Plan, root: Token, kind: str, name: str, payload: object) -> None:
    """Let the case begin at the start event that waits for this message or signal.

    Raises:
        NobodyIsWaiting: no start event does.
    """
    for spec, definition in _starts(plan):
        if (definition.kind, definition.name) == (kind, name):
            root.internal_data["by"] = spec.index
            root.data.update(facts_of(definition, payload))
            return
    raise NobodyIsWaiting(name=name)


def _starts(plan: Plan) -> Iterator[tuple[StartSpec, EventDefinition]]:
    graph = plan.processes[plan.name]
    for node in graph.nodes.values():
        spec = plan.task_specs.get(f"{node.process}/{node.id}")
        if isinstance(spec, StartSpec):
            for definition in node.definitions:
                if definition.kind in KINDS:
                    yield spec, definition
