"""What the engine says after one step: everything the case must remember or do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from pydantic import JsonValue


@dataclass(frozen=True, kw_only=True)
class OpenTask:
    """A step that waits for a person. `role` comes from the task's property or its lane's id.

    `beside` are the elements of its ad hoc subprocess that may be begun now, for the first time or again.
    """

    id: str
    element: str
    name: str
    name_en: str = ""
    process: str = ""
    role: str = ""
    form: str = ""
    instructions: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    item: JsonValue = None
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OpenTimer:
    """A timer the engine waits for. `rule` and `started_on` are set where the instant came from `period()`."""

    id: str
    element: str
    due_at: datetime
    name: str = ""
    name_en: str = ""
    rule: str = ""
    started_on: date | None = None
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class OpenWait:
    """A message, signal or condition the engine waits for."""

    id: str
    element: str
    kind: str
    name: str
    correlation: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Request:
    """A service task's wish. With `waits` the diagram stands still until `answer` or `fail`."""

    id: str
    element: str
    operation: str
    parameters: Mapping[str, JsonValue] = field(default_factory=dict)
    waits: bool = True


@dataclass(frozen=True, kw_only=True)
class Thrown:
    """A message, signal or escalation that the diagram sent out of the case."""

    kind: str
    name: str
    payload: JsonValue = None
    correlation: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Visit:
    """What happened at one element in this step, in order; flows are visits of kind `flow`.

    `outcome` is completed, cancelled, or entered (an element that waits or has an inside began; it completes later).
    """

    element: str
    outcome: str = "completed"
    process: str = ""
    kind: str = "node"
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision table that was asked: which rows answered with what."""

    table: str
    element: str
    rows: tuple[str, ...] = ()
    outputs: JsonValue = None


@dataclass(frozen=True)
class NullNote:
    """Why an expression of a decision gave null where a value was probably meant."""

    decision: str
    line: int
    text: str
    message: str
    zh: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """The engine's state after a step and all that follows from it.

    `status` is running, completed or stuck (then `stuck_at` names the elements nothing can ever leave, and `uncaught`
    the codes of the errors that nobody caught, by the element that threw them: none where tokens wait in vain).
    `changes` are the paths of the case document that `set` properties wrote. `requests` holds those newly made in
    this step; tasks, timers and waits are all that are open now, `awaited` the ids of all requests that stand open.
    """

    state: bytes
    status: str
    tasks: tuple[OpenTask, ...] = ()
    timers: tuple[OpenTimer, ...] = ()
    waits: tuple[OpenWait, ...] = ()
    requests: tuple[Request, ...] = ()
    thrown: tuple[Thrown, ...] = ()
    visits: tuple[Visit, ...] = ()
    decisions: tuple[Decision, ...] = ()
    stuck_at: tuple[str, ...] = ()
    uncaught: Mapping[str, str] = field(default_factory=dict)
    awaited: tuple[str, ...] = ()
    facts: Mapping[str, JsonValue] = field(default_factory=dict)
    changes: Mapping[str, JsonValue] = field(default_factory=dict)


def followed(first: Step, then: Step) -> Step:
    """Return two steps, one right after the other, as one: what happened in both, and where the second stands."""
    return replace(
        then,
        requests=(*first.requests, *then.requests),
        thrown=(*first.thrown, *then.thrown),
        visits=(*first.visits, *then.visits),
        decisions=(*first.decisions, *then.decisions),
        changes={**first.changes, **then.changes},
    )
