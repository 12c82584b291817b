"""What is wrong with a table before anybody asks it: rows that overlap, and inputs that no row answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.unit.engine.test_decisions import decision, model, table
from workflows.engine.dmn.analysis import analyse
from workflows.engine.dmn.read import read_model


def found(
    policy: str, inputs: list[str], *rows: tuple[list[str], list[str]], output: str = "y"
) -> tuple[list[tuple[str, str]], list[dict[str, object]]]:
    """Return the overlaps (rows) and gaps (examples) of one table."""
    overlaps, gaps = analyse(
        read_model(model(decision("d", table(policy, inputs, [output], *rows))), "d.dmn")
    )
    return [each.rows for each in overlaps], [dict(each.example) for each in gaps]


def test_overlapping_rows_of_a_unique_table_are_found_with_an_example() -> None:
    """唯一策略下会同时命中的两行在发布时被找出。"""
    rows = (["< 18"], ["1"]), (["[17..60]"], ["2"]), (["> 60"], ["3"])
    assert found("UNIQUE", ["age"], *rows) == ([("r1", "r2")], [])
    assert found("FIRST", ["age"], *rows) == ([], [])


def test_inputs_that_no_row_answers_are_found() -> None:
    """没有任何一行回答的输入在发布时被找出。"""
    open_end = (["< 18", "-"], ["1"]), ([">= 18", '"a"'], ["2"])
    assert found("UNIQUE", ["age", "kind"], *open_end) == ([], [{"age": Decimal(18), "kind": "(any other)"}])
    assert found("UNIQUE", ["age", "kind"], *open_end, output="y||0") == ([], [])
    assert found("UNIQUE", ["age", "kind"], *open_end, ([">= 18", 'not("a")'], ["3"])) == ([], [])


def test_days_and_truth_values_are_analysed_too() -> None:
    """日期和真假值同样分析。"""
    days = (['< date("2026-01-01")'], ["1"]), (['> date("2026-01-01")'], ["2"])
    assert found("UNIQUE", ["day"], *days) == ([], [{"day": date(2026, 1, 1)}])
    assert found("UNIQUE", ["paid"], (["true"], ["1"]))[1] == [{"paid": False}]


def test_tables_that_compute_are_left_to_their_scenarios() -> None:
    """含有计算的表不作此分析。"""
    assert found("UNIQUE", ["x"], (["? > limit"], ["1"]), (["? > 3"], ["1"])) == ([], [])
