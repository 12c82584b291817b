"""One open transaction on one connection: runs statements and gives every driver error its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.engine.interfaces import DBAPICursor

from workflows.errors import HeweiError, StoreFault, UnstorableValue
from workflows.store.sql.record import Row
from workflows.store.sql.statement import Statement

Translate = Callable[[Exception], HeweiError | None]
"""Gives the named error for an error of the driver, or None if it is not one of the driver's."""


class Session:
    """Runs statements on a cursor until it is closed."""

    def __init__(self, cursor: DBAPICursor, dialect: Dialect, translate: Translate) -> None:
        self.dialect = dialect
        self.touched: set[str] = set()
        """The tables that this transaction has changed."""
        self._cursor = cursor
        self._translate = translate

    def one(self, statement: Statement, **values: Any) -> Row | None:
        """Return the first row, or None."""
        self._execute(statement, values)
        row: Row | None = self._cursor.fetchone()
        return row

    def all(self, statement: Statement, **values: Any) -> Sequence[Row]:
        """Return all rows."""
        self._execute(statement, values)
        rows: Sequence[Row] = self._cursor.fetchall()
        return rows

    def run(self, statement: Statement, values: Mapping[str, Any]) -> int:
        """Run a statement that changes rows; returns how many."""
        self._execute(statement, values)
        return self._cursor.rowcount

    def run_each(self, statement: Statement, rows: Sequence[Mapping[str, Any]]) -> int:
        """Run a statement once for each of *rows*; returns how many rows it changed. No rows, no statement."""
        if not rows:
            return 0
        if len(rows) == 1:
            return self.run(statement, rows[0])
        self.touched.add(statement.changes)
        sql, fixed = statement.spelt(self.dialect)
        try:
            self._cursor.executemany(sql, [{**fixed, **row} for row in rows] if fixed else rows)
        except Exception as error:
            raise self._named(error) from error
        return self._cursor.rowcount

    def say(self, sql: str) -> None:
        """Run a plain text such as BEGIN or COMMIT."""
        try:
            self._cursor.execute(sql)
        except Exception as error:
            raise self._named(error) from error

    def close(self) -> None:
        """Give the cursor back; nothing can be run afterwards."""
        self._cursor.close()

    def _execute(self, statement: Statement, values: Mapping[str, Any]) -> None:
        self.touched.add(statement.changes)
        sql, fixed = statement.spelt(self.dialect)
        try:
            self._cursor.execute(sql, {**fixed, **values} if fixed else values)
        except Exception as error:
            raise self._named(error) from error

    def _named(self, error: Exception) -> HeweiError:
        if isinstance(error, UnicodeEncodeError | OverflowError):
            return UnstorableValue(f"A value cannot be stored ({error}); correct it.")
        return self._translate(error) or StoreFault(f"The database reported: {error}")
