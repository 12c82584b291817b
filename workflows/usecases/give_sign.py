"""Give a sign of life: this runner lives; what a dead one held is given back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from pydantic import JsonValue

from workflows.usecases.app import App
from workflows.usecases.show_status import HEARTBEAT

SILENT = timedelta(minutes=5)
"""A runner gives a sign every half minute; one silent for so long is dead, on whatever machine it ran."""


def give_sign(
    app: App, owner: str, *, prefect: bool, gone: Callable[[str], bool] = lambda _: False
) -> frozenset[str]:
    """Return the runners that live, this one among them; the timers and errands of dead ones are free again.

    Args:
        app: the machine.
        owner: this runner.
        prefect: whether Prefect answered it lately.
        gone: tells of a runner on this machine that its process is no more; nobody then waits for its silence.
    """
    now = app.clock.now()
    with app.store.write() as tx:
        beat = tx.settings.get(HEARTBEAT)
        seen = {**_runners(beat), owner: now}
        dead = [each for each, at in seen.items() if now - at > SILENT or (each != owner and gone(each))]
        for each in dead:
            tx.timers.release(each)
            tx.outbox.release(each)
        living: dict[str, JsonValue] = {each: at.isoformat() for each, at in seen.items() if each not in dead}
        tx.settings.put(
            HEARTBEAT, {"at": now.isoformat(), "owner": owner, "prefect": prefect, "runners": living}
        )
    return frozenset(living)


def last_sign(app: App) -> datetime | None:
    """Return the latest instant at which any runner gave a sign, or None."""
    with app.store.read() as tx:
        return max(_runners(tx.settings.get(HEARTBEAT)).values(), default=None)


def _runners(beat: object) -> Mapping[str, datetime]:
    told = beat.get("runners") if isinstance(beat, dict) else None
    rows = told.items() if isinstance(told, dict) else ()
    return {str(owner): datetime.fromisoformat(str(at)) for owner, at in rows}
