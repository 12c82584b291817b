"""A transaction on a pooled connection: begun, then committed or rolled back, whatever happens inside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import Engine
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlalchemy.pool import PoolProxiedConnection

from workflows.errors import HeweiError, StoreFault, StoreLocked
from workflows.store.sql.session import Session, Translate


@contextmanager
def transaction(engine: Engine, begin: str, translate: Translate) -> Iterator[Session]:
    """Yield a session in a transaction begun with *begin*.

    Raises:
        StoreUnavailable: the database does not answer.
        StoreLocked: no connection was free in time.
    """
    connection, session = _begun(engine, begin, translate)
    try:
        yield session
        session.say("COMMIT")
    except BaseException:
        _roll_back(connection, session)
        raise
    session.close()
    connection.close()


def _begun(engine: Engine, begin: str, translate: Translate) -> tuple[PoolProxiedConnection, Session]:
    """Return a connection in a transaction; one that died in the pool is replaced once, as nothing was done yet."""
    connection, session = _session(engine, translate)
    try:
        session.say(begin)
    except HeweiError as error:
        connection.invalidate()
        if isinstance(error, StoreLocked):
            raise
        connection, session = _session(engine, translate)
        try:
            session.say(begin)
        except HeweiError:
            connection.invalidate()
            raise
    return connection, session


def _session(engine: Engine, translate: Translate) -> tuple[PoolProxiedConnection, Session]:
    try:
        connection = engine.raw_connection()
    except NoConnectionLeft as error:
        raise StoreLocked("All connections to the database are in use; try again in a moment.") from error
    except Exception as error:
        raise translate(error) or StoreFault(f"No connection to the database: {error}") from error
    return connection, Session(connection.cursor(), engine.dialect, translate)


def _roll_back(connection: PoolProxiedConnection, session: Session) -> None:
    """Undo the transaction; a connection that cannot is thrown away, which undoes it as well."""
    try:
        session.say("ROLLBACK")
        session.close()
    except HeweiError:
        connection.invalidate()
    else:
        connection.close()
