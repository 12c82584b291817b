"""Deliver messages: what one case or the outside says reaches the cases that wait for it, each once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import uuid4

from pydantic import JsonValue

from workflows.domain.actor import Actor
from workflows.domain.journal import Fact
from workflows.store import Tx
from workflows.usecases.advance import Change, advance, canonical
from workflows.usecases.app import App
from workflows.usecases.engine_at import engine_of
from workflows.usecases.guard import incidents

POST = Actor(account_id="system:post", name="收发", system=True)


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
    """Return how many deliveries were made of the messages kept."""
    with app.store.read() as tx:
        kept = list(tx.waits.undelivered(limit=limit))
    return sum(_deliver(app, *message) for message in kept)


def _deliver(app: App, message_id: str, kind: str, name: str, correlation: str, payload: JsonValue) -> int:
    with app.store.read() as tx:
        waiting = list(tx.waits.find(kind, name, correlation))
    taken = 0
    for case_id in waiting if kind == "signal" else waiting[:1]:
        with incidents(app, case_id, name), app.store.write() as tx:
            if kind == "signal" or tx.waits.mark_delivered(message_id, case_id=case_id, at=app.clock.now()):
                taken += _hand_over(app, tx, case_id, (kind, name, correlation, payload))
    if kind == "signal":
        with app.store.write() as tx:
            tx.waits.mark_delivered(message_id, case_id="", at=app.clock.now())
    return taken


def _hand_over(app: App, tx: Tx, case_id: str, message: tuple[str, str, str, JsonValue]) -> int:
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
