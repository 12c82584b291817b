"""Measure whether the two hundredth step of one case costs what its first ones did, the whole use case included."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from workflows.bootstrap import bootstrap
from workflows.clock import legal_day
from workflows.config import Settings
from workflows.domain.actor import Actor
from workflows.domain.bench import BenchLine
from workflows.domain.case import Case
from workflows.store.opening import open_store
from workflows.testing.crowd import PACK, begun_case, clerk_of, hand_in_next
from workflows.usecases.app import App
from workflows.usecases.load_pack import load_pack
from workflows.usecases.sign_in import actor_of

MEDIATOR = f"{PACK}:village-med"
STEPS, LAP = 200, 20


def measure_long_case(url: str = "") -> Iterator[BenchLine]:
    """Yield the price of the last steps of a long case beside its first, on the empty store at *url* or on SQLite.

    Sittings and enquiries follow one another, and each stays in the document: no real case has a hundred of them.
    """
    with TemporaryDirectory(prefix="hewei-bench-") as home:
        database = url or f"sqlite:///{Path(home) / 'bench.db'}"
        app = bootstrap(Settings(home=Path(home), database=database, sample=True), store=open_store(database))
        try:
            app.store.prepare()
            load_pack(app, PACK)
            spent = list(_steps(app))
        finally:
            app.store.close()
    first, last = median(spent[:LAP]), median(spent[-LAP:])
    note = f"{STEPS} steps of one case, a hundred sittings in its document; {last * 1e3:.2f} ms CPU"
    yield BenchLine(
        name="step 200 beside step 1, whole use case", value=round(last / first, 2), unit="x", note=note
    )


def _steps(app: App) -> Iterator[float]:
    """Yield the processor time, in seconds, of each step, after a lap that warms the process."""
    case = begun_case(app, clerk_of(app))
    with app.store.read() as tx:
        account = tx.directory.account(MEDIATOR)
        if account is None:
            raise LookupError(f"expected the sample account {MEDIATOR}; load the pack with sample data")
        mediator = actor_of(tx, account)
    _lap(app, mediator, begun_case(app, clerk_of(app)), LAP)
    yield from _lap(app, mediator, case, STEPS)


def _lap(app: App, mediator: Actor, case: Case, steps: int) -> list[float]:
    sitting = {
        "held_on": legal_day(app.clock.now()).isoformat(),
        "mode": "together",
        "outcome": "again",
        "place": "示例",
        "minutes": "双方各自说明。",
        "participants": "示例",
        "mediators": "示例",
        "recorder": "示例",
        "recusal_asked": False,
    }
    enquiry = {"agreement.facts": "查明的事实（示例）。"}
    spent = []
    for number in range(steps):
        began = time.process_time()
        case = hand_in_next(app, mediator, case, enquiry if number % 2 else sitting)
        spent.append(time.process_time() - began)
    return spent
