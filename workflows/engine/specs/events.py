"""Events that catch: intermediate events, receive tasks, boundary events, starts of event subprocesses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from workflows.engine.conversation import expected_keys
from workflows.engine.drawing.model import EventDefinition, Node
from workflows.engine.expressions import evaluate, holds
from workflows.engine.instance import Instance, Standing, Token
from workflows.engine.plan import Plan
from workflows.engine.specs.node import NodeSpec, Way, listen
from workflows.engine.timing import Due, due

FROM_OUTSIDE = frozenset({"timer", "message", "signal", "conditional"})


@dataclass(frozen=True)
class Catch:
    """One event definition that an element waits for; `way` is the flow it opens at an event gateway."""

    definition: EventDefinition
    node: Node
    way: Way | None = None


@dataclass
class Armed:
    """What a waiting token remembers of one definition; `since` is when it was armed, where that was in this step."""

    due: Due | None = None
    correlation: Mapping[str, object] | None = None
    was: bool = False
    since: datetime | None = None

    @property
    def fires_at(self) -> datetime | None:
        """The instant at which it fires as a timer: when it is due, but not before it was armed."""
        if self.due is None or self.since is None:
            return self.due.at if self.due is not None else None
        return max(self.due.at, self.since)


class WaitingSpec(NodeSpec):
    """An element that waits for one of its definitions, or for all of them where drawn so."""

    def __init__(self, plan: Plan, name: str, node: Node) -> None:
        super().__init__(plan, name, node)
        self.catches: tuple[Catch, ...] = tuple(
            Catch(definition, node) for definition in node.definitions if definition.kind in FROM_OUTSIDE
        )

    def enter(self, token: Token) -> bool:
        """Arm every definition; a condition that is already true triggers at once."""
        if not self.catches:
            return True
        token.await_event()
        armed = {index: self.arm(token, catch) for index, catch in enumerate(self.catches)}
        token.internal_data["armed"] = armed
        if self.records and not token.listens:
            token.workflow.visited(self, "entered")
            listen(self, token)
        return False

    def arm(self, token: Token, catch: Catch) -> Armed:
        """Return what to remember of one definition: the instant, or the correlation."""
        definition, case = catch.definition, token.workflow
        if definition.kind == "timer":
            at = due(definition, self.read(token), case.moment, catch.node)
            return Armed(due=at, since=case.moment.now)
        if definition.kind != "message":
            case.changed = True
            return Armed()
        keys = expected_keys(token, definition, self.plan.processes[catch.node.process].bindings)
        source = catch.node.properties.get("correlation", "") or definition.key
        if source:
            value = evaluate(source, self.read(token), case.moment, catch.node)
            keys |= value if isinstance(value, Mapping) else {"key": value}
        return Armed(correlation=keys or None)

    def armed(self, token: Token) -> dict[int, Armed]:
        """Return what the token still waits for, by the number of the definition."""
        found = token.internal_data.get("armed")
        return found if isinstance(found, dict) else {}

    def condition_holds(self, token: Token, catch: Catch) -> bool:
        """Tell whether the condition is true now."""
        return holds(catch.definition.text, self.read(token), token.workflow.moment, catch.node)

    def caught(self, token: Token, index: int, facts: Mapping[str, object]) -> None:
        """React to the event; where all are needed, wait for the others."""
        case = token.workflow
        case.count(self)
        if self.node.all_definitions and len(self.armed(token)) > 1:
            self.armed(token).pop(index)
            case.write(token, facts)
            return
        self.triggered(token, index, facts)

    def triggered(self, token: Token, index: int, facts: Mapping[str, object]) -> None:  # noqa: ARG002
        """Go on along the ways out."""
        token.workflow.write(token, facts)
        token.complete()


class EventGatewaySpec(WaitingSpec):
    """An event-based gateway: the first event decides the way; each timer has an instant of its own.

    A parallel one, which only instantiates, opens the way of every event that comes.
    """

    def expect(self) -> None:
        """Wait for what the elements behind the flows wait for."""
        found: list[Catch] = []
        for way in self.ways:
            if isinstance(way.target, WaitingSpec):
                found.extend(Catch(catch.definition, catch.node, way) for catch in way.target.catches)
        self.catches = tuple(found)

    def caught(self, token: Token, index: int, facts: Mapping[str, object]) -> None:
        """Pass the event of that way and go on behind it; a parallel gateway keeps waiting for the others."""
        case, way, scope, armed = token.workflow, self.catches[index].way, token.above, self.armed(token)
        case.count(self)
        if self.records and len(armed) == len(self.catches):
            case.visited(self)
        case.write(token, facts)
        armed.pop(index)
        if not (self.node.all_definitions and armed):
            token.detach()
        if way is not None and scope is not None:
            if way.flow is not None:
                case.passed(way.flow.id, self.node.process)
            case.make(way.target, scope, way.id).complete()


class ListenerSpec(WaitingSpec):
    """A boundary event, or the start of an event subprocess: it listens while its host lives."""

    subprocess: Standing | None = None

    @property
    def waits_for_event(self) -> bool:
        """Whether a token must wait for it; errors and escalations find it when they are thrown."""
        return bool(self.catches)

    def catches_thrown(self, kind: str, code: str) -> EventDefinition | None:
        """Return the definition that catches what was thrown inside the host; one without code catches all."""
        for definition in self.node.definitions:
            fits = definition.catches_all or definition.name in {code, ""}
            if definition.kind == kind and fits:
                return definition
        return None

    def triggered(self, token: Token, index: int, facts: Mapping[str, object]) -> None:
        """Interrupt the host where drawn so, and go on from here."""
        host = token.above
        if host is None:
            return
        if not self.node.interrupting and self.node.all_definitions:
            self._rearm_all(token)
        elif not self.node.interrupting:
            self._rearm(token, index)
        self.take(host, facts)

    def take(self, host: Token, facts: Mapping[str, object]) -> None:
        """Leave the host by this event: as boundary event around it, or as event subprocess inside it."""
        case = host.workflow
        if self.subprocess is not None:
            if self.node.interrupting:
                _interrupt(host)
            inside = case.make(self.subprocess, host)
            inside.internal_data["at"] = self.index
            case.write(inside, facts)
            self.subprocess.put(inside)
            return
        scope = host.above
        if scope is None:
            return
        if self.node.interrupting:
            case.cancel_tree(host)
        case.write(scope, facts)
        case.make(self, scope).complete()

    def _rearm_all(self, token: Token) -> None:
        """Wait for all of them once more; with a timer, which fires once, that can never be."""
        if any(catch.definition.kind == "timer" for catch in self.catches):
            token.detach()
        else:
            token.internal_data["armed"] = {n: self.arm(token, catch) for n, catch in enumerate(self.catches)}

    def _rearm(self, token: Token, index: int) -> None:
        armed = self.armed(token)
        held = armed.get(index)
        if held is None or held.due is None:
            return
        following = held.due.following(token.workflow.moment.until)
        if following is None:
            armed.pop(index)
            if not armed:
                token.detach()
        else:
            armed[index] = Armed(due=following)


def _interrupt(scope: Token) -> None:
    """Cancel what is inside the scope; its own boundary events listen on, for the scope itself goes on."""
    for child in scope.inside:
        listener = child.task_spec
        if not (child.listens and isinstance(listener, ListenerSpec) and listener.subprocess is None):
            scope.workflow.cancel_tree(child)
    scope.task_spec.interrupted(scope)


class StartSpec(WaitingSpec):
    """A start event: the case begins because it happened; where all of its events are needed, it waits for the rest."""

    def enter(self, token: Token) -> bool:
        """Go on, unless only one of several needed events has come."""
        scope = token.above
        met = scope.internal_data.pop("met", None) if scope is not None else None
        if not isinstance(met, int):
            return True
        super().enter(token)
        self.armed(token).pop(met)
        return not self.armed(token)


class StartChoiceSpec(EventGatewaySpec):
    """An implied choice where a process can only be started by one of several events."""

    def __init__(self, plan: Plan, name: str, node: Node) -> None:
        super().__init__(plan, name, node)
        self.records = False

    def offer(self, starts: tuple[StartSpec, ...]) -> None:
        """Wait for whatever the start events wait for."""
        self.ways = tuple(Way(None, start) for start in starts)
        self.catches = tuple(
            Catch(definition, way.target.node, way)
            for way in self.ways
            for definition in way.target.node.definitions
            if definition.kind in FROM_OUTSIDE
        )


def begin_at(listener: NodeSpec, case: Instance, inside: Token) -> None:
    """Begin an event subprocess behind the start event that was triggered."""
    case.make(listener, inside).complete()
