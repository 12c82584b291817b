"""Open a store by its address."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from workflows.errors import StoreUrlRefused
from workflows.later import Later
from workflows.store.ports.transaction import Store
from workflows.store.sql.sqlite import SqliteStore
from workflows.vault import Vault, passing_ring

if TYPE_CHECKING:
    from workflows.store.memory import transaction as memory
    from workflows.store.sql import postgresql
else:
    memory = Later("workflows.store.memory.transaction")
    postgresql = Later("workflows.store.sql.postgresql")


def open_store(url: str, vault: Vault | None = None) -> Store:
    """Return the store at *url*: `sqlite:///path/to/file.db`, `postgresql://user@host/name` or `memory:`.

    Nothing is created yet: call `prepare()` once before the first transaction. What is personal is sealed by *vault*.
    Without one, SQLite takes the keys in the folder `keys` beside its file, and PostgreSQL keys that end with this
    process, which is for tests and benchmarks alone.

    Raises:
        StoreUrlRefused: the address is none of these.
    """
    if url == "memory:":
        return memory.MemoryStore()
    try:
        parts = make_url(url)
    except ArgumentError as error:
        raise StoreUrlRefused from error
    backend = parts.get_backend_name()
    if backend == "sqlite" and parts.database and parts.database != ":memory:":
        return SqliteStore(Path(parts.database), vault=vault)
    if backend == "postgresql" and parts.database:
        return postgresql.PostgresqlStore(parts, vault=vault or _passing_vault())
    raise StoreUrlRefused


@cache
def _passing_vault() -> Vault:
    ring = passing_ring()
    return Vault(lambda: ring)
