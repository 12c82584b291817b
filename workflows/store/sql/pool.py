"""Connections that stay open between transactions: those of SQLAlchemy, and our own for SQLite."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from sqlalchemy import Dialect
from sqlalchemy.engine import Engine
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.pool import PoolProxiedConnection

from workflows.errors import StoreLocked

KEPT = 8


class Pool(Protocol):
    """What a transaction asks of a pool; each connection that was taken is given back or dropped, once."""

    @property
    def dialect(self) -> Dialect:
        """In whose words statements are spelt."""

    def take(self) -> DBAPIConnection:
        """Return a connection that nobody else has.

        Raises:
            StoreLocked: none was free in time.
        """

    def give(self, connection: DBAPIConnection) -> None:
        """Take a connection back, outside any transaction."""

    def drop(self, connection: DBAPIConnection) -> None:
        """Throw a connection away that cannot be trusted any more."""


class EnginePool:
    """The pool of an engine of SQLAlchemy, which replaces connections that a server or a network has ended."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.dialect = engine.dialect

    def take(self) -> PoolProxiedConnection:
        """Return a connection that nobody else has.

        Raises:
            StoreLocked: none was free in time.
        """
        try:
            return self._engine.raw_connection()
        except NoConnectionLeft as error:
            raise none_left() from error

    def give(self, connection: DBAPIConnection) -> None:
        """Take a connection back."""
        connection.close()

    def drop(self, connection: DBAPIConnection) -> None:
        """Throw a connection away."""
        if isinstance(connection, PoolProxiedConnection):
            connection.invalidate()


class FilePool:
    """Connections to one SQLite file: what never goes over a wire needs no looking after.

    SQLAlchemy's pool takes as long as five questions for each transaction; the one given back last is taken first,
    as its pages are at hand.
    """

    def __init__(self, connect: Callable[[], Any], dialect: Dialect, *, most: int, wait: float) -> None:
        self.dialect = dialect
        self._connect = connect
        self._wait = wait
        self._free: SimpleQueue[None] = SimpleQueue()
        """One entry for each connection that may yet be taken: a semaphore of Python costs six times as much."""
        for _ in range(most):
            self._free.put(None)
        self._idle: deque[DBAPIConnection] = deque()

    def take(self) -> DBAPIConnection:
        """Return a connection that nobody else has.

        Raises:
            StoreLocked: none was free in time.
        """
        try:
            self._free.get(timeout=self._wait)
        except Empty as error:
            raise none_left() from error
        try:
            return self._idle.pop()
        except IndexError:
            return self._opened()

    def _opened(self) -> DBAPIConnection:
        try:
            connection: DBAPIConnection = self._connect()
        except BaseException:
            self._free.put(None)
            raise
        return connection

    def give(self, connection: DBAPIConnection) -> None:
        """Take a connection back; more than a few are not kept, as each keeps pages at hand."""
        if len(self._idle) < KEPT:
            self._idle.append(connection)
        else:
            connection.close()
        self._free.put(None)

    def drop(self, connection: DBAPIConnection) -> None:
        """Throw a connection away."""
        connection.close()
        self._free.put(None)

    def close(self) -> None:
        """Close the connections that nobody has."""
        while self._idle:
            self._idle.pop().close()


def none_left() -> StoreLocked:
    """Return the refusal of who waited for a connection too long."""
    return StoreLocked("All connections to the database are in use; try again in a moment.")
