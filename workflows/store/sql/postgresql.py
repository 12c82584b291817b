"""The store on PostgreSQL: row locks instead of one writer, and no answer is waited for for ever."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import psycopg
from psycopg import errors as pg
from sqlalchemy import BigInteger, cast, create_engine, func, select
from sqlalchemy.engine import URL
from sqlalchemy.pool import QueuePool

from workflows.clock import SystemClock
from workflows.errors import (
    AlreadyThere,
    BackupElsewhere,
    HeweiError,
    MissingReference,
    ReadOnlyTransaction,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreNotPrepared,
    StoreUnavailable,
    UnstorableValue,
)
from workflows.store.asking import asking
from workflows.store.encoding import instant_of
from workflows.store.ports.transaction import Tx
from workflows.store.sql.connection import transaction
from workflows.store.sql.pool import EnginePool
from workflows.store.sql.rows_guard import as_actor, guard_rows
from workflows.store.sql.schema import migrate
from workflows.store.sql.statement import Statement
from workflows.store.sql.transaction import SqlTx
from workflows.vault import Vault

READ = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"
WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE"
ONE_STARTER = "SELECT pg_advisory_xact_lock(4854210000)"
CLOCK = Statement(select(cast(func.extract("epoch", func.clock_timestamp()) * 1_000_000, BigInteger)))
PIPELINED = psycopg.capabilities.has_pipeline()
"""Whether the driver's library can send several questions together; one of before 2021 asks singly."""
POOL = 10
WAIT_SECONDS = 15.0
SILENCE: Mapping[str, str] = {
    "connect_timeout": "5",
    "tcp_user_timeout": "5000",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "2",
}
"""A silent network is an error after 5 s; without it the driver waits for more than 20 s (statement_timeout does
not help there)."""
LIMITS = (
    "-c statement_timeout=30s -c lock_timeout=15s -c idle_in_transaction_session_timeout=60s "
    "-c synchronous_commit=on -c timezone=UTC -c jit=off -c max_parallel_workers_per_gather=0"
)
"""Questions are short and many at once: neither a compiler nor further processes bring back what they cost (10 ms to
start two for a sweep of twenty cases that touches 49 pages)."""


class PostgresqlStore:
    """Hewei's memory in a PostgreSQL database."""

    near = False

    def __init__(self, url: URL, *, vault: Vault) -> None:
        self._vault = vault
        query = dict(url.query)
        given = query.pop("options", "")
        options = " ".join([LIMITS, *([given] if isinstance(given, str) else given)]).strip()
        self._engine = create_engine(
            url.set(drivername="postgresql+psycopg", query=query),
            poolclass=QueuePool,
            pool_size=POOL,
            max_overflow=2 * POOL,
            pool_timeout=WAIT_SECONDS,
            pool_reset_on_return=None,
            connect_args={"autocommit": True, "application_name": "hewei", **SILENCE, "options": options},
        )

        self._pool = EnginePool(self._engine)

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """Open a read-only transaction."""
        with transaction(self._pool, READ + _asked(), translate) as session:
            session.still = PIPELINED
            yield SqlTx(session, self._vault)

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """Open a write transaction; it is committed at the end of the block, or rolled back on an exception."""
        asked = _asked()
        with transaction(self._pool, WRITE + asked, translate) as session:
            session.holds_back = not asked
            tx = SqlTx(session, self._vault)
            yield tx
            tx.flush()

    def prepare(self) -> None:
        """Create or migrate the tables to the newest form."""
        with transaction(self._pool, WRITE, translate) as session:
            session.say(ONE_STARTER)
            migrate(session, at=SystemClock().now())
            guard_rows(session)

    def clock(self) -> datetime | None:
        """Return what the server's own clock says."""
        with transaction(self._pool, READ, translate) as session:
            row = session.one(CLOCK)
        return None if row is None else instant_of(row[0])

    def copy_to(self, path: Path) -> None:
        """Refuse: PostgreSQL brings its own tool for this.

        Raises:
            BackupElsewhere: always.
        """
        raise BackupElsewhere(
            f"A PostgreSQL database is copied with `pg_dump --format=custom --file={path.name}`; copy from the home "
            "folder files/, audit/, anchors/ and packs/ beside it and, to another place, the keys: keys/ (or what "
            "HEWEI_KEYS names), secret.key and pki/. Without the keys no case opens.",
            zh=f"PostgreSQL 数据库请用 `pg_dump --format=custom --file={path.name}` 备份，并一并复制数据文件夹中的 "
            "files/、audit/、anchors/、packs/；密钥 keys/（或 HEWEI_KEYS 所指的文件夹）、secret.key、pki/ 另存于别处。"
            "没有密钥，任何案件都无法打开。",
        )

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()


def _asked() -> str:
    who = asking()
    return as_actor(who.actor) if who else ""


_NAMES: tuple[tuple[type[psycopg.Error], type[HeweiError]], ...] = (
    (pg.UniqueViolation, AlreadyThere),
    (pg.ForeignKeyViolation, MissingReference),
    (pg.LockNotAvailable, StoreLocked),
    (pg.DeadlockDetected, StoreLocked),
    (pg.QueryCanceled, StoreLocked),
    (pg.ReadOnlySqlTransaction, ReadOnlyTransaction),
    (pg.UndefinedTable, StoreNotPrepared),
    (pg.UndefinedColumn, StoreNotPrepared),
    (pg.DiskFull, StoreFull),
    (pg.DataCorrupted, StoreDamaged),
    (pg.IndexCorrupted, StoreDamaged),
    (psycopg.DataError, UnstorableValue),
    (psycopg.OperationalError, StoreUnavailable),
    (psycopg.InterfaceError, StoreUnavailable),
)


def translate(error: Exception) -> HeweiError | None:
    """Return the named error for an error of psycopg, or None."""
    named = next((name for kind, name in _NAMES if isinstance(error, kind)), None)
    return named(database=str(error).strip()) if named else None
