"""Who watches which case, in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from workflows.store.encoding import micros
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Statement, add_if_new, at, of
from workflows.store.sql.tables import watchers as t

ADD = add_if_new(t)
DROP = Statement(delete(t).where(t.c.case_id == of("case"), t.c.account_id == of("account")))
OF_CASE = Statement(select(t.c.account_id).where(t.c.case_id == of("case")).order_by(t.c.account_id))
CASES_OF = Statement(
    select(t.c.case_id)
    .where(t.c.account_id == of("account"))
    .order_by(t.c.at.desc(), t.c.case_id)
    .limit(at("at_most"))
)


class SqlWatchers:
    """Who gets a copy of a case and may read it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, case_id: str, account_id: str, *, by: str, at: datetime) -> bool:
        """Let somebody watch the case; False if they do already."""
        row = {"case_id": case_id, "account_id": account_id, "added_by": by, "at": micros(at)}
        return self._session.run(ADD, row) == 1

    def drop(self, case_id: str, account_id: str) -> bool:
        """Let them watch no longer; False if they did not."""
        return self._session.run(DROP, {"case": case_id, "account": account_id}) == 1

    def of_case(self, case_id: str) -> Sequence[str]:
        """Return the accounts that watch the case, in order."""
        return [row[0] for row in self._session.all(OF_CASE, case=case_id)]

    def cases_of(self, account_id: str, *, limit: int = 100) -> Sequence[str]:
        """Return the ids of the cases that somebody watches, the newest copy first."""
        return [row[0] for row in self._session.all(CASES_OF, account=account_id, at_most=limit)]
