"""A condition that reads what nobody ever writes silently chooses the other way, so it is refused before publishing."""

from __future__ import annotations

import pytest

from tests.unit.engine.checks.pages import check_example, read_page
from workflows.engine.checks.registry import SINGLE
from workflows.engine.checks.rules_of_tables import TABLES

RULE = next(rule for rule in SINGLE if rule.id == "known-field")
GOOD = "case.claim.amount &gt; 1000"


def said(condition: str) -> list[str]:
    """Return what the rule says of the page's good example with another condition."""
    page = read_page("known-field")
    found = check_example(RULE, page.good.replace(GOOD, condition), page.language)
    return [each.zh for each in found if each.rule == "known-field"]


@pytest.mark.parametrize(
    "condition",
    [
        "case.parties[1].name = &quot;甲&quot;",
        "count(case.sessions[outcome = &quot;agreed&quot;]) &gt; 0",
        "case.agreement.agreed_on.year = 2026",
        "case.extra.anything = 1",
        "some party in case.parties satisfies party.refuses = true",
        "tier = &quot;county&quot;",
    ],
)
def test_fields_items_and_facts_are_known(condition: str) -> None:
    """案件里的项、列表中的一项、日期的年月、决策表给出的事实，都可以用。"""
    assert said(condition) == []


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("case.intake.desicion = 1", "没有“intake.desicion”这一项，是否应为“intake.decision”？"),
        ("case.parties[case.claim.typ = 1].name = 1", "没有“claim.typ”这一项"),
        ("case.partys[1].name = 1", "没有“partys.name”这一项"),
        ("如果金额大于十万", "没有叫“如果金额大于十万”的内容"),
    ],
)
def test_misspelt_fields_and_prose_are_named(condition: str, words: str) -> None:
    """字段写错一个字母，或者写成一句话，条件就永远不成立；检查逐条说出来，并给出相近的写法。"""
    (found,) = said(condition)
    assert words in found


def test_a_table_with_input_data_of_its_own_says_itself_what_it_is_asked() -> None:
    """别处的决策表自带输入数据，其中的 case 不是本系统的案件文档，不受这一条约束。"""
    rule, page = next(rule for rule in TABLES if rule.id == "dmn-known-field"), read_page("dmn-known-field")
    own = '<inputData id="asked" name="case"/></definitions>'
    found = check_example(rule, page.bad.replace("</definitions>", own), page.language)
    assert [each for each in found if each.rule == rule.id] == []
