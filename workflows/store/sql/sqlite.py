"""The store on SQLite: one writer at a time in fair order, readers beside it, nothing lost on power failure."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from operator import methodcaller
from pathlib import Path
from weakref import WeakValueDictionary

from sqlalchemy.dialects import sqlite

from workflows.clock import SystemClock
from workflows.errors import (
    AlreadyThere,
    HeweiError,
    MissingReference,
    ReadOnlyTransaction,
    StoreDamaged,
    StoreFault,
    StoreFull,
    StoreLocked,
    StoreNotPrepared,
    StoreUnavailable,
    UnstorableValue,
)
from workflows.store.ports.transaction import Tx
from workflows.store.sql.connection import transaction
from workflows.store.sql.file_turn import FileTurn
from workflows.store.sql.pool import FilePool
from workflows.store.sql.schema import migrate
from workflows.store.sql.transaction import SqlTx
from workflows.store.turnstile import Turnstile
from workflows.vault import KeyFolder, Vault

BUSY_SECONDS = 15.0
"""How long a writer waits for its turn, and then for a writer of another process."""
READERS = 40

_turnstiles: WeakValueDictionary[Path, Turnstile] = WeakValueDictionary()
_turnstiles_guard = threading.Lock()


def _turnstile(path: Path) -> Turnstile:
    """Return the one turnstile of this process for the file."""
    with _turnstiles_guard:
        return _turnstiles.setdefault(path.resolve(), Turnstile())


AS_TEXT = methodcaller("decode", "utf-8", "backslashreplace")
"""Bytes that are no text stay to be seen, and are no JSON; by itself the driver refuses the whole question."""


class SqliteStore:
    """Hewei's memory in one SQLite file."""

    near = True

    def __init__(self, path: Path, *, vault: Vault | None = None, busy_seconds: float = BUSY_SECONDS) -> None:
        self._path = path
        self._vault = vault or Vault(KeyFolder(path.parent / "keys").ring)
        self._busy = busy_seconds
        self._turnstile = _turnstile(path)
        self._file_turn = FileTurn(path)
        self._writer = self._pool(most=1, read_only=False)
        self._readers = self._pool(most=READERS, read_only=True)

    def _pool(self, *, most: int, read_only: bool) -> FilePool:
        def connect() -> sqlite3.Connection:
            if not self._path.exists():  # connecting would leave an empty one behind
                raise StoreNotPrepared
            connection = sqlite3.connect(
                self._path,
                check_same_thread=False,
                isolation_level=None,
                cached_statements=512,
                timeout=self._busy,
            )
            connection.text_factory = AS_TEXT
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA temp_store = MEMORY")
            connection.execute("PRAGMA cache_size = -16000")
            connection.execute("PRAGMA wal_autocheckpoint = 4000")
            if read_only:
                connection.execute("PRAGMA query_only = ON")
            return connection

        return FilePool(connect, sqlite.dialect(paramstyle="qmark"), most=most, wait=self._busy)

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Open a read-only transaction."""
        with transaction(self._readers, "BEGIN", translate) as session:
            yield SqlTx(session, self._vault)

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """Open a write transaction; it is committed at the end of the block, or rolled back on an exception."""
        with (
            self._turnstile.turn(timeout=self._busy),
            self._file_turn.turn(timeout=self._busy),
            transaction(self._writer, "BEGIN IMMEDIATE", translate) as session,
        ):
            tx = SqlTx(session, self._vault)
            yield tx
            tx.flush()

    def prepare(self) -> None:
        """Create or migrate the tables to the newest form."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
        except OSError as error:
            raise StoreUnavailable(f"The database file {self._path} cannot be made: {error}") from error
        with self._turnstile.turn(timeout=self._busy), self._file_turn.turn(timeout=self._busy):
            self._use_wal()
            with transaction(self._writer, "BEGIN IMMEDIATE", translate) as session:
                migrate(session, at=SystemClock().now())

    def _use_wal(self) -> None:
        """Switch the file to a write-ahead log; SQLite does not wait for others by itself while it does this."""
        until = time.monotonic() + self._busy
        connection = sqlite3.connect(self._path, timeout=self._busy)
        try:
            while True:
                try:
                    connection.execute("PRAGMA journal_mode = WAL")
                except sqlite3.OperationalError as error:
                    if time.monotonic() > until or not _is_busy(error):
                        raise
                    time.sleep(0.02)
                else:
                    return
        except sqlite3.Error as error:
            raise translate(error) or StoreFault(str(error)) from error
        finally:
            connection.close()

    def clock(self) -> datetime | None:
        """Return None: SQLite lives in this process and asks the same clock."""
        return None

    def copy_to(self, path: Path) -> None:
        """Write a copy, as of one moment, to the new file *path* while others go on reading and writing."""
        try:
            path.touch(mode=0o600, exist_ok=False)
            with (
                closing(
                    sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True, timeout=self._busy)
                ) as source,
                closing(sqlite3.connect(path)) as copy,
            ):
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")
        except (sqlite3.Error, OSError) as error:
            raise translate(error) or StoreUnavailable(
                f"The copy {path} cannot be written: {error}"
            ) from error

    def close(self) -> None:
        """Give back all connections."""
        self._readers.close()
        self._writer.close()
        self._file_turn.close()


def _is_busy(error: sqlite3.Error) -> bool:
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


_NAMES: dict[int, type[HeweiError]] = {
    sqlite3.SQLITE_BUSY: StoreLocked,
    sqlite3.SQLITE_LOCKED: StoreLocked,
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: StoreDamaged,
    sqlite3.SQLITE_IOERR: StoreUnavailable,
    sqlite3.SQLITE_CANTOPEN: StoreUnavailable,
    sqlite3.SQLITE_PERM: StoreUnavailable,
    sqlite3.SQLITE_READONLY: ReadOnlyTransaction,
    sqlite3.SQLITE_TOOBIG: UnstorableValue,
    sqlite3.SQLITE_MISMATCH: UnstorableValue,
}
_EXACTLY: dict[int, type[HeweiError]] = {
    sqlite3.SQLITE_CONSTRAINT_UNIQUE: AlreadyThere,
    sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY: AlreadyThere,
    sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY: MissingReference,
    sqlite3.SQLITE_IOERR_SHMSIZE: StoreFull,  # the first to open the database finds no room for what its users share
}


def translate(error: Exception) -> HeweiError | None:
    """Return the named error for an error of SQLite, or None."""
    if not isinstance(error, sqlite3.Error):
        return None
    if "no such table" in str(error):
        return StoreNotPrepared()
    code: int = getattr(error, "sqlite_errorcode", 0)
    named = _EXACTLY.get(code) or _NAMES.get(code & 0xFF)
    return named(database=str(error)) if named else None
