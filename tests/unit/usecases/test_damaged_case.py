"""What is done for many cases at once is done for the others although the record of one is damaged."""

from __future__ import annotations

import pytest

from tests.unit.engine.drawn import boundary, end, event, flow, node, start, timer
from tests.unit.usecases.counter import Counter, counter, person, step
from workflows.domain.actor import CONSOLE
from workflows.errors import RecordSealBroken, StepFailed
from workflows.store.memory.transaction import MemoryStore
from workflows.usecases.deliver_messages import receive_message
from workflows.usecases.desk.board import board
from workflows.usecases.migrate_cases import report_migration
from workflows.usecases.resolve_incident import list_incidents
from workflows.usecases.show_task import show_task
from workflows.usecases.submit_form import submit_form

ROOTS = '<signal id="S" name="flood"/>'
WAITING = (
    start(), step("a"), node("intermediateCatchEvent", "w", event("signal", "S")), step("b"), end(),
    flow("start", "a", "w", "b", "end"),
)  # fmt: skip
DATED = (
    start(), step("a"), boundary("t", "a", timer("timeDuration", "P7D")), step("b"), end(),
    flow("start", "a", "b", "end"), flow("t", "b"),
)  # fmt: skip


def damage(at: Counter) -> None:
    """Let the record of the case fit its seal no longer."""
    assert isinstance(at.app.store, MemoryStore)
    at.app.store.damage(at.case_id)


def told(at: Counter) -> list[tuple[str, str]]:
    """Return which cases have an open incident, and of which kind."""
    return [(each.case_id, each.kind) for each in list_incidents(at.app, CONSOLE)]


def test_a_signal_reaches_the_other_cases() -> None:
    """一件案件的记录损坏，其余等待同一信号的案件照常收到；损坏的那件登记一张故障单。"""
    with counter(*WAITING, roots=ROOTS) as at:
        others = [Counter(at.app, at.clock).opened().do("a") for _ in range(2)]
        at.do("a")
        damage(at)
        assert receive_message(at.app, "flood", kind="signal") == 2
        assert [each.open for each in others] == [["b"], ["b"]]
        assert told(at) == [(at.case_id, "record-damaged")]


def test_the_report_of_a_migration_names_the_damaged_case() -> None:
    """迁移前的报告：记录损坏的案件列明原因、需要人处理，其余案件照常。"""
    with counter(*DATED) as at:
        other = Counter(at.app, at.clock).opened()
        at.publish(*DATED, step("c"), flow("b", "c"))
        damage(at)
        found = report_migration(at.app, person("admin"), "P", pack="yunyang")
        assert {each.case_id: each.fate for each in found} == {
            at.case_id: "needs-a-person",
            other.case_id: "moves",
        }
        assert "备份" in next(each.why_zh for each in found if each.case_id == at.case_id)


def test_no_step_of_a_damaged_case_is_shown_or_done() -> None:
    """记录损坏的案件：待办打不开、办不了，报出原来的错误；待办仍在，什么也没有改动。"""
    with counter(*DATED) as at:
        item = at.item("a")
        damage(at)
        with pytest.raises(RecordSealBroken):
            show_task(at.app, person("med"), item.id)
        with pytest.raises(StepFailed, match="restore it"):
            submit_form(at.app, person("med"), item.id, {})
        assert at.open == ["a"]


def test_a_board_names_the_cases_whose_orders_cannot_be_read() -> None:
    """督办看板：记录损坏的案件只列案号，其余照常。"""
    with counter(start(), step("answer_order"), end(), flow("start", "answer_order", "end")) as at:
        number = at.case.number
        damage(at)
        seen = board(at.app, person("coordinator"))
        assert (seen.orders, seen.damaged, seen.whole.total) == ((), ((at.case_id, number),), 1)
        board(at.app, person("coordinator"))
        assert told(at) == [(at.case_id, "record-damaged")]
