"""A program that is killed while it writes: it opens cases and says which ones it was promised."""

from __future__ import annotations

from multiprocessing.connection import Connection

from tests.contract.samples import NOW, a_case, a_timer, an_item
from workflows.domain.journal import Fact
from workflows.store.opening import open_store


def write_until_killed(url: str, round_name: str, says: Connection) -> None:
    """Open cases one after the other, each in rows that belong together, and name each after its commit."""
    store = open_store(url)
    store.prepare()
    turn = 0
    while True:
        case_id = f"{round_name}-{turn}"
        with store.write() as tx:
            tx.cases.add(a_case(case_id, state=bytes(20_000)))
            tx.work.replace_open(case_id, [an_item(f"{case_id}-w", case_id)], at=NOW)
            tx.timers.replace_armed(case_id, [a_timer(f"{case_id}-t", case_id)])
            tx.journal.append(case_id, 0, [Fact(kind="CaseOpened")], at=NOW, actor="m")
            tx.keys.put(case_id, digest="d", answer=tx.numbers.next("cases"), at=NOW)
        says.send_bytes(case_id.encode())
        turn += 1
