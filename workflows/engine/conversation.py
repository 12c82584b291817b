"""Conversations: the correlation keys and subscriptions that BPMN draws, beside the property `correlation`."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.engine.drawing.model import EventDefinition, Node
from workflows.engine.expressions import evaluate
from workflows.engine.instance import Token
from workflows.engine.moment import Moment

KEPT = "keys"


def keys_of(definition: EventDefinition, payload: object, moment: Moment, node: Node) -> dict[str, object]:
    """Return the correlation properties that the payload of a message carries."""
    if not definition.keys or payload is None:
        return {}
    facts = payload if isinstance(payload, Mapping) else {"payload": payload}
    found = {key: evaluate(path, facts, moment, node) for key, path in definition.keys.items()}
    return {key: value for key, value in found.items() if value is not None}


def expected_keys(
    token: Token, definition: EventDefinition, bindings: Mapping[str, str]
) -> dict[str, object]:
    """Return what the case expects the properties of this message to be, as its subscriptions say."""
    case = token.workflow
    wanted = {key: path for key, path in bindings.items() if key in definition.keys}
    if not wanted:
        return {}
    facts, node = case.facts(token), token.task_spec.node
    found = {key: evaluate(path, facts, case.moment, node) for key, path in wanted.items()}
    return {key: value for key, value in found.items() if value is not None}


def kept_keys(token: Token) -> Mapping[str, object]:
    """Return the properties that the first messages of the case's conversations had."""
    *_, root = token.chain()
    found = root.internal_data.get(KEPT)
    return found if isinstance(found, dict) else {}


def keep_keys(token: Token, keys: Mapping[str, object]) -> None:
    """Remember the properties of a message; the first one decides."""
    if keys:
        *_, root = token.chain()
        root.internal_data[KEPT] = {**keys, **kept_keys(root)}
