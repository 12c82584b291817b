"""A condition that reads what nobody ever writes silently chooses the other way, so it is refused before publishing."""

from __future__ import annotations

import pytest

from tests.unit.engine.checks.pages import check_example, read_page
from workflows.domain.finding import Profile
from workflows.engine.checks import check_files
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
        "time_rule = &quot;D11&quot;",
    ],
)
def test_fields_items_and_facts_are_known(condition: str) -> None:
    """案件里的项、列表中的一项、日期的年月、调用它的流程给出的事实，都可以用。"""
    assert said(condition) == []


@pytest.mark.parametrize(
    "giver",
    [
        '<dataObject id="d" name="tier"/>',
        '<receiveTask id="r" name="回信"/>',
        '<scriptTask id="k" name="算"><script>{"tier": 1}</script></scriptTask>',
    ],
)
def test_what_something_gives_is_a_fact(giver: str) -> None:
    """图上有人给出的事实，可以不经过 case 直接用；来信带来什么，事先不知道。"""
    page = read_page("known-field")
    drawn = page.good.replace(GOOD, "tier = 1").replace("<sequenceFlow", f"{giver}<sequenceFlow", 1)
    found = check_example(RULE, drawn, page.language)
    assert [each.zh for each in found if each.rule == "known-field"] == []


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("case.intake.desicion = 1", "没有“intake.desicion”这一项，是否应为“intake.decision”？"),
        ("case.parties[case.claim.typ = 1].name = 1", "没有“claim.typ”这一项"),
        ("amount &gt; 1000", "没有叫“amount”的内容，是否应为“case.claim.amount”？"),
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


TABLE = """
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="http://example.org">
  <decision id="tier" name="分级">
    <decisionTable><output id="o" name="风险等级" typeRef="string"/></decisionTable>
  </decision>
</definitions>"""


def of_facts(before: str, files: dict[str, bytes]) -> list[str]:
    """Return what the rule says of the condition 风险等级 = "高" behind the step *before*."""
    page = read_page("known-field")
    drawn = page.good.replace(GOOD, "风险等级 = &quot;高&quot;").replace(
        "<startEvent", f"{before}<startEvent"
    )
    found = check_files({"p.bpmn": drawn.encode(), **files}, profile=Profile.HOUSE)
    return [each.zh for each in found if each.rule == "known-field"]


@pytest.mark.parametrize(
    "before",
    [
        "<scriptTask id='t'><script>风险等级 = 1</script></scriptTask>",
        "<dataObject id='t' name='风险等级'/>",
        "<businessRuleTask id='t'/>",
    ],
    ids=["a script writes it", "a datum has it", "a table that is not here may give it"],
)
def test_facts_may_have_chinese_names(before: str) -> None:
    """脚本写的、数据对象的、决策表给出的事实可以用中文命名，不当作一句话。"""
    assert of_facts(before, {}) == []


def test_what_a_table_answers_is_known_where_the_table_is() -> None:
    """决策表在旁边时，它的输出名是已知的；表里也没有的，照样指出。"""
    asked = "<businessRuleTask id='t'/>"
    assert of_facts(asked, {"tier.dmn": TABLE.encode()}) == []
    (found,) = of_facts(asked, {"tier.dmn": TABLE.replace("风险等级", "级别").encode()})
    assert "没有叫“风险等级”的内容" in found
