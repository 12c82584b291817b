"""Note what is to be told: follow the journal from where it was left, once, and the incidents that were opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.domain.journal import JournalEntry
from workflows.domain.notice import Notice, Urgency
from workflows.domain.organisation import Account
from workflows.domain.outbox import Incident
from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.notices.notice_table import INCIDENT, Event, notice_table
from workflows.usecases.tell_damage import tell_case, tell_facts, tell_row

CURSOR, INCIDENTS_SEEN = "notices:seq", "notices:incidents"
WANTED = "notices:wanted"
"""Set when the first person chose to be told anything; until then nothing is followed."""
STRETCH = 500
STALE = timedelta(days=2)
"""What happened longer ago, as after a long standstill, is on the desk anyway and is not told any more."""
OWN = ("notify:", "errand:notify:")
"""Failures of notices themselves; telling them by a notice would go round in a circle."""


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One thing to be told: its id, when it was, in which case, at which work item, caused by whom, and to whom."""

    id: str
    event: Event
    at: datetime
    case_id: str
    item_id: str = ""
    cause: str = ""
    to: tuple[str, ...] = ()


def something_happened(app: App) -> bool:
    """Return whether there is anything to be noted."""
    with app.store.read() as tx:
        if not tx.settings.get(WANTED):
            return False
        if tx.settings.get(CURSOR) != tx.journal.newest():
            return True
        there = tx.incidents.marks()
        return _seen(tx, there) != {_mark(*each) for each in there}


def note_notices(app: App) -> int:
    """Return how many notices were noted; what stands in the journal before the first call is not told."""
    with app.store.write() as tx:
        seen = tx.settings.get(CURSOR)
        if not isinstance(seen, int):
            tx.settings.put(CURSOR, tx.journal.newest())
            tx.settings.put(INCIDENTS_SEEN, [_mark(*each) for each in tx.incidents.marks()])
            return 0
        entries = tx.journal.since(seen, limit=STRETCH)
        tell_facts(tx, app.clock.now(), entries)
        happenings = [each for entry in entries for each in _happenings(app, tx, entry)]
        happenings += _incidents(app, tx)
        if entries:
            tx.settings.put(CURSOR, entries[-1].seq)
        now = app.clock.now()
        return sum(_note(app, tx, each) for each in happenings if now - each.at < STALE)


def _happenings(app: App, tx: Tx, entry: JournalEntry) -> Iterator[Happening]:
    event = None if entry.damaged else notice_table(app.catalogue, "").event_of(entry.fact)
    if event is None:
        return
    beginning = f"{entry.seq}:{event.event}"
    if event.to == "holder":
        for item in _items(tx, entry):
            yield Happening(
                id=f"{beginning}:{item.id}",
                event=event,
                at=entry.at,
                case_id=entry.case_id,
                item_id=item.id,
                cause=entry.actor,
                to=_holders(tx, item),
            )
        return
    to = _named(entry) if event.to == "named" else _mediator(app, tx, entry.case_id)
    yield Happening(
        id=beginning, event=event, at=entry.at, case_id=entry.case_id, cause=entry.actor, to=tuple(to)
    )


def _items(tx: Tx, entry: JournalEntry) -> Iterable[WorkItem]:
    """Return the open work items that a fact is about: the one it names, else those of its step."""
    named = entry.fact.data.get("item")
    if isinstance(named, str) and named:
        item = tx.work.get(named)
        return [item] if item is not None and item.status is WorkStatus.OPEN else []
    open_ones = (each for each in tx.work.of_case(entry.case_id) if each.element == entry.fact.element)
    entered = entry.fact.kind == "StepEntered"
    return [each for each in open_ones if not entered or each.created_at >= entry.at]


def _holders(tx: Tx, item: WorkItem) -> tuple[str, ...]:
    if item.assignee:
        return (item.assignee,)
    return tuple(each.id for each in tx.directory.accounts(org_id=item.org_id, role=item.role))


def _named(entry: JournalEntry) -> Iterable[str]:
    to = entry.fact.data.get("to")
    names = to if isinstance(to, list) else [to]
    return [each for each in names if isinstance(each, str)]


def _mediator(app: App, tx: Tx, case_id: str) -> Iterable[str]:
    case = tx.cases.briefs([case_id]).get(case_id)
    if case is not None and case.damaged:
        tell_case(tx, app.clock.now(), case_id)
    return [case.document.handling.mediator_id] if case and case.document.handling.mediator_id else []


def _incidents(app: App, tx: Tx) -> Iterator[Happening]:
    """Yield the incidents that nobody was told of, the oldest first; beyond a stretch the others come next time."""
    there = tx.incidents.marks()
    seen = _seen(tx, there)
    event = notice_table(app.catalogue, "").named(INCIDENT)
    fresh = [each for each in reversed(there) if _mark(*each) not in seen]
    later = {_mark(*each) for each in fresh[STRETCH:]}
    tx.settings.put(INCIDENTS_SEEN, [mark for each in there if (mark := _mark(*each)) not in later])
    for ident, opened_at in fresh[:STRETCH]:
        incident = tx.incidents.get(ident)
        if event is not None and incident is not None and not _of_notice(incident):
            admins = tuple(account.id for account in tx.directory.accounts(role="admin"))
            yield Happening(
                id=f"incident:{_mark(ident, opened_at)}",
                event=event,
                at=opened_at,
                case_id=incident.case_id,
                to=admins,
            )


def _mark(ident: str, opened_at: datetime) -> str:
    """Return what tells an incident from an earlier one of the same name, whatever the clock did in between."""
    return f"{ident}@{opened_at.isoformat()}"


def _seen(tx: Tx, there: Sequence[tuple[str, datetime]]) -> set[str]:
    """Return the marks of the open incidents that were seen; an earlier release kept the newest instant instead."""
    kept = tx.settings.get(INCIDENTS_SEEN)
    if isinstance(kept, list):
        return {str(each) for each in kept}
    return {_mark(*each) for each in there if each[1].isoformat() <= str(kept or "")}


def _of_notice(incident: Incident) -> bool:
    return incident.subject.startswith(OWN)


def _note(app: App, tx: Tx, happening: Happening) -> int:
    wishes = tx.notices.wishes_of(set(happening.to) - {happening.cause})
    noted = 0
    for account_id, wish in wishes.items():
        if wish is None:
            tell_row(tx, app.clock.now(), f"wishes:{account_id}", "")
            continue
        account = tx.directory.account(account_id)
        if account is None or not account.active:
            continue
        rule = happening.event.rule()
        due_at = notice_table(app.catalogue, account.pack).due(happening.event, happening.at, wish.pace)
        for channel in wish.channels_of(rule):
            noted += tx.notices.put(_notice(happening, account, channel, due_at))
    return noted


def _notice(happening: Happening, account: Account, channel: str, due_at: datetime) -> Notice:
    return Notice(
        id=f"{happening.id}:{account.id}:{channel}",
        account_id=account.id,
        channel=channel,
        event=happening.event.event,
        case_id=happening.case_id,
        item_id=happening.item_id,
        urgent=happening.event.urgency is Urgency.URGENT,
        at=happening.at,
        due_at=due_at,
    )
