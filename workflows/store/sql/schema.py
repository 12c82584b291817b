"""Bring a database to the newest schema, one numbered step after the other, all in one transaction."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.resources import files

from sqlalchemy import func, insert, select

from workflows.errors import StoreTooNew
from workflows.store.encoding import micros
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement
from workflows.store.sql.tables import schema_version as t

VERSIONS = """CREATE TABLE IF NOT EXISTS schema_version (
  version INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;"""
NEWEST = Statement(select(func.max(t.c.version)))
APPLIED = Statement(insert(t))
POSTGRESQL_WORDS = (
    (r"\bINTEGER\b", "BIGINT"),
    (r"\bBLOB\b", "BYTEA"),
    (r"\bTEXT\b", 'TEXT COLLATE "C"'),
    (r"\) STRICT(, WITHOUT ROWID)?;", ");"),
)


@dataclass(frozen=True)
class Migration:
    """One step: its number, its name, and its statements in the words of one database."""

    version: int
    name: str
    statements: tuple[str, ...]


def spelt(sql: str, dialect: str) -> str:
    """Return SQL written for SQLite in the words of *dialect*."""
    if dialect == "postgresql":
        for pattern, replacement in POSTGRESQL_WORDS:
            sql = re.sub(pattern, replacement, sql)
    return sql


def migrations(dialect: str) -> Sequence[Migration]:
    """Return all steps in order."""
    folder = files("workflows.store.migrations")
    names = sorted(entry.name for entry in folder.iterdir() if re.fullmatch(r"\d{4}_\w+\.sql", entry.name))
    return [_migration(name.removesuffix(".sql"), dialect) for name in names]


def _migration(stem: str, dialect: str) -> Migration:
    folder = files("workflows.store.migrations")
    text = spelt((folder / f"{stem}.sql").read_text("utf-8"), dialect)
    own = folder / f"{stem}.{dialect}.sql"
    if own.is_file():
        text += "\n\n" + own.read_text("utf-8")
    parts = (part.strip() for part in re.split(r"\n\s*\n", text))
    return Migration(int(stem[:4]), stem[5:], tuple(part for part in parts if part))


def migrate(session: Session, *, at: datetime) -> int:
    """Run the steps this database has not seen; returns the version it is at now.

    Raises:
        StoreTooNew: it has seen steps that this program does not know.
    """
    dialect = session.dialect.name
    session.say(spelt(VERSIONS, dialect))
    row = session.one(NEWEST)
    seen: int = (row[0] if row else None) or 0
    steps = migrations(dialect)
    if seen > steps[-1].version:
        raise StoreTooNew(
            f"The database has schema {seen}, this program knows up to {steps[-1].version}; install the newer "
            "program or restore the backup made before the change."
        )
    for step in (each for each in steps if each.version > seen):
        for statement in step.statements:
            session.say(statement)
        session.run(APPLIED, {"version": step.version, "name": step.name, "at": micros(at)})
    return steps[-1].version
