"""One open transaction on one connection: runs statements and gives every driver error its name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.engine.interfaces import DBAPICursor

from workflows.errors import HeweiError, StoreFault, UnstorableValue
from workflows.store.encoding import rows_text
from workflows.store.sql.record import Row
from workflows.store.sql.statement import Given, Statement

Translate = Callable[[Exception], HeweiError | None]
"""Gives the named error for an error of the driver, or None if it is not one of the driver's."""
Refusal = Callable[[], HeweiError]
"""Gives what is raised where a row was not as it had to be."""


class Session:
    """Runs statements on a cursor until it is closed."""

    def __init__(self, cursor: DBAPICursor, dialect: Dialect, translate: Translate) -> None:
        self.dialect = dialect
        self._words = dialect.name
        self.touched: set[str] = set()
        """The tables that this transaction has changed."""
        self.holds_back = False
        """Whether `later` waits; only where the rows of a case are open to whoever writes, see rows_guard."""
        self.still = False
        """Whether the transaction sees one moment, changes nothing, and lies at the end of a wire: see `ahead`."""
        self._ahead: dict[tuple[object, ...], Sequence[Row]] = {}
        self._held: dict[Statement, tuple[list[Mapping[str, Any]], Refusal | None]] = {}
        self._places: set[tuple[str, ...]] = set()
        self._cursor = cursor
        self._translate = translate

    def one(self, statement: Statement, **values: Any) -> Row | None:
        """Return the first row, or None."""
        if self._ahead and (known := self._at_hand(statement, values)) is not None:
            return known[0] if known else None
        self._execute(statement, values)
        row: Row | None = self._cursor.fetchone()
        return row

    def all(self, statement: Statement, **values: Any) -> Sequence[Row]:
        """Return all rows."""
        if self._ahead and (known := self._at_hand(statement, values)) is not None:
            return known
        self._execute(statement, values)
        rows: Sequence[Row] = self._cursor.fetchall()
        return rows

    def ahead(self, asked: Sequence[tuple[Statement, Mapping[str, Any]]]) -> None:
        """Ask several questions on one way to the database; `one` and `all` have the answers at hand.

        Only where the transaction sees one moment and changes nothing; elsewhere nothing happens.
        """
        if not self.still:
            return
        connection: Any = self._cursor.connection
        cursors = []
        try:
            with connection.pipeline():
                for statement, values in asked:
                    sql, given = statement.spelt(self.dialect)
                    cursors.append(connection.cursor())
                    cursors[-1].execute(sql.encode(), given(values))
            for cursor, (statement, values) in zip(cursors, asked, strict=True):
                self._ahead[_key(statement, values)] = cursor.fetchall()
        except Exception as error:
            raise self._named(error) from error

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
        if at_once := statement.of_rows.get(self.dialect.name):
            return self.run(at_once, {"rows": rows_text(rows)})
        sql, given = self._spelt(statement)
        try:
            self._cursor.executemany(sql, list(map(given, rows)))
        except Exception as error:
            raise self._named(error) from error
        return self._cursor.rowcount

    def later(
        self,
        statement: Statement,
        rows: Sequence[Mapping[str, Any]],
        *,
        key: Sequence[str],
        refused: Refusal | None = None,
    ) -> None:
        """Run a statement once for each of *rows* by the end of the transaction, and before its table is looked at.

        Where a question costs a way to the database and back, what is written of several cases then goes there
        together. *key* names the parameters that tell rows of the table apart; a row that is written twice keeps its
        order. *refused* gives what is raised if fewer rows are changed than are given.
        """
        if not self.holds_back:
            _demand(self.run_each(statement, rows), rows, refused)
            return
        places = {(statement.changes, *(row[name] for name in key)) for row in rows}
        if not places.isdisjoint(self._places):
            self.flush()
        self._places |= places
        self._held.setdefault(statement, ([], refused))[0].extend(rows)

    def flush(self) -> None:
        """Run what was left for later, in the order in which it was first asked for."""
        held, self._held, self._places = self._held, {}, set()
        for statement, (rows, refused) in held.items():
            _demand(self.run_each(statement, rows), rows, refused)

    def say(self, sql: str) -> None:
        """Run a plain text such as BEGIN or COMMIT."""
        try:
            self._cursor.execute(sql)
        except Exception as error:
            raise self._named(error) from error

    def close(self) -> None:
        """Give the cursor back; nothing can be run afterwards."""
        self._cursor.close()

    def _at_hand(self, statement: Statement, values: Mapping[str, Any]) -> Sequence[Row] | None:
        """Return the answer to what was asked ahead, or None."""
        return self._ahead.get(_key(statement, values))

    def _spelt(self, statement: Statement) -> tuple[str, Given]:
        """Return *statement* as the driver takes it, when what was left for later of its tables is done."""
        self.touched.add(statement.changes)
        if self._held and (
            not statement.tables or any(place[0] in statement.tables for place in self._places)
        ):
            self.flush()
        return statement.texts.get(self._words) or statement.spelt(self.dialect)

    def _execute(self, statement: Statement, values: Mapping[str, Any]) -> None:
        sql, given = self._spelt(statement)
        try:
            self._cursor.execute(sql, given(values))
        except Exception as error:
            raise self._named(error) from error

    def _named(self, error: Exception) -> HeweiError:
        if isinstance(error, UnicodeEncodeError | OverflowError):
            return UnstorableValue(f"A value cannot be stored ({error}); correct it.")
        return self._translate(error) or StoreFault(f"The database reported: {error}")


def _key(statement: Statement, values: Mapping[str, Any]) -> tuple[object, ...]:
    return statement, *sorted(values.items())


def _demand(changed: int, rows: Sequence[object], refused: Refusal | None) -> None:
    if refused is not None and changed != len(rows):
        raise refused()
