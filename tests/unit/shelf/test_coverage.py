"""Where the mechanisms of the sources live: the page tells the truth, and nothing watches persons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.data_tools import periods
from tests.data_tools.coverage import OUTSIDE, PAGE, ROOT, TABLES, covered, mechanisms, page, tables

WATCHING = ("重点人员", "危险人员", "重点人口", "活动轨迹", "行踪", "在控", "稳控对象", "前科", "上访人员")
"""Words that no question of a form may ask about: files on persons are not part of this system."""


def labels(form: Path) -> Iterator[str]:
    """Return every label and choice of a form."""

    def walk(components: list[dict[str, Any]]) -> Iterator[str]:
        for each in components:
            yield str(each.get("label", "")) + str(each.get("dateLabel", ""))
            yield from (str(choice["label"]) for choice in each.get("values", ()))
            yield from walk(each.get("components", []))

    return walk(json.loads(form.read_text("utf-8"))["components"])


def test_the_page_says_what_the_files_claim() -> None:
    """docs/coverage.md 与各文件的 covers 一致;改了文件要重新生成。"""
    assert PAGE.read_text("utf-8") == page()


def test_every_mechanism_of_the_sources_has_a_place() -> None:
    """每个机制都有所在;没有的,写明不在范围内。"""
    where = covered()
    lost = [
        row["id"]
        for row in mechanisms()
        if not where.get(row["id"]) and not row["elsewhere"] and OUTSIDE not in row["remark"]
    ]
    assert lost == []


def test_nothing_claims_a_mechanism_that_the_sources_do_not_have() -> None:
    """Covers 里的编号都在机制表中。"""
    assert set(covered()) - {row["id"] for row in mechanisms()} == set()


def test_places_named_elsewhere_exist() -> None:
    """机制表中另指的文件或文件夹都在。"""
    named = [row["elsewhere"] for row in mechanisms() if row["elsewhere"]]
    assert [each for each in named if not (ROOT / each).exists()] == []


def test_every_decision_table_of_the_reference_is_drawn() -> None:
    """DM-01 至 DM-16 各有决策表。"""
    assert set(TABLES) - set(tables()) == set()


def test_no_form_asks_who_is_to_be_watched() -> None:
    """没有一张表单登记、评价、跟踪个人。"""
    asked = [
        f"{form.name}: {label}"
        for form in sorted((ROOT / "bpmn").rglob("forms/*.json"))
        for label in labels(form)
        if any(word in label for word in WATCHING)
    ]
    assert asked == []


def test_every_statutory_period_stands_somewhere() -> None:
    """每条期间都在某张图或者决策表里;不在的,写明理由。"""
    where, why = periods.places(), periods.remarks()
    ids = [str(rule["id"]) for rule in periods.rules()]
    assert [each for each in ids if not where[each].ways and each not in why] == []


def test_every_statutory_period_is_played() -> None:
    """每条期间都有场景核对它的最后一日;没有的,写明理由。"""
    where, why = periods.places(), periods.remarks()
    ids = [str(rule["id"]) for rule in periods.rules()]
    assert [each for each in ids if not where[each].scenarios and each not in why] == []


def test_no_reason_is_given_for_a_period_that_is_there() -> None:
    """写了理由的期间,确实缺图或者缺场景;编号都在期间表中。"""
    where, why = periods.places(), periods.remarks()
    ids = {str(rule["id"]) for rule in periods.rules()}
    assert [each for each in why if each not in ids or (where[each].ways and where[each].scenarios)] == []
