"""Measure the store on this machine: what a step costs, and that a sweep costs what is due, not what is open."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from sqlalchemy import BigInteger, ColumnElement, insert, literal, select, text
from sqlalchemy.engine import Engine, create_engine, make_url

from workflows.domain.bench import BenchLine
from workflows.domain.case import Case, CaseDocument, Claim, Party
from workflows.domain.journal import Fact
from workflows.domain.timer import Timer, TimerKind, TimerStatus
from workflows.domain.work_item import WorkItem
from workflows.errors import CaseChangedMeanwhile
from workflows.store.encoding import micros
from workflows.store.opening import open_store
from workflows.store.ports.transaction import Store
from workflows.store.sql.tables import timers

NOW = datetime(2026, 1, 5, tzinfo=UTC)
SIZES = (10_000, 100_000, 1_000_000)
STEPS = 300
DUE = 1_000
BATCH = 100
STATE = bytes(range(256)) * 16


def run(*, url: str = "", sizes: Sequence[int] = SIZES) -> list[BenchLine]:
    """Return the figures of the store at *url*, which must be empty; without one, of SQLite in a passing folder.

    *sizes* are the numbers of open timers at which the sweep is measured.
    """
    with tempfile.TemporaryDirectory(prefix="hewei-bench-") as folder:
        address = url or f"sqlite:///{Path(folder) / 'bench.db'}"
        store = open_store(address)
        store.prepare()
        try:
            return [*_steps(store), *_sweeps(store, address, sizes)]
        finally:
            store.close()


def _steps(store: Store) -> list[BenchLine]:
    """Measure the transaction of a submitted form with everything in it but the engine."""
    case = _sample_case("bench-step")
    with store.write() as tx:
        tx.cases.add(case)
        tx.work.replace_open(case.id, _items(case.id, 0), at=NOW)
    walls: list[float] = []
    began = time.process_time()
    for turn in range(1, STEPS + 1):
        before = time.perf_counter()
        _step(store, case.id, turn)
        walls.append((time.perf_counter() - before) * 1e3)
    cpu = (time.process_time() - began) / STEPS * 1e3
    note = f"{STEPS} steps: claim, load, revision, 2 items, 4 timers, 4 facts, key"
    return [
        BenchLine(name="store.step.p50", value=median(walls), unit="ms", note=note),
        BenchLine(name="store.step.p99", value=sorted(walls)[STEPS * 99 // 100], unit="ms", note=note),
        BenchLine(name="store.step.cpu", value=cpu, unit="ms", note="this process, the commit included"),
    ]


def _step(store: Store, case_id: str, turn: int) -> None:
    with store.write() as tx:
        tx.keys.get(f"{case_id}:{turn}")
        tx.work.claim_done(f"{case_id}:{turn - 1}:0", by="bench", at=NOW)
        case = tx.cases.get(case_id, lock=True)
        if case is None:
            raise CaseChangedMeanwhile
        tx.cases.save(case.model_copy(update={"rev": case.rev + 1}), at=NOW, actor="bench", command="submit")
        items = _items(case_id, turn)
        tx.work.replace_open(case_id, items, at=NOW)
        tx.timers.replace_armed(case_id, [timer for item in items for timer in _warnings(item)])
        tx.waits.replace(case_id, [])
        tx.journal.append(
            case_id, turn, [Fact(kind="FormSubmitted", element="register")] * 4, at=NOW, actor="bench"
        )
        tx.keys.put(f"{case_id}:{turn}", digest="d", answer={"rev": turn}, at=NOW)


def _sweeps(store: Store, url: str, sizes: Sequence[int]) -> Iterator[BenchLine]:
    """Measure sweeps with nothing and with much due, at growing numbers of open timers."""
    case = _sample_case("bench-sweep")
    with store.write() as tx:
        tx.cases.add(case)
    there = 0
    with _engine(url) as engine:
        for size in sizes:
            _fill(engine, case.id, there, size)
            there = size
            _settle(engine)
            yield _empty_sweep(store, size)
            yield from _full_sweep(store, engine, case.id, size)


def _empty_sweep(store: Store, size: int) -> BenchLine:
    def sweep() -> None:
        with store.write() as tx:
            tx.timers.claim_due(NOW, owner="bench", lease_until=NOW + timedelta(minutes=1), limit=BATCH)

    times = [_milliseconds(sweep) for _ in range(50)]
    return BenchLine(
        name=f"store.sweep.empty.{size}", value=median(times), unit="ms", note=f"{size} open, 0 due"
    )


def _full_sweep(store: Store, engine: Engine, case_id: str, size: int) -> Iterator[BenchLine]:
    _fill(engine, case_id, 10**9, 10**9 + DUE, due=True)
    claimed: list[Timer] = []

    def claim() -> None:
        while True:
            with store.write() as tx:
                batch = tx.timers.claim_due(
                    NOW, owner="bench", lease_until=NOW + timedelta(hours=1), limit=BATCH
                )
            if not batch:
                return
            claimed.extend(batch)

    def fire() -> None:
        for timer in claimed:
            with store.write() as tx:
                tx.timers.flip_fired(timer.id, gen=timer.gen, at=NOW)

    took = _milliseconds(claim)
    note = f"{len(claimed)} due of {size} open, batches of {BATCH}"
    yield BenchLine(name=f"store.claim.{size}", value=took / DUE * 1e3, unit="us each", note=note)
    per_second = DUE / _milliseconds(fire) * 1e3
    yield BenchLine(
        name=f"store.fire.{size}",
        value=per_second,
        unit="1/s",
        note=f"one commit each, {size} open, no engine",
    )
    with engine.begin() as connection:
        connection.execute(timers.delete().where(timers.c.status == TimerStatus.FIRED.value))


def fill_timers(url: str, case_id: str, first: int, last: int) -> None:
    """Put armed timers numbered from *first* up to *last*, due from 5 January 2026 on, beside a known case."""
    with _engine(url) as engine:
        _fill(engine, case_id, first, last)
        _settle(engine)


def _fill(engine: Engine, case_id: str, first: int, last: int, *, due: bool = False) -> None:
    """Put armed timers numbered from *first* up to *last* into the table, past or a year ahead of now."""
    numbers = select(_whole(first).label("n")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.n + _whole(1)).where(numbers.c.n < _whole(last - 1)))
    key = numbers.c.n * _whole(2654435761) % _whole(1000000007)
    ahead = _whole(micros(NOW)) + (key + _whole(1)) * _whole(-1000 if due else 1000)
    sample = Timer(
        id="",
        case_id=case_id,
        element="bench",
        kind=TimerKind.WARNING,
        rule="D01",
        due_at=NOW,
        explanation="示例" * 30,
    )
    plain = {
        "case_id": sample.case_id,
        "element": sample.element,
        "kind": sample.kind.value,
        "rule": sample.rule,
        "explanation": sample.explanation,
        "provisional": 0,
        "gen": 1,
        "status": sample.status.value,
        "attempts": 0,
        **dict.fromkeys(("name", "name_en", "explanation_en", "error", "lease_owner"), ""),
    }
    values = [literal(value).label(name) for name, value in plain.items()]
    row = select(
        (key.cast(timers.c.id.type) + literal(":") + numbers.c.n.cast(timers.c.id.type)).label("id"),
        ahead.label("due_at"),
        ahead.label("ready_at"),
        *values,
    )
    with engine.begin() as connection:
        connection.execute(insert(timers).from_select(["id", "due_at", "ready_at", *plain], row))


def _whole(number: int) -> ColumnElement[int]:
    return literal(number, BigInteger)


def _settle(engine: Engine) -> None:
    """Let the database write out what was loaded, so that it is not measured with the sweep."""
    sql = "PRAGMA wal_checkpoint(TRUNCATE)" if engine.dialect.name == "sqlite" else "VACUUM ANALYZE timers"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(sql))


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    parts = make_url(url)
    engine = create_engine(
        parts.set(drivername="postgresql+psycopg") if parts.get_backend_name() == "postgresql" else parts
    )
    try:
        yield engine
    finally:
        engine.dispose()


def _milliseconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


def _sample_case(case_id: str) -> Case:
    parties = tuple(Party(id=f"p{n}", name=f"示例{n}", address="示例县示例镇示例村") for n in range(3))
    document = CaseDocument(parties=parties, claim=Claim(title="田埂", summary="两家为一条田埂争执。" * 40))
    return Case(
        id=case_id,
        number=case_id,
        pack="bench",
        procedure="bench",
        version="v",
        org_id="bench",
        opened_at=NOW,
        document=document,
        state=STATE,
        sample=True,
    )


def _items(case_id: str, turn: int) -> list[WorkItem]:
    stays = WorkItem(
        id=f"{case_id}:stays",
        case_id=case_id,
        element="talk",
        name="示例",
        role="mediator",
        org_id="bench",
        created_at=NOW,
        due_at=NOW + timedelta(days=2000),
        properties={"form": "f"},
    )
    return [replace(stays, id=f"{case_id}:{turn}:0"), stays]


def _warnings(item: WorkItem) -> list[Timer]:
    due = item.due_at or NOW
    return [
        Timer(
            id=f"{item.id}:{kind}",
            case_id=item.case_id,
            element=item.element,
            kind=kind,
            due_at=due,
            rule="D01",
        )
        for kind in (TimerKind.WARNING, TimerKind.OVERDUE)
    ]
