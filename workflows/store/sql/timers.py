"""Timers in SQL: claimed with a lease, moved with a new gen, found by one index range."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, Text, case, func, literal_column, select, union_all, update
from sqlalchemy import cast as sql_cast
from sqlalchemy.sql.elements import ColumnElement

from workflows.domain.timer import DamagedTimer, Timer, TimerKind, TimerStatus
from workflows.store.encoding import EPOCH, instant_of, json_text, micros
from workflows.store.sql.foreseen import Foreseen
from workflows.store.sql.record import Record, Row
from workflows.store.sql.session import Session
from workflows.store.sql.statement import Among, Statement, add, at, change_each, new, of, word
from workflows.store.sql.tables import timers as t

RECORD = Record(t, Timer)
CONTENT = (
    "element",
    "name",
    "name_en",
    "kind",
    "rule",
    "started_on",
    "due_at",
    "provisional",
    "explanation",
    "explanation_en",
)

_armed = t.c.status == word(TimerStatus.ARMED)
_stuck = t.c.status == word(TimerStatus.STUCK)
KNOWN = (t.c.id, t.c.status, t.c.gen, *(t.c[name] for name in CONTENT))
_several = Among(t.c.case_id, "cases")
KNOWN_OF_SEVERAL = Statement(
    union_all(
        select(t.c.case_id, *KNOWN).where(_several, _armed),
        select(t.c.case_id, *KNOWN).where(Among(t.c.id, "ids"), ~_armed, _several),
    )
)
KNOWN_OF_CASE = Statement(
    select(*KNOWN).where(
        ((t.c.case_id == of("case")) & _armed) | (Among(t.c.id, "ids") & (t.c.case_id == of("case")))
    )
)
ADD = add(t)
TELL = Statement(update(t).where(t.c.id == of("timer")).values(new(t, CONTENT)))
ARM = Statement(
    update(t)
    .where(t.c.id == of("timer"))
    .values(
        {
            **new(t, CONTENT),
            "ready_at": at("new_due_at"),
            "gen": t.c.gen + 1,
            "status": word(TimerStatus.ARMED),
            "attempts": 0,
            "error": "",
            "fired_at": None,
            "lease_owner": "",
            "lease_until": None,
        }
    )
)
DISARM = change_each(
    lambda row: update(t).where(t.c.id == row("timer")).values(status=word(TimerStatus.DISARMED)),
    texts=["timer"],
)


def later(first: ColumnElement[int], second: ColumnElement[int]) -> ColumnElement[int]:
    """Return the later of two instants."""
    return case((first > second, first), else_=second)


def claim(
    table: Table, ready: Sequence[ColumnElement[bool]], columns: Iterable[ColumnElement[Any]]
) -> Statement:
    """Return the statement that leases rows of *table* that are *ready*, skipping those others are leasing."""
    due = (
        select(table.c.id)
        .where(*ready, table.c.ready_at <= at("now"))
        .order_by(table.c.ready_at)
        .limit(at("at_most"))
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    lease = {"lease_owner": of("by"), "lease_until": at("until"), "ready_at": at("until")}
    return Statement(update(table).where(table.c.id.in_(select(due.c.id))).values(lease).returning(*columns))


CLAIM = claim(t, [_armed], RECORD.columns)
_version = t.c.id.concat(literal_column("':'", Text)).concat(sql_cast(t.c.gen, Text))
FIRE_EACH = Statement(
    update(t)
    .where(Among(t.c.id, "ids"), Among(_version, "versions", leads=False), _armed)
    .values(status=word(TimerStatus.FIRED), fired_at=at("on"), lease_owner="", lease_until=None)
    .returning(t.c.id)
)
FIRE = Statement(
    update(t)
    .where(t.c.id == of("timer"), t.c.gen == at("of_gen"), _armed)
    .values(status=word(TimerStatus.FIRED), fired_at=at("on"), lease_owner="", lease_until=None)
)
SET_BACK = Statement(
    update(t)
    .where(t.c.id == of("timer"), _armed | _stuck)
    .values(
        status=of("now_status"),
        attempts=t.c.attempts + 1,
        error=of("why"),
        lease_owner="",
        lease_until=at("retry"),
        ready_at=later(t.c.due_at, at("retry")),
    )
)
OF_CASE = Statement(select(*RECORD.columns).where(t.c.case_id == of("case")).order_by(t.c.due_at, t.c.id))
OF_CASE_STATUS = Statement(
    select(*RECORD.columns)
    .where(t.c.case_id == of("case"), t.c.status == of("in_status"))
    .order_by(t.c.due_at, t.c.id)
)
DUE_OF = Statement(
    select(*RECORD.columns).where(Among(t.c.case_id, "cases"), _armed, t.c.due_at <= at("now"))
)
LIMITS_OF = Statement(
    select(*RECORD.columns)
    .where(
        Among(t.c.case_id, "cases"),
        t.c.status.in_([word(TimerStatus.ARMED), word(TimerStatus.STUCK)]),
        t.c.kind == word(TimerKind.ENGINE),
        t.c.rule != literal_column("''", Text),
    )
    .order_by(t.c.due_at, t.c.id)
)
NEXT_FREE = Statement(
    select(t.c.due_at)
    .where(_armed, t.c.lease_until.is_(None))
    .order_by(t.c.ready_at)
    .limit(literal_column("1"))
)
NEXT_LEASED = Statement(select(func.min(t.c.due_at)).where(_armed, t.c.lease_until.is_not(None)))
CLAIMABLE = Statement(select(t.c.id).where(_armed, t.c.ready_at <= at("now")).limit(literal_column("1")))

RELEASE = Statement(
    update(t)
    .where(_armed, t.c.lease_until.is_not(None), t.c.lease_owner == of("by"))
    .values(lease_owner="", lease_until=None, ready_at=t.c.due_at)
)
PROVISIONAL = Statement(
    select(t.c.case_id)
    .distinct()
    .where(_armed, t.c.provisional == literal_column("1"), t.c.case_id > of("above"))
    .order_by(t.c.case_id)
    .limit(at("at_most"))
)


class SqlTimers:
    """Due instants, indexed by when they can be claimed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._foreseen: Foreseen[Row] = Foreseen()

    def foresee(self, case_ids: Collection[str], timer_ids: Collection[str]) -> None:
        """Read ahead in one question what `replace_armed` asks of each of these cases."""
        found: dict[str, dict[str, Row]] = {case_id: {} for case_id in case_ids}
        asked = {"cases": json_text(sorted(case_ids)), "ids": json_text(sorted(timer_ids))}
        for case_id, *row in self._session.all(KNOWN_OF_SEVERAL, **asked):
            found[case_id][row[0]] = row
        self._foreseen.keep(found, timer_ids)

    def _known(self, case_id: str, timer_ids: Collection[str]) -> dict[str, Row]:
        """Return what is armed of the case, and what has one of these ids in it, by id."""
        known = self._foreseen.take(case_id, timer_ids)
        if known is None:
            rows = self._session.all(KNOWN_OF_CASE, case=case_id, ids=json_text(list(timer_ids)))
            known = {row[0]: row for row in rows}
        return known

    def replace_armed(self, case_id: str, timers: Sequence[Timer]) -> None:
        """Make *timers* the armed ones of the case; a moved one gets a new gen, a missing one is disarmed."""
        there = self._known(case_id, [timer.id for timer in timers])
        added: list[dict[str, Any]] = []
        told: list[dict[str, Any]] = []
        moved: list[dict[str, Any]] = []
        for timer in timers:
            row = RECORD.row(timer)
            known = there.pop(timer.id, None)
            if known is None:
                added.append(row | {"status": TimerStatus.ARMED.value, "ready_at": row["due_at"]})
            elif _stands(known, row):
                told += [_content(row)] if _differs(known, row) else []
            else:
                moved.append(_content(row))
        self._session.later(ADD, added, key=["id"])
        self._session.later(TELL, told, key=["timer"])
        self._session.later(ARM, moved, key=["timer"])
        self._session.later(DISARM, [{"timer": gone} for gone in there], key=["timer"])

    def claim_due(self, now: datetime, *, owner: str, lease_until: datetime, limit: int) -> Sequence[Timer]:
        """Take up to *limit* armed timers with due_at <= now whose lease is free; of a damaged one a DamagedTimer."""
        self._foreseen.forget()
        rows = self._session.all(CLAIM, now=micros(now), by=owner, until=micros(lease_until), at_most=limit)
        return sorted(map(_timer, rows), key=lambda timer: (timer.due_at, timer.id))

    def flip_fired(self, timer_id: str, *, gen: int, at: datetime) -> bool:
        """Flip from armed to fired if still armed with this gen."""
        self._foreseen.forget()
        return self._session.run(FIRE, {"timer": timer_id, "of_gen": gen, "on": micros(at)}) == 1

    def flip_each(self, timers: Sequence[Timer], *, at: datetime) -> frozenset[str]:
        """Flip those that are still armed with their gen from armed to fired; returns the ids of these."""
        self._foreseen.forget()
        ids = json_text([each.id for each in timers])
        versions = json_text([f"{each.id}:{each.gen}" for each in timers])
        return frozenset(
            row[0] for row in self._session.all(FIRE_EACH, ids=ids, versions=versions, on=micros(at))
        )

    def set_back(self, timer_id: str, *, error: str, retry_at: datetime, stuck: bool) -> None:
        """After a failed try: release the lease until *retry_at*, count the attempt, or mark it stuck."""
        self._foreseen.forget()
        status = TimerStatus.STUCK if stuck else TimerStatus.ARMED
        values = {"timer": timer_id, "now_status": status.value, "why": error, "retry": micros(retry_at)}
        self._session.run(SET_BACK, values)

    def of_case(self, case_id: str, *, status: str = "") -> Sequence[Timer]:
        """Return the timers of a case by due date."""
        if status:
            return RECORD.values(self._session.all(OF_CASE_STATUS, case=case_id, in_status=status))
        return RECORD.values(self._session.all(OF_CASE, case=case_id))

    def limits_of(self, case_ids: Collection[str]) -> Mapping[str, Timer]:
        """Return the statutory period that runs for each of these cases and ends first, by case."""
        found: dict[str, Timer] = {}
        for timer in map(_timer, self._session.all(LIMITS_OF, cases=json_text(sorted(case_ids)))):
            if not isinstance(timer, DamagedTimer):
                found.setdefault(timer.case_id, timer)
        return found

    def due_of(self, case_ids: Collection[str], now: datetime) -> Sequence[Timer]:
        """Return the armed timers of these cases with due_at <= now, leased or not, the earliest first."""
        rows = self._session.all(DUE_OF, cases=json_text(sorted(case_ids)), now=micros(now))
        whole = (timer for timer in map(_timer, rows) if not isinstance(timer, DamagedTimer))
        return sorted(whole, key=lambda timer: (timer.due_at, timer.element, timer.id))

    def next_due(self) -> datetime | None:
        """Return the earliest armed instant."""
        rows = (self._session.one(NEXT_FREE), self._session.one(NEXT_LEASED))
        return min((instant_of(row[0]) for row in rows if row and row[0] is not None), default=None)

    def release(self, owner: str) -> int:
        """Give back what *owner*, who is dead, still holds; returns how many timers can be claimed again."""
        return self._session.run(RELEASE, {"by": owner})

    def provisional(self, *, limit: int = 1000, after: str = "") -> Sequence[str]:
        """Return ids of cases with armed timers whose instant is provisional, in order, those above *after*."""
        return [row[0] for row in self._session.all(PROVISIONAL, above=after, at_most=limit)]

    def claimable(self, now: datetime) -> bool:
        """Return whether `claim_due` would find anything at *now*."""
        return self._session.one(CLAIMABLE, now=micros(now)) is not None


def _timer(row: Row) -> Timer:
    timer = RECORD.whole(row)
    if timer is not None:
        return timer
    known = dict(zip((column.name for column in RECORD.columns), row, strict=True))
    return DamagedTimer(id=known["id"], case_id=known["case_id"], element=known["element"], due_at=EPOCH)


def _stands(known: Row, row: dict[str, Any]) -> bool:
    """Return whether the stored timer stays in its status: its instant is unmoved and nothing was undone."""
    status, kind, due = known[1], known[3 + CONTENT.index("kind")], known[3 + CONTENT.index("due_at")]
    if due != row["due_at"]:
        return False
    if status == TimerStatus.FIRED.value:
        return bool(kind != TimerKind.ENGINE.value)
    return status in (TimerStatus.ARMED.value, TimerStatus.STUCK.value)


def _differs(known: Row, row: dict[str, Any]) -> bool:
    return tuple(known[3:]) != tuple(row[name] for name in CONTENT)


def _content(row: dict[str, Any]) -> dict[str, Any]:
    return {"timer": row["id"], **{f"new_{name}": row[name] for name in CONTENT}}
