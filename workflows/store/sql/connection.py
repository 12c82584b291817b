"""A transaction on a pooled connection: begun, then committed or rolled back, whatever happens inside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine.interfaces import DBAPIConnection

from workflows.errors import HeweiError, StoreFault, StoreLocked
from workflows.store.sql.pool import Pool
from workflows.store.sql.session import Session, Translate


@contextmanager
def transaction(pool: Pool, begin: str, translate: Translate) -> Iterator[Session]:
    """Yield a session in a transaction begun with *begin*.

    Raises:
        StoreUnavailable: the database does not answer.
        StoreLocked: no connection was free in time.
    """
    connection, session = _begun(pool, begin, translate)
    try:
        yield session
        session.say("COMMIT")
    except BaseException:
        _roll_back(pool, connection, session)
        raise
    session.close()
    pool.give(connection)


def _begun(pool: Pool, begin: str, translate: Translate) -> tuple[DBAPIConnection, Session]:
    """Return a connection in a transaction; one that died in the pool is replaced once, as nothing was done yet."""
    connection, session = _session(pool, translate)
    try:
        session.say(begin)
    except HeweiError as error:
        pool.drop(connection)
        if isinstance(error, StoreLocked):
            raise
        connection, session = _session(pool, translate)
        try:
            session.say(begin)
        except HeweiError:
            pool.drop(connection)
            raise
    return connection, session


def _session(pool: Pool, translate: Translate) -> tuple[DBAPIConnection, Session]:
    try:
        connection = pool.take()
    except HeweiError:
        raise
    except Exception as error:
        raise translate(error) or StoreFault(f"No connection to the database: {error}") from error
    return connection, Session(connection.cursor(), pool.dialect, translate)


def _roll_back(pool: Pool, connection: DBAPIConnection, session: Session) -> None:
    """Undo the transaction; a connection that cannot is thrown away, which undoes it as well."""
    try:
        session.say("ROLLBACK")
        session.close()
    except HeweiError:
        pool.drop(connection)
    else:
        pool.give(connection)
