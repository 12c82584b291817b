"""Connections to one SQLite file, kept open between transactions."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from sqlalchemy.dialects import sqlite

from workflows.errors import StoreLocked
from workflows.store.sql.pool import KEPT, FilePool


def a_pool(connect: Any, most: int) -> FilePool:
    """Return a pool that waits for nobody."""
    return FilePool(connect, sqlite.dialect(), most=most, wait=0)


def opened() -> sqlite3.Connection:
    """Return a connection to a database of its own."""
    return sqlite3.connect(":memory:")


def test_a_connection_given_back_is_the_next_one_taken() -> None:
    """The connection that was used last has its pages at hand; one that was dropped never comes back."""
    pool = a_pool(opened, most=2)
    first, second = pool.take(), pool.take()
    pool.give(first)
    pool.give(second)
    assert pool.take() is second
    pool.drop(second)
    assert pool.take() is first
    assert pool.take() not in (first, second)


def test_who_finds_no_connection_free_is_told() -> None:
    """No more connections are open than allowed, also after one could not be opened; what is given back is free."""

    def broken() -> sqlite3.Connection:
        raise sqlite3.OperationalError

    pool = a_pool(opened, most=1)
    taken = pool.take()
    with pytest.raises(StoreLocked):
        pool.take()
    pool.give(taken)
    assert pool.take() is taken
    unlucky = a_pool(broken, most=1)
    for _ in range(2):
        with pytest.raises(sqlite3.OperationalError):
            unlucky.take()


def test_only_a_few_connections_stay_open() -> None:
    """After a rush only a few connections are kept, and none when the store is closed."""
    pool = a_pool(opened, most=2 * KEPT)
    taken: list[Any] = [pool.take() for _ in range(2 * KEPT)]
    for each in taken:
        pool.give(each)
    pool.close()
    for each in taken:
        with pytest.raises(sqlite3.ProgrammingError):
            each.execute("SELECT 1")
