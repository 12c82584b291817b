"""The jobs of the runner: deadlines, papers, errands, messages, and dates that a new calendar moves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from tasks.channels.plugged import announce, plugged
from tasks.delivery import CHANNELS, deliver
from tasks.delivery import report as delivery_report
from tasks.job import Job
from tasks.notify import KINDS as NOTICES
from tasks.notify import gather, notify
from tasks.press import press
from tasks.press import report as press_report
from tasks.printers.pool import PrinterPool
from tasks.report import Report
from tasks.watch import sweep
from workflows.usecases.app import App
from workflows.usecases.deliver_messages import deliver_messages
from workflows.usecases.notices.gather_notices import something_due
from workflows.usecases.notices.note_notices import something_happened
from workflows.usecases.order_papers import RENDER
from workflows.usecases.recompute_deadlines import calendars_are_new, recompute_deadlines

PRESS = "make-papers"


def jobs_of(app: App, owner: str, pool: PrinterPool, may_fire: Callable[[], bool]) -> tuple[Job, ...]:
    """Return the jobs bound to *app*; deadlines are left alone while *may_fire* says no."""
    channels = plugged(app.settings)
    announce(app, channels)
    return (
        Job("sweep-deadlines", lambda now: may_fire() and _due(app, now), lambda: sweep(app, owner)),
        Job("deliver-messages", lambda now: _messages(app, now), lambda: _deliver_messages(app)),
        Job(PRESS, _ready(app, [RENDER]), lambda: press_report(press(app, owner, pool))),
        Job("deliver", _ready(app, CHANNELS), lambda: delivery_report(deliver(app, owner))),
        Job(
            "gather-notices",
            lambda now: something_happened(app) or something_due(app, now),
            lambda: gather(app),
        ),
        Job("notify", _ready(app, NOTICES), lambda: delivery_report(notify(app, owner, channels))),
        Job("recompute-deadlines", _calendars(app), lambda: _recompute(app)),
    )


def _due(app: App, now: datetime) -> bool:
    with app.store.read() as tx:
        return tx.timers.claimable(now)


def _calendars(app: App) -> Callable[[datetime], bool]:
    """Return what asks until it has found once that the dates stand by the calendars this process knows."""
    settled = False

    def wanted(_: datetime) -> bool:
        nonlocal settled
        settled = settled or not calendars_are_new(app)
        return not settled

    return wanted


def _recompute(app: App) -> Report:
    return Report(artifact="recomputed", done=recompute_deadlines(app))


def _messages(app: App, now: datetime) -> bool:
    with app.store.read() as tx:
        return bool(tx.waits.deliverable(limit=1)) or tx.waits.ending(now)


def _ready(app: App, kinds: Iterable[str]) -> Callable[[datetime], bool]:
    wanted = frozenset(kinds)

    def ready(now: datetime) -> bool:
        with app.store.read() as tx:
            return not wanted.isdisjoint(tx.outbox.waiting(now))

    return ready


def _deliver_messages(app: App) -> Report:
    taken = deliver_messages(app)
    # A message that nobody could take stays, and is looked at again after a rest.
    return Report(artifact="messages", done=taken, failed=0 if taken else 1)
