"""What the vault costs: sealing, marks and the audit row of one step, appending to the audit, reading it again."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from workflows.domain.audit import AuditHead, AuditNote, broken_at, seed
from workflows.domain.bench import BenchLine
from workflows.domain.case import Case, CaseDocument, Claim, Party
from workflows.store.bench import NOW, STATE
from workflows.store.case_words import marks, reach
from workflows.store.opening import open_store
from workflows.store.ports.transaction import Store
from workflows.vault import Vault, passing_ring

ROUNDS = 400
WRITERS = 8
EACH = 60
BATCH = 5000


def run(*, url: str = "") -> list[BenchLine]:
    """Return the figures of the store at *url*, which must be empty; without one, of SQLite in a passing folder."""
    with tempfile.TemporaryDirectory(prefix="hewei-bench-") as folder:
        ring = passing_ring()
        vault = Vault(lambda: ring)
        store = open_store(url or f"sqlite:///{Path(folder) / 'bench.db'}", vault)
        store.prepare()
        try:
            kind = url.partition(":")[0] or "sqlite"
            return [*_step(store, vault), *_appends(store, kind), _verify(store)]
        finally:
            store.close()


def _case() -> Case:
    people = tuple(
        Party(id=f"p{n}", name=f"示例{n}", id_number=f"50023519900307{n:04}", phone=f"1381111{n:04}")
        for n in range(4)
    )
    document = CaseDocument(parties=people, claim=Claim(summary="示例纠纷经过。" * 150))
    return Case(
        id="bench",
        number="bench",
        pack="bench",
        procedure="bench",
        version="bench",
        org_id="bench",
        document=document,
        opened_at=NOW,
        state=STATE,
        sample=True,
    )


def _step(store: Store, vault: Vault) -> Iterator[BenchLine]:
    """Measure what one saved step adds: two seals, one opened, the marks, and the audit row."""
    case, wrapped = _case(), vault.new_key("bench")
    body = case.model_dump_json(exclude={"state"}).encode()
    state = vault.seal("bench", wrapped, case.state, "state 1")

    def sealing() -> None:
        vault.seal("bench", wrapped, body, "body 1")
        vault.seal("bench", wrapped, case.state, "state 1")
        vault.open("bench", wrapped, state, "state 1")

    def naming() -> None:
        marks(vault, case)
        reach(case)

    sealed, named = _cpu(sealing), _cpu(naming)
    with store.write() as tx:
        tx.cases.add(case)
        tx.audit.note(_note("bench"))
    written = _cpu(lambda: _write(store, "bench", rows=41), 40) - _cpu(lambda: _write(store, "bench"), 40)
    note = f"{len(body)} B document, {len(case.state)} B state"
    yield BenchLine(name="vault.seal.cpu", value=round(sealed, 4), unit="ms a step", note=note)
    yield BenchLine(name="vault.marks.cpu", value=round(named, 4), unit="ms a step", note="4 people")
    yield BenchLine(
        name="vault.audit.cpu",
        value=round(written / 40, 4),
        unit="ms a step",
        note="hash and insert",
    )


def _appends(store: Store, kind: str) -> Iterator[BenchLine]:
    """Measure readings noted one after the other, and by several at once, each its own transaction."""
    began = time.perf_counter()
    for number in range(WRITERS * EACH):
        _write(store, f"c{number}")
    alone = WRITERS * EACH / (time.perf_counter() - began)
    yield BenchLine(name="audit.append", value=round(alone), unit="rows/s", note=f"{kind}, one writer")

    def write(writer: int) -> None:
        for number in range(EACH):
            _write(store, f"c{writer}-{number}")

    began = time.perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    together = WRITERS * EACH / (time.perf_counter() - began)
    note = f"{kind}, {WRITERS} writers"
    yield BenchLine(name="audit.append.together", value=round(together), unit="rows/s", note=note)


def _verify(store: Store) -> BenchLine:
    rows, began = 0, time.process_time()
    with store.read() as tx:
        for lane in tx.audit.lanes():
            head = AuditHead(lane=lane, seq=0, hash=seed(lane))
            while some := tx.audit.after(lane, head.seq, limit=BATCH):
                broken, head = broken_at(head, some)
                if broken is not None:
                    break
                rows += len(some)
    a_million = (time.process_time() - began) / max(rows, 1) * 1e6
    return BenchLine(
        name="audit.verify", value=round(a_million, 1), unit="s a million rows", note=f"{rows} rows"
    )


def _note(case_id: str) -> AuditNote:
    return AuditNote(at=NOW, actor="bench", action="read-case", case_id=case_id, thing="/cases/{case_id}")


def _write(store: Store, case_id: str, *, rows: int = 1) -> None:
    with store.write() as tx:
        for _ in range(rows):
            tx.audit.note(_note(case_id))


def _cpu(work: Callable[[], None], rounds: int = ROUNDS) -> float:
    """Return the median processor time of some rounds, in milliseconds."""
    return median(_spent(work, rounds // 10) for _ in range(10)) * 1e3


def _spent(work: Callable[[], None], rounds: int) -> float:
    began = time.process_time()
    for _ in range(rounds):
        work()
    return (time.process_time() - began) / rounds
