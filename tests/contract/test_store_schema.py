"""The database itself: how it is made, what stands in it, and how it speaks when something is wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import MetaData, Table, create_engine, inspect, text
from sqlalchemy.engine import Engine, make_url

from tests.contract.samples import NOW, a_case, a_timer, an_errand, an_item
from workflows.domain.work_query import WorkQuery
from workflows.errors import (
    HeweiError,
    StoreDamaged,
    StoreFault,
    StoreLocked,
    StoreNotPrepared,
    StoreTooNew,
    StoreUnavailable,
    StoreUrlRefused,
)
from workflows.store import Store
from workflows.store.opening import open_store
from workflows.store.sql.schema import migrations
from workflows.store.sql.sqlite import SqliteStore
from workflows.store.sql.tables import METADATA


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    parts = make_url(url)
    engine = create_engine(parts.set(drivername="postgresql+psycopg") if "postgresql" in url else parts)
    yield engine
    engine.dispose()


FULL_TEXT = ("case_trigrams", "case_bigrams")
"""The full-text index of SQLite and what it keeps beside it; PostgreSQL has an index by a function instead."""


def _shape(table: Table) -> dict[str, tuple[type, bool, bool]]:
    return {c.name: (c.type.python_type, bool(c.nullable), bool(c.primary_key)) for c in table.columns}


def test_the_schema_is_the_sum_of_its_migrations(database: Store, filled_url: str) -> None:
    """What stands in the database after all steps is what the program believes: tables, columns, types, keys."""
    with _engine(filled_url) as engine:
        found = MetaData()
        found.reflect(engine)
    assert {name: _shape(t) for name, t in found.tables.items() if not name.startswith(FULL_TEXT)} == {
        name: _shape(t) for name, t in METADATA.tables.items()
    }


def test_both_databases_have_the_same_indexes_and_references(
    database: Store, filled_url: str, tmp_path: Path
) -> None:
    """A question that is quick on one database is quick on the other, and both refuse the same orphans."""

    def bones(address: str) -> dict[str, Any]:
        with _engine(address) as engine:
            look = inspect(engine)
            return {
                name: (
                    sorted(
                        (i["name"], tuple(i["column_names"]), bool(i["unique"]))
                        for i in look.get_indexes(name)
                        if i["column_names"] != [None]
                    ),
                    sorted(tuple(f["constrained_columns"]) for f in look.get_foreign_keys(name)),
                )
                for name in look.get_table_names()
                if not name.startswith(FULL_TEXT)
            }

    reference = open_store(f"sqlite:///{tmp_path}/reference.db")
    reference.prepare()
    reference.close()
    assert bones(filled_url) == bones(f"sqlite:///{tmp_path}/reference.db")


def test_migrations_are_numbered_upwards() -> None:
    """The steps of the schema have rising numbers, each once, in both spellings; a number may be left unused."""
    for dialect in ("sqlite", "postgresql"):
        found = [step.version for step in migrations(dialect)]
        assert found == sorted(set(found))
        assert found[0] == 1


def test_preparing_again_and_at_once_changes_nothing(url: str) -> None:
    """Several starters at the same moment, and every later start, find or make the same tables."""

    def start(_: int) -> None:
        store = open_store(url)
        store.prepare()
        store.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(start, range(6)))
    store = open_store(url)
    with store.write() as tx:
        tx.cases.add(a_case())
    store.prepare()
    with store.read() as tx:
        assert tx.cases.count() == 1
    store.close()


def test_a_database_of_a_newer_program_is_not_touched(database: Store, filled_url: str) -> None:
    """An older program refuses a newer database instead of writing into it."""
    with _engine(filled_url) as engine, engine.begin() as connection:
        connection.execute(text("INSERT INTO schema_version VALUES (9999, 'future', 0)"))
    with pytest.raises(StoreTooNew, match="9999"):
        database.prepare()


def test_an_unprepared_database_says_what_to_do(url: str) -> None:
    """Without its tables the store says that it must be prepared."""
    store = open_store(url)
    with pytest.raises(StoreNotPrepared), store.write() as tx:
        tx.cases.add(a_case())
    store.close()


@pytest.mark.parametrize("change", ["UPDATE journal SET actor = 'x'", "DELETE FROM journal"])
def test_the_journal_cannot_be_changed(database: Store, filled_url: str, change: str) -> None:
    """Facts can be added, never changed or removed, not even past the program."""
    with database.write() as tx:
        tx.journal.append("c1", 0, [_fact()], at=NOW, actor="m")
    with (
        _engine(filled_url) as engine,
        pytest.raises(Exception, match="append only"),
        engine.begin() as connection,
    ):
        connection.execute(text(change))
    with database.read() as tx:
        assert [entry.actor for entry in tx.journal.since(0)] == ["m"]


def _fact() -> Any:
    from workflows.domain.journal import Fact

    return Fact(kind="CaseOpened")


def test_sqlite_loses_nothing_on_power_failure(tmp_path: Path) -> None:
    """The file runs with a write-ahead log, full syncing and checked references."""
    store = SqliteStore(tmp_path / "h.db")
    store.prepare()
    for pool in (store._writer, store._readers):
        connection: Any = pool.take()
        asked = [
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
        pool.give(connection)
        assert asked == ["wal", 2, 1]
    assert (tmp_path / "h.db").stat().st_mode & 0o077 == 0
    store.close()


INDEXES = {
    "timers_ready",
    "timers_leased",
    "timers_of_case",
    "timers_provisional",
    "journal_by_time",
    "outbox_ready",
    "work_items_of_case",
    "work_items_of_group",
    "work_items_of_assignee",
    "waits_for",
    "case_search_org",
}


def test_the_questions_asked_most_use_their_index(tmp_path: Path) -> None:
    """What is asked at every step or sweep costs what it finds, not what there is."""
    store = SqliteStore(tmp_path / "h.db")
    store.prepare()
    asked: list[str] = []
    connection: Any = store._writer.take()
    connection.set_trace_callback(asked.append)
    store._writer.give(connection)
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.work.replace_open("c1", [an_item()], at=NOW)
        tx.timers.replace_armed("c1", [a_timer()])
        tx.outbox.put(an_errand())
        tx.timers.claim_due(NOW, owner="o", lease_until=NOW, limit=5)
        tx.outbox.take(NOW, kinds=["send", "x"], owner="o", lease_until=NOW, limit=5)
        tx.work_lists.page(WorkQuery(assignees=frozenset({"a"}), groups=frozenset({("o", "r")})))
        tx.timers.next_due()
        tx.timers.provisional()
        tx.journal.counts(NOW, NOW)
        tx.waits.find("message", "n", "{}")
        tx.cases.search(limit=10)
        tx.cases.search(orgs=["a", "b"], status="open", limit=10)
    store.close()
    plans = "\n".join(
        _plan(tmp_path / "h.db", sql) for sql in asked if not sql.startswith(("BEGIN", "COMMIT", "--"))
    )
    searched = {
        line.split(" INDEX ")[1].split()[0]
        for line in plans.splitlines()
        if line.startswith("SEARCH ") and " INDEX " in line
    }
    assert INDEXES - searched == set()
    assert "SCAN case_search USING INDEX case_search_newest" in plans
    read_whole = [line for line in plans.splitlines() if line.startswith("SCAN ") and " USING " not in line]
    own = [line for line in read_whole if line.split()[1] in METADATA.tables]
    assert own == []


def _plan(path: Path, sql: str) -> str:
    connection = sqlite3.connect(path)
    rows = connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()
    connection.close()
    return "\n".join(row[3] for row in rows)


@pytest.mark.parametrize(
    "url", ["", "sqlite://", "sqlite:///:memory:", "mysql://host/x", "postgresql://host", "?"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """A wrong address of the database is named with the forms that are allowed."""
    with pytest.raises(StoreUrlRefused, match="sqlite:///path"):
        open_store(url)


def test_a_damaged_file_is_called_damaged(tmp_path: Path) -> None:
    """A file that is no database says so and names the backup as the remedy."""
    (tmp_path / "h.db").write_bytes(b"no database" * 1000)
    store = open_store(f"sqlite:///{tmp_path}/h.db")
    with pytest.raises(StoreDamaged, match="backup"):
        store.prepare()
    store.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    """A database that cannot be created names its place."""
    (tmp_path / "file").write_bytes(b"")
    store = open_store(f"sqlite:///{tmp_path}/file/h.db")
    with pytest.raises(StoreUnavailable, match=r"file/h\.db"):
        store.prepare()
    store.close()


def test_another_process_that_holds_the_file_too_long_is_reported(tmp_path: Path) -> None:
    """A writer waits for another program, and then says that the database was busy."""
    store = SqliteStore(tmp_path / "h.db", busy_seconds=0.05)
    store.prepare()
    other = sqlite3.connect(tmp_path / "h.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreLocked), store.write():
        raise AssertionError
    other.execute("COMMIT")
    other.close()
    with store.write() as tx:
        assert tx.numbers.next("a") == 1
    store.close()


@pytest.mark.slow
def test_a_server_that_is_not_there_is_reported() -> None:
    """A PostgreSQL that does not answer is named as the reason, with what to do."""
    store = open_store("postgresql://nobody@127.0.0.1:9/none")
    with pytest.raises(StoreUnavailable, match="send the same again"), store.read():
        raise AssertionError
    store.close()


@pytest.mark.slow
def test_a_connection_that_died_in_the_pool_is_replaced_unseen(postgresql_server: str) -> None:
    """After the server has dropped idle connections the next step works as if nothing had happened."""
    store = open_store(postgresql_server)
    with store.read() as tx:
        assert tx is not None
    with psycopg.connect(postgresql_server, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hewei'"
        )
    with pytest.raises(StoreNotPrepared), store.read() as tx:
        tx.cases.count()
    store.close()


@pytest.mark.slow
def test_a_connection_that_dies_in_the_middle_leaves_nothing(filled_url: str, database: Store) -> None:
    """A step whose connection breaks is reported and undone, and the next one works."""
    if "postgresql" not in filled_url:
        pytest.skip("SQLite has no connection that can break")

    def broken() -> None:
        with database.write() as tx:
            tx.cases.add(a_case())
            with psycopg.connect(filled_url, autocommit=True) as admin:
                admin.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hewei'"
                )

    with pytest.raises(StoreUnavailable):
        broken()
    with database.write() as tx:
        assert tx.cases.count() == 0


def test_every_error_of_the_store_says_what_to_do() -> None:
    """Each named error of the database carries its remedy and a code of its own."""
    named: list[type[HeweiError]] = [StoreFault, *StoreFault.__subclasses__()]
    assert len({each.code for each in named}) == len(named)
    assert all(";" in str(each()) for each in named)
