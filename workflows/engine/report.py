"""Turns a case that stands still into a Step: what is open now, what happened, what is stuck."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from workflows.domain.step import OpenTask, OpenTimer, OpenWait, Step
from workflows.engine.catching import waits
from workflows.engine.expressions import plain
from workflows.engine.instance import Instance, Token
from workflows.engine.specs.tasks import PersonSpec, ServiceSpec
from workflows.engine.spiff import ERROR, READY, STARTED, WAITING
from workflows.engine.surgery import ad_hoc_of


def report(case: Instance, state: bytes) -> Step:
    """Return the step; *state* is the case as stored."""
    moment = case.moment
    tasks, timers, others, requests, broken = _standing(case)
    stuck: tuple[str, ...] = ()
    status = "completed" if case.completed else "running"
    if not case.completed and (broken or not (tasks or timers or others or requests)):
        status = "stuck"
        stuck = tuple(broken or _waiting(case))
    return Step(
        state=state,
        status=status,
        tasks=tuple(tasks),
        timers=tuple(timers),
        waits=tuple(others),
        requests=tuple(moment.requests),
        thrown=tuple(moment.thrown),
        visits=tuple(moment.visits),
        decisions=tuple(moment.decisions),
        stuck_at=stuck,
        uncaught=broken,
        awaited=tuple(requests),
        facts=facts_of(case),
        changes={path: plain(value) for path, value in moment.changes.items()},
    )


def facts_of(case: Instance) -> Mapping[str, JsonValue]:
    """Return the routing facts of the whole case as JSON."""
    data = case.data if case.completed or not case.tasks else next(iter(case.tasks.values())).data
    return {key: plain(value) for key, value in data.items()}


def _standing(
    case: Instance,
) -> tuple[list[OpenTask], list[OpenTimer], list[OpenWait], list[str], dict[str, str]]:
    tasks: list[OpenTask] = []
    requests: list[str] = []
    broken: dict[str, str] = {}
    choices: dict[str, tuple[str, ...]] = {}
    for token in case.tasks.values():
        spec, status = token.task_spec, token.status
        if status == READY and isinstance(spec, PersonSpec):
            tasks.append(_task(token, _beside(token, choices)))
        elif status == STARTED and isinstance(spec, ServiceSpec):
            requests.append(token.id)
        elif status == ERROR:
            broken[spec.node.id] = str(token.internal_data.get("error", ""))
    timers: list[OpenTimer] = []
    others: list[OpenWait] = []
    for token, spec, index, catch, armed in waits(case):
        ident = token.id if len(spec.catches) == 1 else f"{token.id}.{index}"
        node, definition = catch.node, catch.definition
        if armed.due is not None:
            timers.append(
                OpenTimer(
                    id=ident,
                    element=node.id,
                    due_at=armed.due.at,
                    name=node.name,
                    name_en=node.name_en,
                    rule=armed.due.rule,
                    started_on=armed.due.started_on,
                    properties=node.properties,
                )
            )
        else:
            keys = {str(key): plain(value) for key, value in (armed.correlation or {}).items()}
            name = definition.name or definition.text
            others.append(
                OpenWait(id=ident, element=node.id, kind=definition.kind, name=name, correlation=keys)
            )
    return tasks, timers, others, requests, broken


def _task(token: Token, beside: tuple[str, ...]) -> OpenTask:
    node = token.task_spec.node
    return OpenTask(
        id=token.id,
        element=node.id,
        name=node.name,
        name_en=node.name_en,
        process=node.process,
        role=role_of(token),
        form=node.properties.get("form", ""),
        instructions=node.instructions,
        properties=node.properties,
        item=_item(token),
        beside=beside,
    )


def _beside(token: Token, choices: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return what can be begun beside the token; *choices* are asked once for each ad hoc subprocess."""
    found = ad_hoc_of(token)
    if found is None:
        return ()
    scope, spec = found
    if scope.id not in choices:
        choices[scope.id] = spec.choices(scope)
    return choices[scope.id]


def role_of(token: Token) -> str:
    """Return who does the task: its own role, else the lane's, else that of the scope or the caller around it."""
    return next((each.task_spec.role for each in token.chain() if each.task_spec.role), "")


def _item(token: Token) -> JsonValue:
    for scope in token.chain():
        loop = scope.task_spec.node.loop
        if loop is not None and loop.item and loop.item in scope.data:
            return plain(scope.data[loop.item])
    return None


def _waiting(case: Instance) -> list[str]:
    found = [
        token.task_spec.node.id
        for token in case.tasks.values()
        if token.status == WAITING and not token.listens
    ]
    return found or [
        token.task_spec.node.id for token in case.tasks.values() if token.status in {STARTED, READY}
    ]
