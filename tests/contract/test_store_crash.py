"""The program is killed at any moment: what was promised is there, and nothing is there in part."""

from __future__ import annotations

import multiprocessing
import random
import signal
import sqlite3
from pathlib import Path
from time import sleep

import pytest

from tests.contract.crashing_writer import write_until_killed
from workflows.store.opening import open_store

CYCLES = 36
TABLES = {
    "cases": "SELECT id FROM cases",
    "case_revisions": "SELECT case_id FROM case_revisions",
    "work_items": "SELECT case_id FROM work_items",
    "timers": "SELECT case_id FROM timers",
    "journal": "SELECT case_id FROM journal",
    "idempotency_keys": "SELECT key FROM idempotency_keys",
}


def _killed_while_writing(url: str, name: str, seconds: float) -> list[str]:
    """Return the cases a writer was promised before it was killed, *seconds* after its first promise."""
    processes = multiprocessing.get_context("forkserver")
    hears, says = processes.Pipe(duplex=False)
    writer = processes.Process(target=write_until_killed, args=(url, name, says))
    writer.start()
    says.close()
    promised = [hears.recv_bytes()]
    sleep(seconds)
    writer.kill()
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    while hears.poll():
        try:
            promised.append(hears.recv_bytes())
        except EOFError:
            break
    hears.close()
    writer.close()
    return [case.decode() for case in promised]


@pytest.mark.slow
def test_killing_the_program_loses_nothing_that_was_promised(tmp_path: Path) -> None:
    """After each of many kills in the middle of writing the file is sound, and every promised case is there whole."""
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)  # noqa: S311 - when to kill is no secret
    path = tmp_path / "h.db"
    promised: list[str] = []
    for cycle in range(CYCLES):
        promised += _killed_while_writing(f"sqlite:///{path}", f"r{cycle}", chance.uniform(0.0, 0.15))
        whole = _whole_cases(path)
        assert set(promised) <= whole, f"seed {seed}, cycle {cycle}"
        unanswered = len(whole) - len(set(promised))
        assert unanswered <= cycle + 1, f"seed {seed}, cycle {cycle}: at most one commit a kill is unanswered"
    store = open_store(f"sqlite:///{path}")
    with store.write() as tx:
        assert tx.numbers.next("cases") == tx.cases.count() + 1
        assert len(tx.journal.since(0, limit=10**6)) == tx.cases.count()
    store.close()


def _whole_cases(path: Path) -> set[str]:
    """Return the cases in the file, having seen that the file is sound and that each case has all its rows."""
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    found = {table: {row[0] for row in connection.execute(sql)} for table, sql in TABLES.items()}
    connection.close()
    assert all(ids == found["cases"] for ids in found.values())
    return found["cases"]
