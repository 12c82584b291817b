"""A program that is killed while it writes: it opens cases and says which ones it was promised."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection

from tests.contract.samples import NOW, a_case, a_timer, an_item
from workflows.domain.journal import Fact
from workflows.store import Store
from workflows.store.opening import open_store


def run_writers(url: str, line: Connection) -> None:
    """For each name that comes in start a writer, wait for its death, and say what it died of.

    The writers are forks of this one process, as a fresh start would take longer than what is tested.
    """
    while name := line.recv():
        writer = os.fork()
        if writer == 0:
            line.send(("writer", os.getpid()))
            _write_until_killed(url, name, line)
        _, status = os.waitpid(writer, 0)
        line.send(("died", os.waitstatus_to_exitcode(status)))


def _write_until_killed(url: str, name: str, line: Connection) -> None:
    """Open cases one after the other, each in rows that belong together, and name each after its commit."""
    store = open_store(url)
    store.prepare()
    turn = 0
    while True:
        case_id = f"{name}-{turn}"
        open_one(store, case_id)
        line.send(("promised", case_id))
        turn += 1


def open_one(store: Store, case_id: str) -> None:
    """Open a case with all the rows that belong to it, in one transaction."""
    with store.write() as tx:
        tx.cases.add(a_case(case_id, state=bytes(20_000)))
        tx.work.replace_open(case_id, [an_item(f"{case_id}-w", case_id)], at=NOW)
        tx.timers.replace_armed(case_id, [a_timer(f"{case_id}-t", case_id)])
        tx.journal.append(case_id, 0, [Fact(kind="CaseOpened")], at=NOW, actor="m")
        tx.keys.put(case_id, digest="d", answer=tx.numbers.next("cases"), at=NOW)
