"""Check the clock: one that jumped stops the firing of deadlines and opens an incident; one that is right ends it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from workflows.domain.actor import CLOCKWORK
from workflows.domain.clock_jump import Reading, jump
from workflows.domain.outbox import Incident
from workflows.usecases.app import App

INCIDENT = "clock-jump"
A_MINUTE = timedelta(minutes=1)


def read_clocks(app: App) -> Reading:
    """Return what the machine's and the database's clocks say now."""
    return Reading(database=app.store.clock(), machine=app.clock.now(), ticks=app.clock.ticks())


def check_clock(app: App, good: Reading | None, *, kept: datetime | None = None) -> Reading | None:
    """Return the reading that is trusted from now on, or None while nothing may fire.

    A jump opens one incident. It is closed when the clocks agree again, or when the program is started anew at a
    time that contradicts nothing; or a person, who has looked at the clock, resolves it, and then the time as it
    stands is trusted.

    Args:
        app: the machine.
        good: the last reading that was trusted, None after a start.
        kept: the latest instant that this installation wrote down, for the first look after a start.
    """
    now = read_clocks(app)
    wrong = jump(now, good=good, kept=kept)
    with app.store.read() as tx:
        incident = tx.incidents.get(INCIDENT)
    known = incident if incident is not None and incident.status == "open" else None
    if wrong is None:
        return now if known is None else _agreed(app, known, now)
    if incident is not None and _resolved(incident, wrong):
        return now
    if known is None:
        _open(app, now, wrong)
    return None


def _resolved(incident: Incident, wrong: timedelta) -> bool:
    """Return whether a person resolved the incident about this very jump."""
    by_a_person = incident.status != "open" and incident.resolved_by != CLOCKWORK.account_id
    return by_a_person and incident.detail == _minutes(wrong)


def _minutes(wrong: timedelta) -> str:
    return str(round(wrong / A_MINUTE))


def _in_both(wrong: timedelta) -> str:
    hours, minutes = divmod(abs(round(wrong / A_MINUTE)), 60)
    days, hours = divmod(hours, 24)
    counted = ((days, "天", "d"), (hours, "小时", "h"), (minutes, "分钟", "min"))
    zh = "".join(f"{many}{unit}" for many, unit, _ in counted if many)
    en = " ".join(f"{many} {unit}" for many, _, unit in counted if many)
    way_zh, way = ("快", "ahead") if wrong > timedelta() else ("慢", "behind")
    return (
        f"本机系统时间比先前走过的时间{way_zh}了{zh}，期限暂停触发；请校准时间。如果现在显示的时间是对的，请关闭这张故障单。\n"
        f"The clock of this machine is {en} {way}; no deadline fires until it is set right. "
        "If the time it shows now is right, resolve this incident."
    )


def _open(app: App, now: Reading, wrong: timedelta) -> None:
    incident = Incident(
        id=INCIDENT,
        case_id="",
        kind=INCIDENT,
        error=_in_both(wrong),
        detail=_minutes(wrong),
        opened_at=now.machine,
    )
    with app.store.write() as tx:
        tx.incidents.put(incident)


def _agreed(app: App, incident: Incident, now: Reading) -> Reading:
    closed = replace(incident, status="resolved", resolved_by=CLOCKWORK.account_id, resolved_at=now.machine)
    with app.store.write() as tx:
        tx.incidents.put(closed)
    return now
