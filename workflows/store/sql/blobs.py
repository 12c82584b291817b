"""One table of bytes in SQLite with WAL and FULL: the least that a durable save can cost, for benchmarks."""

from __future__ import annotations

import sqlite3
from pathlib import Path


class Blobs:
    """Keeps the latest bytes of each case; every `keep` is a transaction that survives a power cut."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = full")
        self._db.execute(
            "create table if not exists blob (id text primary key, state blob not null) without rowid"
        )

    def keep(self, case_id: str, state: bytes) -> None:
        """Write the state and commit."""
        self._db.execute(
            "insert into blob (id, state) values (?, ?) on conflict (id) do update set state = excluded.state",
            (case_id, state),
        )

    def find(self, case_id: str) -> bytes:
        """Return the state as it was kept last."""
        found = self._db.execute("select state from blob where id = ?", (case_id,)).fetchone()
        return bytes(found[0])

    def close(self) -> None:
        """Let the file go."""
        self._db.close()
