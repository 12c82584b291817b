"""Running cases go to a newer version: reported first, each deadline kept on purpose, and back again exactly."""

from __future__ import annotations

import pytest

from tests.unit.engine.drawn import boundary, end, flow, start, timer
from tests.unit.usecases.counter import Counter, counter, line, person, step
from workflows.errors import NotAllowed, NothingToWithdraw
from workflows.usecases.migrate_cases import migrate_cases, report_migration, unmigrate_case
from workflows.usecases.replay_case import replay_case
from workflows.usecases.submit_form import submit_form
from workflows.usecases.suspend_case import suspend_case

OLD = (
    start(), step("a"), boundary("t", "a", timer("timeDuration", "P7D")), step("b"), end(),
    flow("start", "a", "b", "end"), flow("t", "b"),
)  # fmt: skip
NEW = (
    start(), step("a"), boundary("t", "a", timer("timeDuration", "P9D")),
    boundary("r", "a", timer("timeDuration", "P1D"), interrupting=False), step("reminded"),
    step("b"), step("c"), end(), flow("start", "a", "b", "c", "end"), flow("t", "b"), flow("r", "reminded"),
)  # fmt: skip


def test_the_report_says_what_becomes_of_each_case_and_changes_nothing() -> None:
    """迁移前的报告:能迁移的、要等待的、需要人处理的,每个期限保留还是新增,一一说明。"""
    with counter(*OLD, **{"claim.title": "one"}) as at:
        suspended = Counter(at.app, at.clock).opened()
        suspend_case(at.app, person("med"), suspended.case_id, "other", note="外出")
        before = at.case
        gone = Counter(at.app, at.clock).opened().do("a")
        at.publish(*(part for part in NEW if 'id="b"' not in part and 'Ref="b"' not in part),
                   step("b2"), flow("a", "b2"), flow("t", "b2"))  # fmt: skip
        told = {each.case_id: each for each in report_migration(at.app, person("admin"), "P", pack="yunyang")}
        assert {key: each.fate for key, each in told.items()} == {
            at.case_id: "moves", suspended.case_id: "waits", gone.case_id: "needs-a-person",
        }  # fmt: skip
        assert [(each.element, each.fate) for each in told[at.case_id].dates] == [
            ("r", "armed"),
            ("t", "kept"),
        ]
        assert "b" in told[gone.case_id].why
        assert (at.case, at.open) == (before, ["a"])


def test_cases_go_in_batches_and_keep_their_deadlines() -> None:
    """分批迁移:期限不变,新版增加的步骤从此生效;没有可迁移的就结束。"""
    with counter(*OLD) as at:
        others = [Counter(at.app, at.clock).opened() for _ in range(2)]
        due = at.timers["t"].due_at
        to = at.publish(*NEW)
        went = [len(migrate_cases(at.app, person("admin"), "P", pack="yunyang", batch=2)) for _ in range(3)]
        assert went == [2, 1, 0]
        assert (at.case.version, at.timers["t"].due_at) == (to, due)
        assert [each.case.version for each in others] == [to, to]
        assert at.do("a").do("b").open == ["c"]
        assert [data["to"] for *_, data in at.facts("CaseMigrated")] == [to]


def test_a_migration_is_undone_exactly() -> None:
    """迁移可以撤销:状态与版本同迁移前一致;迁移后办过事的,只能恢复到修订。"""
    with counter(*OLD) as at:
        before = at.case
        at.publish(*NEW)
        migrate_cases(at.app, person("admin"), "P", pack="yunyang")
        after = unmigrate_case(at.app, person("admin"), at.case_id)
        assert (after.state, after.version) == (before.state, before.version)
        assert sorted(each.element for each in at.timers.values()) == ["t"]
        migrate_cases(at.app, person("admin"), "P", pack="yunyang")
        at.do("a")
        with pytest.raises(NothingToWithdraw):
            unmigrate_case(at.app, person("admin"), at.case_id)


def test_only_an_administrator_migrates() -> None:
    """迁移由管理员进行。"""
    with counter(*line("a")) as at, pytest.raises(NotAllowed):
        report_migration(at.app, person("coordinator"), "P", pack="yunyang")


def test_every_revision_of_a_case_can_be_read_again() -> None:
    """回放:每次修订都能读出当时的待办;缺了修订会指明。"""
    with counter(*line("a", "b")) as at:
        item = at.item("a")
        submit_form(at.app, person("med"), item.id, {})
        told = replay_case(at.app, at.case_id)
        assert [(each.revision.rev, each.open, each.fault) for each in told] == [
            (0, (), ""), (1, ("a",), ""), (2, ("b",), ""),
        ]  # fmt: skip
        with at.app.store.write() as tx:
            broken = at.case.model_copy(update={"rev": 3, "state": b"HW nonsense"})
            tx.cases.save(broken, at=at.clock.now(), actor="x", command="x")
        assert replay_case(at.app, at.case_id)[-1].fault
