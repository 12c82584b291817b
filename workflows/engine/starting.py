"""Cases that begin because something happened: message and signal starts, and what else instantiates."""

from __future__ import annotations

from collections.abc import Iterator

from workflows.engine.catching import facts_of
from workflows.engine.conversation import keep_keys, keys_of
from workflows.engine.drawing.model import EventDefinition
from workflows.engine.instance import Token
from workflows.engine.plan import Plan
from workflows.engine.specs.events import StartSpec, WaitingSpec
from workflows.errors import NobodyIsWaiting

KINDS = frozenset({"message", "signal"})


def event_starts(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Return (kind, name) of every message and signal that opens a case."""
    return tuple(dict.fromkeys((definition.kind, definition.name) for _, definition in _starts(plan)))


def begin_by(plan: Plan, root: Token, kind: str, name: str, payload: object) -> bool:
    """Let the case begin where this message or signal is waited for.

    Returns:
        Whether it must still be handed in: a receive task or gateway that instantiates waits for it first.

    Raises:
        NobodyIsWaiting: nothing that begins a case does.
    """
    for spec, definition in _starts(plan):
        if (definition.kind, definition.name) != (kind, name):
            continue
        root.internal_data["by"] = spec.index
        if not isinstance(spec, StartSpec):
            return True
        if spec.node.all_definitions:
            root.internal_data["met"] = [catch.definition for catch in spec.catches].index(definition)
        root.data.update(facts_of(definition, payload))
        keep_keys(root, keys_of(definition, payload, root.workflow.moment, spec.node))
        return False
    raise NobodyIsWaiting(name=name)


def _starts(plan: Plan) -> Iterator[tuple[WaitingSpec, EventDefinition]]:
    graph = plan.processes[plan.name]
    for node in graph.nodes.values():
        spec = plan.task_specs.get(f"{node.process}/{node.id}")
        if isinstance(spec, WaitingSpec) and (node.kind == "startEvent" or node.instantiates):
            for catch in spec.catches:
                if catch.definition.kind in KINDS:
                    yield spec, catch.definition
