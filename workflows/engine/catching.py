"""Who waits for what inside a case: delivery of messages and signals, conditions that became true, timers due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from workflows.engine.conversation import keep_keys, kept_keys, keys_of
from workflows.engine.drawing.model import EventDefinition
from workflows.engine.instance import Instance, Token
from workflows.engine.specs.events import Armed, Catch, WaitingSpec
from workflows.engine.specs.gateways import InclusiveSpec
from workflows.engine.specs.node import NodeSpec
from workflows.engine.spiff import WAITING


def waits(case: Instance) -> Iterator[tuple[Token, WaitingSpec, int, Catch, Armed]]:
    """Yield everything the case waits for: the token, its element, the number of the definition, what is armed."""
    for token in list(case.tasks.values()):
        spec = token.task_spec
        if token.status != WAITING or not isinstance(spec, WaitingSpec):
            continue
        for index, armed in list(spec.armed(token).items()):
            if token.alive:
                yield token, spec, index, spec.catches[index], armed


def facts_of(definition: EventDefinition, payload: object) -> Mapping[str, object]:
    """Return the routing facts that an event brings: under its variable, else the entries of the payload.

    The event's data output is the entry of its name, where there is one, or the payload as a whole.
    """
    entries = {str(key): value for key, value in payload.items()} if isinstance(payload, Mapping) else {}
    brought: dict[str, object] = {definition.variable: payload} if definition.variable else entries
    if definition.output:
        return {**brought, definition.output: entries.get(definition.output, payload)}
    if brought or payload is None:
        return brought
    return {} if isinstance(payload, Mapping) else {definition.name or definition.kind: payload}


def deliver(case: Instance, kind: str, name: str, payload: object, correlation: Mapping[str, object]) -> int:
    """Hand the event in: a message to the first that waits for it, a signal to all; return how many caught it."""
    caught = 0
    mark = at = len(case.ready)
    for token, spec, index, catch, armed in waits(case):
        definition = catch.definition
        if definition.kind != kind or definition.name != name:
            continue
        found = keys_of(definition, payload, case.moment, catch.node)
        if not correlates({**kept_keys(token), **(armed.correlation or {})}, {**correlation, **found}):
            continue
        if not token.alive or index not in spec.armed(token):
            continue
        keep_keys(token, found)
        spec.caught(token, index, facts_of(definition, payload))
        case.ready[mark:] = case.ready[at:] + case.ready[mark:at]  # who waited first moves first
        at = len(case.ready)
        caught += 1
        if kind == "message":
            break
    return caught


def correlates(wanted: Mapping[str, object], correlation: Mapping[str, object]) -> bool:
    """Tell whether the keys that both sides name are equal."""
    return all(wanted[key] == correlation[key] for key in wanted.keys() & correlation.keys())


def settle_joins(case: Instance) -> bool:
    """Fire one inclusive or complex join for which nothing more can come; tell whether one fired."""
    seen: set[tuple[str, str]] = set()
    for token in list(case.tasks.values()):
        spec, scope = token.task_spec, token.above
        if token.status != WAITING or scope is None or not isinstance(spec, InclusiveSpec):
            continue
        if (spec.name, scope.id) not in seen and spec.settle(scope):
            return True
        seen.add((spec.name, scope.id))
    return False


def settle_data(case: Instance) -> bool:
    """Begin one activity whose data has come, or can no longer come; tell whether one began."""
    for token in list(case.tasks.values()):
        spec = token.task_spec
        if "lacks" in token.internal_data and isinstance(spec, NodeSpec) and not spec.lacks(token):
            spec.begin_at_last(token)
            return True
    return False


def settle_conditions(case: Instance) -> bool:
    """Trigger the first condition that became true; tell whether one did."""
    for token, spec, index, catch, armed in waits(case):
        if catch.definition.kind != "conditional":
            continue
        was, armed.was = armed.was, spec.condition_holds(token, catch)
        if armed.was and not was:
            spec.caught(token, index, {})
            return True
    return False


def settle_timers(case: Instance) -> bool:
    """Fire the timer that was due first, if one is due, as of its own instant; tell whether one fired."""
    first: tuple[datetime, Token, WaitingSpec, int] | None = None
    moment = case.moment
    for token, spec, index, _, armed in waits(case):
        at = armed.fires_at
        if at is not None and at <= moment.until and (first is None or at < first[0]):
            first = (at, token, spec, index)
    if first is None:
        moment.now = moment.until
        return False
    moment.now, token, spec, index = first
    spec.caught(token, index, {})
    return True


def attend(case: Instance) -> None:
    """Let the case move what waits in it: conditions as soon as facts change, the rest when nothing else moves."""
    case.settlers.append(lambda: _settle(case))
    if case.plan.has_conditions:
        case.watchers.append(lambda: settle_conditions(case))


def _settle(case: Instance) -> bool:
    """Move one thing that waited inside the case; tell whether something moved."""
    if case.plan.has_joins and settle_joins(case):
        return True
    if case.plan.has_data and settle_data(case):
        return True
    if case.plan.has_conditions and settle_conditions(case):
        return True
    return case.plan.has_timers and settle_timers(case)
