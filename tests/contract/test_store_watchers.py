"""What the watch asks of every store: give back what a dead runner holds, count facts, copy while in use."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.contract.samples import DAY, MINUTE, NOW, a_case, a_timer, an_errand
from workflows.domain.journal import Fact
from workflows.errors import BackupElsewhere
from workflows.store import Store
from workflows.store.opening import open_store


def test_timers_of_a_dead_runner_can_be_claimed_at_once(store: Store) -> None:
    """What a killed runner had claimed is free again when it is declared dead, and what others hold is not."""
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.timers.replace_armed("c1", [a_timer("t1", due_at=NOW), a_timer("t2", due_at=NOW + MINUTE)])
        tx.timers.claim_due(NOW, owner="dead", lease_until=NOW + DAY, limit=1)
        tx.timers.claim_due(NOW + MINUTE, owner="living", lease_until=NOW + DAY, limit=1)
    with store.write() as tx:
        assert tx.timers.release("dead") == 1
    with store.write() as tx:
        again = tx.timers.claim_due(NOW + 2 * MINUTE, owner="next", lease_until=NOW + DAY, limit=9)
    assert [timer.id for timer in again] == ["t1"]


def test_errands_of_a_dead_runner_can_be_taken_at_once(store: Store) -> None:
    """An errand that a killed runner had taken is free again when it is declared dead."""
    with store.write() as tx:
        tx.cases.add(a_case())
        tx.outbox.put(an_errand("e1"))
        tx.outbox.take(NOW, kinds=["send"], owner="dead", lease_until=NOW + DAY, limit=9)
        assert tx.outbox.release("dead") == 1
        assert tx.outbox.release("dead") == 0
        assert [e.id for e in tx.outbox.take(NOW, kinds=["send"], owner="b", lease_until=NOW, limit=9)] == [
            "e1"
        ]


def test_cases_with_provisional_dates_are_found_page_by_page(store: Store) -> None:
    """When a new calendar comes, the cases whose dates it may move are found, and no others."""
    with store.write() as tx:
        for number in ("c1", "c2", "c3"):
            tx.cases.add(a_case(number))
            tx.timers.replace_armed(number, [a_timer(f"t-{number}", number, provisional=number != "c2")])
        assert list(tx.timers.provisional(limit=1)) == ["c1"]
        assert list(tx.timers.provisional(after="c1")) == ["c3"]


def test_facts_are_counted_by_kind_between_two_instants(store: Store) -> None:
    """A report counts what happened on its days, no steps of the way: the first instant belongs to it, the last not."""
    with store.write() as tx:
        tx.cases.add(a_case())
        for hours in (0, 1, 24):
            kinds = ("CaseOpened",) if hours else ("FormSubmitted", "StepCompleted", "StepEntered")
            facts = [Fact(kind=kind) for kind in kinds]
            tx.journal.append("c1", 0, facts, at=NOW + timedelta(hours=hours), actor="clerk-1")
    with store.read() as tx:
        assert tx.journal.counts(NOW, NOW + DAY) == {"CaseOpened": 1, "FormSubmitted": 1}
        assert tx.journal.counts(NOW + DAY, NOW + 2 * DAY) == {"CaseOpened": 1}


def test_a_copy_of_a_database_in_use_is_whole(tmp_path: Path) -> None:
    """A backup taken while a transaction is open holds what was committed, and can be opened as it is."""
    store = open_store(f"sqlite:///{tmp_path}/hewei.db")
    store.prepare()
    with store.write() as tx:
        tx.cases.add(a_case())
    with store.write() as tx:
        tx.cases.add(a_case("c2"))
        store.copy_to(tmp_path / "copy.db")
    copy = open_store(f"sqlite:///{tmp_path}/copy.db")
    with copy.read() as tx:
        assert tx.cases.count() == 1
    copy.close()
    store.close()


def test_memory_and_postgresql_name_their_own_way_of_copying(tmp_path: Path) -> None:
    """A store that Hewei does not copy itself says which tool does."""
    with pytest.raises(BackupElsewhere, match="HEWEI_DATABASE"):
        open_store("memory:").copy_to(tmp_path / "copy.db")
    with pytest.raises(BackupElsewhere, match="pg_dump"):
        open_store("postgresql://nobody@nowhere/hewei").copy_to(tmp_path / "copy.db")


@pytest.mark.slow
def test_postgresql_tells_the_time_of_its_server(postgresql_server: str) -> None:
    """The clock of the database server can be read, so that this machine's clock can be compared with it."""
    store = open_store(postgresql_server)
    first, second = store.clock(), store.clock()
    store.close()
    assert first is not None
    assert second is not None
    assert first < second < first + MINUTE
