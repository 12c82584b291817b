"""A full disk is called so, whether the database is written or only opened."""

from __future__ import annotations

import sqlite3

import pytest

from workflows.errors import StoreFull, StoreUnavailable
from workflows.store.sql.sqlite import translate


@pytest.mark.parametrize(
    ("code", "named"),
    [
        (sqlite3.SQLITE_FULL, StoreFull),
        (sqlite3.SQLITE_IOERR_SHMSIZE, StoreFull),
        (sqlite3.SQLITE_IOERR_READ, StoreUnavailable),
    ],
)
def test_a_full_disk_is_named(code: int, named: type[Exception]) -> None:
    """磁盘已满：写入时和首次打开时都如实说明，其他读写故障另有说法。"""
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    assert type(translate(error)) is named
