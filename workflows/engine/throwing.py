"""What is thrown: out of the case, to whoever waits inside it, or up through the scopes until it is caught."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.domain.step import Thrown
from workflows.engine.catching import deliver, facts_of
from workflows.engine.conversation import keep_keys, keys_of
from workflows.engine.drawing.model import EventDefinition
from workflows.engine.expressions import evaluate, plain
from workflows.engine.instance import Listening, Standing, Token
from workflows.engine.specs.node import NodeSpec
from workflows.engine.specs.scopes import EventSubprocessSpec, ScopeSpec


class Thrower:
    """Throws the events of one procedure."""

    def throw(self, spec: Standing, token: Token, definition: EventDefinition) -> None:
        """Throw a message, a signal or an escalation; errors and compensation have ways of their own."""
        case, node = token.workflow, spec.node
        facts = case.facts(token)
        written = definition.payload
        payload = evaluate(written, facts, case.moment, node) if written else facts.get(definition.input)
        source = node.properties.get("correlation", "")
        keys = evaluate(source, facts, case.moment, node) if source else {}
        own: Mapping[str, object] = keys if isinstance(keys, Mapping) else {"key": keys}
        correlation = {**keys_of(definition, payload, case.moment, node), **own}
        keep_keys(token, {key: value for key, value in correlation.items() if key in definition.keys})
        if definition.kind == "escalation":
            if self.raise_inside(token, "escalation", definition.name, payload):
                return
        elif (
            deliver(case, definition.kind, definition.name, payload, correlation)
            and definition.kind == "message"
        ):
            return
        case.moment.thrown.append(
            Thrown(
                kind=definition.kind,
                name=definition.name,
                payload=plain(payload),
                correlation={str(key): plain(value) for key, value in correlation.items()},
            )
        )

    def catches(self, start: Token, kind: str, code: str) -> bool:
        """Tell whether somebody around *start* catches it."""
        return self._catcher(start, kind, code) is not None

    def _catcher(self, start: Token, kind: str, code: str) -> tuple[Token, Listening, EventDefinition] | None:
        """Return who catches it, from *start* outwards: event subprocesses of a scope, then its boundary."""
        inside: Token | None = None
        for token in start.chain():
            spec = token.task_spec
            if isinstance(spec, ScopeSpec):
                handler = inside.task_spec if inside is not None else None  # it does not catch its own
                others = tuple(each for each in spec.frame.listeners if each.subprocess is not handler)
                found = _best(
                    others if isinstance(handler, EventSubprocessSpec) else spec.frame.listeners, kind, code
                )
                if found is not None:
                    return token, *found
            found = _best(spec.listeners if isinstance(spec, NodeSpec) else (), kind, code)
            if found is not None:
                return token, *found
            inside = token
        return None

    def raise_inside(self, start: Token, kind: str, code: str, payload: object) -> bool:
        """Let the nearest handler catch it; tell whether there is one."""
        found = self._catcher(start, kind, code)
        if found is None:
            return False
        host, listener, definition = found
        facts = (
            facts_of(definition, code if payload is None else payload)
            if definition.variable or definition.output or payload
            else {}
        )
        listener.take(host, facts)
        return True


def _best(listeners: tuple[Listening, ...], kind: str, code: str) -> tuple[Listening, EventDefinition] | None:
    found = None
    for listener in listeners:
        definition = listener.catches_thrown(kind, code)
        if definition is not None and definition.name == code:
            return listener, definition
        if definition is not None and found is None:
            found = listener, definition
    return found
