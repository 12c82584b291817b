"""Signed-in sessions and failed sign-ins in SQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from workflows.store.encoding import instant_of, micros
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, at, of
from workflows.store.sql.tables import logins as t
from workflows.store.sql.tables import sign_in_failures as f

OPEN = Statement(insert(t))
GET = Statement(
    select(t.c.account_id, t.c.csrf, t.c.opened_at, t.c.seen_at).where(t.c.token_hash == of("token"))
)
TOUCH = Statement(update(t).where(t.c.token_hash == of("token")).values(seen_at=at("on")))
CLOSE = Statement(delete(t).where(t.c.token_hash == of("token")))


def _failed() -> Statement:
    one_more = {"count": f.c.count + 1, "last_at": at("on")}
    return Statement(
        {
            "sqlite": sqlite.insert(f)
            .on_conflict_do_update(index_elements=["key"], set_=one_more)
            .returning(f.c.count),
            "postgresql": postgresql.insert(f)
            .on_conflict_do_update(index_elements=["key"], set_=one_more)
            .returning(f.c.count),
        }
    )


FAILED = _failed()
FAILURES = Statement(select(f.c.count, f.c.last_at).where(f.c.key == of("of_key")))
FORGET = Statement(delete(f).where(f.c.key == of("of_key")))


class SqlLogins:
    """Signed-in sessions; ids are stored hashed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, token_hash: str, *, account_id: str, csrf: str, at: datetime) -> None:
        """Keep a new login."""
        on = micros(at)
        row = {
            "token_hash": token_hash,
            "account_id": account_id,
            "csrf": csrf,
            "opened_at": on,
            "seen_at": on,
        }
        self._session.run(OPEN, row)

    def get(self, token_hash: str) -> tuple[str, str, datetime, datetime] | None:
        """Return (account id, csrf token, opened at, seen at)."""
        row = self._session.one(GET, token=token_hash)
        return (row[0], row[1], instant_of(row[2]), instant_of(row[3])) if row else None

    def touch(self, token_hash: str, *, at: datetime) -> None:
        """Note that it was used."""
        self._session.run(TOUCH, {"token": token_hash, "on": micros(at)})

    def close(self, token_hash: str) -> None:
        """End it."""
        self._session.run(CLOSE, {"token": token_hash})

    def failed(self, key: str, *, at: datetime) -> int:
        """Count a failed sign-in for a login or network key; returns failures in a row."""
        on = micros(at)
        (row,) = self._session.all(FAILED, key=key, count=1, last_at=on, on=on)
        return int(row[0])

    def failures(self, key: str) -> tuple[int, datetime | None]:
        """Return how many failures in a row, and when the last was."""
        row = self._session.one(FAILURES, of_key=key)
        return (row[0], instant_of(row[1])) if row else (0, None)

    def succeeded(self, key: str) -> None:
        """Forget the failures of a key."""
        self._session.run(FORGET, {"of_key": key})
