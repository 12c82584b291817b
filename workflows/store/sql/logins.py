"""Signed-in sessions and failed sign-ins in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from workflows.domain.actor import acting
from workflows.domain.identity import Login, SignedIn
from workflows.store.encoding import instant_of, micros
from workflows.store.sql.desk_tables import absences
from workflows.store.sql.directory import ACCOUNT, POST
from workflows.store.sql.identity_tables import logins as t
from workflows.store.sql.identity_tables import sign_in_failures as f
from workflows.store.sql.record import Record
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, at, of
from workflows.store.sql.tables import accounts, organisations, posts

LOGIN = Record(t, Login)
OPEN = Statement(insert(t))
GET = Statement(select(*LOGIN.columns).where(t.c.token_hash == of("token"), t.c.ended_at.is_(None)))
_stands_for = (
    (absences.c.substitute_id == accounts.c.id)
    & (absences.c.until >= of("on_day"))
    & (absences.c.since <= of("on_day"))
    & absences.c.ended_at.is_(None)
)
_posts_after = len(LOGIN.columns) + len(ACCOUNT.columns)
WHO = Statement(
    select(*LOGIN.columns, *ACCOUNT.columns, *POST.columns, organisations.c.path, absences.c.account_id)
    .join_from(t, accounts, accounts.c.id == t.c.account_id)
    .outerjoin(posts, posts.c.account_id == accounts.c.id)
    .outerjoin(organisations, organisations.c.id == posts.c.org_id)
    .outerjoin(absences, _stands_for)
    .where(t.c.token_hash == of("token"), t.c.ended_at.is_(None))
    .order_by(posts.c.org_id, posts.c.role)
)
"""Every post beside every person stood for: a few rows, where each by itself would be a question more."""
OF_ACCOUNT = Statement(
    select(*LOGIN.columns)
    .where(t.c.account_id == of("account"))
    .order_by(t.c.opened_at.desc(), t.c.token_hash)
)
TOUCH = Statement(update(t).where(t.c.token_hash == of("token")).values(seen_at=at("on")))
CLOSE = Statement(
    update(t).where(t.c.token_hash == of("token"), t.c.ended_at.is_(None)).values(ended_at=at("on"))
)
CLOSE_ALL = Statement(
    update(t)
    .where(t.c.account_id == of("account"), t.c.ended_at.is_(None), t.c.token_hash != of("but"))
    .values(ended_at=at("on"))
)
DROP_OLD = Statement(delete(t).where(t.c.seen_at < at("before")))


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
FORGIVE = Statement(delete(f).where(f.c.key.like(of("begin"), escape="!")))


class SqlLogins:
    """Signed-in sessions; ids are stored hashed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def open(self, login: Login) -> None:
        """Keep a new login."""
        self._session.run(OPEN, LOGIN.row(login))

    def get(self, token_hash: str) -> Login | None:
        """Return a login that was not ended; whether it is still young enough is for the caller."""
        row = self._session.one(GET, token=token_hash)
        return LOGIN.value(row) if row else None

    def who(self, token_hash: str, day: date) -> SignedIn | None:
        """Return who stands behind a login that was not ended, as they act on *day*, in one question."""
        rows = self._session.all(WHO, token=token_hash, on_day=day.isoformat())
        if not rows:
            return None
        account = ACCOUNT.value(rows[0][len(LOGIN.columns) : _posts_after])
        held = {tuple(row[_posts_after:-2]): row[-2] for row in rows if row[_posts_after] is not None}
        found = [(POST.value(post), path) for post, path in held.items()]
        paths = {post.org_id: path for post, path in found if path is not None}
        stands_for = {row[-1] for row in rows if row[-1] is not None}
        actor = acting(account, [post for post, _ in found], paths, stands_for)
        return SignedIn(login=LOGIN.value(rows[0][: len(LOGIN.columns)]), account=account, actor=actor)

    def of_account(self, account_id: str) -> Sequence[Login]:
        """Return all logins of an account that are remembered, ended ones too, the newest first."""
        return LOGIN.values(self._session.all(OF_ACCOUNT, account=account_id))

    def touch(self, token_hash: str, *, at: datetime) -> None:
        """Note that it was used."""
        self._session.run(TOUCH, {"token": token_hash, "on": micros(at)})

    def close(self, token_hash: str, *, at: datetime) -> None:
        """End it."""
        self._session.run(CLOSE, {"token": token_hash, "on": micros(at)})

    def close_all(self, account_id: str, *, at: datetime, but: str = "") -> int:
        """End the logins of an account except *but*; returns how many were open."""
        return self._session.run(CLOSE_ALL, {"account": account_id, "but": but, "on": micros(at)})

    def forget(self, *, before: datetime) -> None:
        """Drop what was last used before an instant."""
        self._session.run(DROP_OLD, {"before": micros(before)})

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

    def forgiven(self, begin: str) -> None:
        """Forget the failures of all keys that begin with *begin*."""
        plain = begin.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        self._session.run(FORGIVE, {"begin": f"{plain}%"})
