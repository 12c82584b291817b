"""Deliver messages: what one case or the outside says reaches the cases that wait for it, each once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from pydantic import JsonValue

from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseStatus
from workflows.domain.journal import Fact
from workflows.domain.letter import Letter
from workflows.domain.new_id import new_id
from workflows.errors import HeweiError, NobodyIsWaiting
from workflows.store import Tx
from workflows.store.ports.watch import ALL, DAMAGED
from workflows.usecases.advance import Change, advance
from workflows.usecases.app import App
from workflows.usecases.engine_at import around, engine_of
from workflows.usecases.guard import hear, incidents
from workflows.usecases.post import KEEP, START, canonical, post
from workflows.usecases.start_by_message import start_by_message
from workflows.usecases.tell_damage import tell_listed, tell_row

POST = Actor(account_id="system:post", name="收发", system=True)
RECEIVED = {"message": "MessageReceived", "signal": "SignalReceived"}


def receive_message(
    app: App,
    name: str,
    payload: JsonValue = None,
    *,
    correlation: Mapping[str, JsonValue] | None = None,
    kind: str = "message",
    message_id: str = "",
    keep: timedelta = KEEP,
) -> int:
    """Keep a message and return how many cases took it; one that nobody awaits yet stays for the time *keep*.

    A message reaches one case; a signal reaches all that wait. The same *message_id* again changes nothing.
    """
    now = app.clock.now()
    letter = Letter(message_id or new_id(now), kind, name, canonical(correlation), payload)
    with app.store.write() as tx:
        post(tx, letter, at=now, keep=keep)
    taken = deliver_messages(app)
    hear(app)
    return taken


def deliver_messages(app: App, *, limit: int = 100) -> int:
    """Return how many deliveries were made of the messages kept; one that fails does not stop the others.

    A message that nobody waits for stays kept; one whose time is over is given up, which its case remembers.
    """
    now = app.clock.now()
    with app.store.read() as tx:
        kept = tx.waits.deliverable(limit=limit)
        ending = tx.waits.ending(now)
    if ending:
        _give_up(app)
    taken = 0
    for letter in kept:
        with suppress(HeweiError):  # the incident that was opened tells it; the message stays
            taken += _deliver(app, letter)
    return taken


def _deliver(app: App, letter: Letter) -> int:
    if letter.damaged:
        return _set_aside(app, letter)
    if letter.kind.endswith(START):
        return start_by_message(app, POST, letter)
    with app.store.read() as tx:
        found = tx.waits.find(letter.kind, letter.name, letter.correlation)
        cases = tx.cases.briefs(found)
        waiting = [each for each in found if _can_take(tx, cases.get(each), letter.name)]
    tell_listed(app, cases.values())
    if letter.kind == "signal":
        taken = sum(_to_case(app, f"{letter.id}@{case_id}", case_id, letter) for case_id in waiting)
        with app.store.write() as tx:
            tx.waits.mark_delivered(letter.id, case_id=ALL, at=app.clock.now())
        return taken
    return next((1 for case_id in waiting if _to_case(app, letter.id, case_id, letter)), 0)


def _set_aside(app: App, letter: Letter) -> int:
    """Keep a message that cannot be read from being looked at again before an administrator brings it back."""
    now = app.clock.now()
    sender = letter.id.partition(":")[0] if ":" in letter.id else ""
    with app.store.write() as tx:
        if tx.waits.mark_delivered(letter.id, case_id=DAMAGED, at=now):
            subject = f"message:{letter.id}"
            tell_row(tx, now, subject, sender, element=letter.name, subject=subject)
    return 0


def _can_take(tx: Tx, case: Case | None, name: str) -> bool:
    """Return whether a case can be given this now: whole, not suspended, and not broken at it unresolved."""
    if case is None or case.damaged or case.status is CaseStatus.SUSPENDED:
        return False
    return all(each.element != name for each in tx.incidents.listed(case_id=case.id))


def _to_case(app: App, receipt: str, case_id: str, letter: Letter) -> int:
    """Hand a letter to one case and keep the *receipt* in the same transaction, so that it is taken once."""
    now = app.clock.now()
    try:
        with (
            incidents(app, case_id, letter.name, subject=f"message:{letter.id}"),
            app.store.write() as tx,
        ):
            tx.waits.put_message(
                receipt,
                kind=letter.kind,
                name=letter.name,
                correlation=letter.correlation,
                payload=letter.payload,
                at=now,
            )
            if not tx.waits.mark_delivered(receipt, case_id=case_id, at=now):
                return 0
            return _hand_over(app, tx, case_id, letter)
    except NobodyIsWaiting:
        return 0  # it waited when we looked, and went on meanwhile; the message is still there for the next


def _hand_over(app: App, tx: Tx, case_id: str, letter: Letter) -> int:
    now = app.clock.now()
    case = tx.cases.get(case_id, lock=True)
    if case is None:
        raise NobodyIsWaiting(name=letter.name)
    step = engine_of(app, tx, case).deliver(
        case.version,
        case.state,
        **around(case, now),
        kind=letter.kind,
        name=letter.name,
        payload=letter.payload,
        correlation=json.loads(letter.correlation) if letter.correlation else {},
    )
    fact = Fact(kind=RECEIVED[letter.kind], data={"name": letter.name})
    change = Change(actor=POST, command="deliver", now=now, document=case.document, step=step, facts=(fact,))
    advance(app, tx, case, change)
    return 1


def _give_up(app: App) -> None:
    now = app.clock.now()
    with app.store.write() as tx:
        for message_id, name in tx.waits.expire(now):
            case_id = message_id.partition(":")[0]
            case = tx.cases.briefs([case_id]).get(case_id)
            if case is not None:
                fact = Fact(kind="MessageExpired", data={"name": name})
                tx.journal.append(case.id, case.rev, [fact], at=now, actor=POST.account_id)
