"""Deliver messages: what one case or the outside says reaches the cases that wait for it, each once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from uuid import uuid4

from pydantic import JsonValue

from workflows.domain.actor import Actor
from workflows.domain.journal import Fact
from workflows.errors import HeweiError
from workflows.store import Tx
from workflows.usecases.advance import Change, advance, canonical
from workflows.usecases.app import App
from workflows.usecases.engine_at import engine_of
from workflows.usecases.guard import incidents

POST = Actor(account_id="system:post", name="收发", system=True)

Message = tuple[str, str, str, JsonValue]
"""Kind, name, correlation as canonical JSON, payload."""


def receive_message(
    app: App,
    name: str,
    payload: JsonValue = None,
    *,
    correlation: Mapping[str, JsonValue] | None = None,
    kind: str = "message",
    message_id: str = "",
) -> int:
    """Keep a message and return how many cases took it; one that nobody awaits yet stays until somebody does.

    A message reaches one case; a signal reaches all that wait. The same *message_id* again changes nothing.
    """
    with app.store.write() as tx:
        tx.waits.put_message(
            message_id or uuid4().hex,
            kind=kind,
            name=name,
            correlation=canonical(correlation),
            payload=payload,
            at=app.clock.now(),
        )
    return deliver_messages(app)


def deliver_messages(app: App, *, limit: int = 100) -> int:
    """Return how many deliveries were made of the messages kept; one that fails does not stop the others."""
    with app.store.read() as tx:
        kept = list(tx.waits.deliverable(limit=limit))
    taken = 0
    for message in kept:
        with suppress(HeweiError):  # the incident that was opened tells it; the message stays
            taken += _deliver(app, *message)
    return taken


def _deliver(app: App, message_id: str, kind: str, name: str, correlation: str, payload: JsonValue) -> int:
    message = (kind, name, correlation, payload)
    with app.store.read() as tx:
        waiting = [each for each in tx.waits.find(kind, name, correlation) if not _broken(tx, each, name)]
    if kind != "signal":
        return sum(_to_case(app, message_id, case_id, message) for case_id in waiting[:1])
    taken = sum(_to_case(app, f"{message_id}@{case_id}", case_id, message) for case_id in waiting)
    with app.store.write() as tx:
        tx.waits.mark_delivered(message_id, case_id="", at=app.clock.now())
    return taken


def _to_case(app: App, receipt: str, case_id: str, message: Message) -> int:
    """Hand *message* to one case and keep the *receipt* in the same transaction, so that it is taken once."""
    kind, name, correlation, payload = message
    now = app.clock.now()
    with incidents(app, case_id, name), app.store.write() as tx:
        tx.waits.put_message(receipt, kind=kind, name=name, correlation=correlation, payload=payload, at=now)
        if not tx.waits.mark_delivered(receipt, case_id=case_id, at=now):
            return 0
        return _hand_over(app, tx, case_id, message)


def _broken(tx: Tx, case_id: str, name: str) -> bool:
    """Return whether this case failed at this message before and nobody has resolved that yet."""
    return any(each.element == name for each in tx.incidents.listed(case_id=case_id))


def _hand_over(app: App, tx: Tx, case_id: str, message: Message) -> int:
    kind, name, correlation, payload = message
    now = app.clock.now()
    case = tx.cases.get(case_id, lock=True)
    if case is None:
        return 0
    step = engine_of(app, tx, case).deliver(
        case.version,
        case.state,
        case_id=case.id,
        case=case.document.model_dump(),
        now=now,
        kind=kind,
        name=name,
        payload=payload,
        correlation=json.loads(correlation) if correlation else {},
    )
    fact = Fact(kind="MessageReceived" if kind == "message" else "SignalReceived", data={"name": name})
    change = Change(actor=POST, command="deliver", now=now, document=case.document, step=step, facts=(fact,))
    advance(app, tx, case, change)
    return 1
