"""Replay a case: every revision that was ever saved can still be read, and none is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from workflows.domain.case import Case
from workflows.errors import HeweiError
from workflows.store import Revision, Tx
from workflows.usecases.app import App
from workflows.usecases.engine_at import around, engine_at


@dataclass(frozen=True)
class Replayed:
    """One revision as it reads today: what was open in it, or why it cannot be read."""

    revision: Revision
    status: str
    open: tuple[str, ...]
    fault: str = ""


def replay_case(app: App, case_id: str) -> list[Replayed]:
    """Return every revision of the case in order, each with what stood open in its stored state.

    A gap between two revisions and a fact of a revision that was never saved are faults of the later one.
    """
    with app.store.read() as tx:
        history = list(tx.cases.history(case_id))
        faults = dict(_gaps(tx, case_id, history))
        return [_replayed(app, tx, case_id, each, faults.get(each.rev, "")) for each in history]


def _gaps(tx: Tx, case_id: str, history: list[Revision]) -> Iterator[tuple[int, str]]:
    if history and history[0].rev != 0:
        yield history[0].rev, "the first revision is missing"
    for before, after in pairwise(history):
        if after.rev != before.rev + 1:
            yield after.rev, f"revisions {before.rev + 1} to {after.rev - 1} are missing"
    saved = {each.rev for each in history}
    told = [entry.rev for entry in tx.journal.of_case(case_id) if entry.rev not in saved]
    if told and history:
        yield history[-1].rev, f"facts name revisions that were never saved: {sorted(set(told))}"


def _replayed(app: App, tx: Tx, case_id: str, revision: Revision, fault: str) -> Replayed:
    case = tx.cases.revision(case_id, revision.rev)
    if case is None:
        return Replayed(revision, "", (), fault or "it cannot be found")
    if not case.state:
        return Replayed(revision, case.status.value, (), fault)
    try:
        opened = _open(app, tx, case, revision)
    except HeweiError as broken:
        return Replayed(revision, case.status.value, (), fault or broken.message)
    return Replayed(revision, case.status.value, opened, fault)


def _open(app: App, tx: Tx, case: Case, revision: Revision) -> tuple[str, ...]:
    engine = engine_at(app, tx, case.pack, case.version)
    step = engine.look(case.version, case.state, **around(case, revision.at))
    return tuple(task.element for task in step.tasks)
