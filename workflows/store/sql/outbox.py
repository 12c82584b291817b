"""The outbox in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select, update

from workflows.domain.outbox import DamagedErrand, Errand, ErrandStatus
from workflows.store.encoding import EPOCH, json_text, micros
from workflows.store.sql.record import Record, Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, Statement, add_if_new, at, of, word
from workflows.store.sql.tables import outbox as t
from workflows.store.sql.timers import claim, later

RECORD = Record(t, Errand)

_ready = t.c.status == word(ErrandStatus.READY)
PUT = add_if_new(t)
TAKE = claim(t, [_ready, Among(t.c.kind, "kinds")], RECORD.columns)
DONE = Statement(
    update(t)
    .where(t.c.id == of("errand"), _ready)
    .values(status=word(ErrandStatus.DONE), lease_owner="", lease_until=None)
)
CANCEL = Statement(
    update(t)
    .where(t.c.id == of("errand"), _ready)
    .values(status=word(ErrandStatus.CANCELLED), lease_owner="", lease_until=None)
)
AGAIN = Statement(
    update(t)
    .where(t.c.id == of("errand"))
    .values(
        status=word(ErrandStatus.READY),
        attempts=0,
        error="",
        run_at=at("start"),
        ready_at=at("start"),
        lease_owner="",
        lease_until=None,
    )
)
OF_CASE = Statement(select(*RECORD.columns).where(t.c.case_id == of("case"), _ready).order_by(t.c.id))
SET_BACK = Statement(
    update(t)
    .where(t.c.id == of("errand"), t.c.status.in_([word(ErrandStatus.READY), word(ErrandStatus.STUCK)]))
    .values(
        status=of("now_status"),
        attempts=t.c.attempts + 1,
        error=of("why"),
        lease_owner="",
        lease_until=at("retry"),
        ready_at=later(t.c.run_at, at("retry")),
    )
)
RELEASE = Statement(
    update(t)
    .where(_ready, t.c.lease_owner == of("by"))
    .values(lease_owner="", lease_until=None, ready_at=t.c.run_at)
)
GET = Statement(select(*RECORD.columns).where(t.c.id == of("errand")))
WAITING = Statement(select(t.c.kind, func.count()).where(_ready).group_by(t.c.kind).order_by(t.c.kind))

DUE = Statement(
    select(t.c.kind, func.count())
    .where(_ready, t.c.ready_at <= at("now"))
    .group_by(t.c.kind)
    .order_by(t.c.kind)
)


class SqlOutbox:
    """Errands for the outside world."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, errand: Errand) -> bool:
        """Keep an errand; False if its id is known already."""
        row = RECORD.row(errand)
        return self._session.run(PUT, {**row, "ready_at": max(row["run_at"], row["lease_until"] or 0)}) == 1

    def take(
        self, now: datetime, *, kinds: Iterable[str], owner: str, lease_until: datetime, limit: int
    ) -> Sequence[Errand]:
        """Lease up to *limit* ready errands that are due; of one that cannot be read a DamagedErrand."""
        rows = self._session.all(
            TAKE,
            now=micros(now),
            kinds=json_text(sorted(kinds)),
            by=owner,
            until=micros(lease_until),
            at_most=limit,
        )
        return sorted(map(_errand, rows), key=lambda errand: (errand.run_at, errand.created_at, errand.id))

    def done(self, errand_id: str) -> bool:
        """Mark as done; False if it was not ready any more."""
        return self._session.run(DONE, {"errand": errand_id}) == 1

    def cancel(self, errand_id: str) -> bool:
        """Call off an errand that nobody has run yet; False if it was not ready any more."""
        return self._session.run(CANCEL, {"errand": errand_id}) == 1

    def again(self, errand_id: str, *, at: datetime) -> bool:
        """Make an errand ready once more from *at*, as if it had never been tried; False if there is none."""
        return self._session.run(AGAIN, {"errand": errand_id, "start": micros(at)}) == 1

    def of_case(self, case_id: str) -> Sequence[Errand]:
        """Return the errands of a case that are ready, in order of their ids, but those that cannot be read."""
        ready = map(_errand, self._session.all(OF_CASE, case=case_id))
        return [errand for errand in ready if not isinstance(errand, DamagedErrand)]

    def set_back(self, errand_id: str, *, error: str, retry_at: datetime, stuck: bool) -> None:
        """After a failed try: count it and release until *retry_at*, or mark it stuck."""
        status = ErrandStatus.STUCK if stuck else ErrandStatus.READY
        values = {"errand": errand_id, "now_status": status.value, "why": error, "retry": micros(retry_at)}
        self._session.run(SET_BACK, values)

    def release(self, owner: str) -> int:
        """Give back what *owner*, who is dead, still holds; returns how many errands can be taken again."""
        return self._session.run(RELEASE, {"by": owner})

    def get(self, errand_id: str) -> Errand | None:
        """Return one errand."""
        row = self._session.one(GET, errand=errand_id)
        return _errand(row) if row else None

    def waiting(self, due_at: datetime | None = None) -> Mapping[str, int]:
        """Return how many errands are ready, by kind; with *due_at* only those that could be taken then."""
        rows = self._session.all(WAITING) if due_at is None else self._session.all(DUE, now=micros(due_at))
        return {row[0]: row[1] for row in rows}


def _errand(row: Row) -> Errand:
    errand = RECORD.whole(row)
    if errand is not None and isinstance(errand.payload, dict):
        return errand
    known = dict(zip((column.name for column in RECORD.columns), row, strict=True))
    return DamagedErrand(
        id=known["id"], case_id=known["case_id"], kind=known["kind"], created_at=EPOCH, run_at=EPOCH
    )
