"""The program is killed at any moment: what was promised is there, and nothing is there in part."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event
from time import sleep

import pytest

from tests.contract.crashing_writer import open_one, run_writers
from workflows.store.opening import open_store

CYCLES = 60
TABLES = {
    "cases": "SELECT id FROM cases",
    "case_revisions": "SELECT case_id FROM case_revisions",
    "work_items": "SELECT case_id FROM work_items",
    "timers": "SELECT case_id FROM timers",
    "journal": "SELECT case_id FROM journal",
    "idempotency_keys": "SELECT key FROM idempotency_keys",
}


def _killed_while_writing(line: Connection, name: str, seconds: float) -> list[str]:
    """Return the cases a writer was promised before it was killed, *seconds* after its first promise."""
    line.send(name)
    _, writer = line.recv()
    promised = [line.recv()]
    sleep(seconds)
    os.kill(writer, signal.SIGKILL)
    while promised[-1][0] != "died":
        promised.append(line.recv())
    assert promised.pop() == ("died", -signal.SIGKILL)
    return [case for _, case in promised]


@pytest.mark.slow
def test_killing_the_program_loses_nothing_that_was_promised(tmp_path: Path) -> None:
    """After each of many kills in the middle of writing the file is sound, and every promised case is there whole."""
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)  # noqa: S311 - when to kill is no secret
    path = tmp_path / "h.db"
    promised: set[str] = set()
    processes = multiprocessing.get_context("spawn")
    line, end = processes.Pipe()
    writers = processes.Process(target=run_writers, args=(f"sqlite:///{path}", end))
    writers.start()
    for cycle in range(CYCLES):
        promised.update(_killed_while_writing(line, f"r{cycle}", chance.uniform(0.0, 0.1)))
        whole = _whole_cases(path)
        assert promised <= whole, f"seed {seed}, cycle {cycle}"
        assert len(whole - promised) <= cycle + 1, f"seed {seed}: at most one commit a kill is unanswered"
    line.send("")
    writers.join()
    line.close()
    end.close()
    store = open_store(f"sqlite:///{path}")
    with store.write() as tx:
        assert tx.numbers.next("cases") == tx.cases.count() + 1
        assert len(tx.journal.since(0, limit=10**6)) == tx.cases.count()
    store.close()


def test_a_copy_taken_while_others_write_is_whole(tmp_path: Path) -> None:
    """A backup made in full work is sound, and holds each case with all its rows or not at all."""
    store = open_store(f"sqlite:///{tmp_path}/新 h?.db")
    store.prepare()
    stop = Event()

    def work(place: int) -> int:
        done = 0
        while not stop.is_set():
            open_one(store, f"{place}-{done}")
            done += 1
        return done

    with ThreadPoolExecutor(3) as pool:
        working = [pool.submit(work, place) for place in range(3)]
        copied: list[int] = []
        for number in range(8):
            store.copy_to(tmp_path / f"copy-{number}.db")
            copied.append(len(_whole_cases(tmp_path / f"copy-{number}.db")))
        stop.set()
        assert copied == sorted(copied)
        assert copied[-1] <= sum(each.result() for each in working)
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
