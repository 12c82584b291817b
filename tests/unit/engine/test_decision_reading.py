"""决策文件的读取：语言不是 FEEL 的不猜，没有画出逻辑的决策由外部给出。"""

from __future__ import annotations

import pytest

from tests.unit.engine.test_decisions import decision, model, text
from workflows.engine import Engine
from workflows.errors import DecisionFailed, RefusedTable


@pytest.mark.parametrize(
    ("language", "answer"),
    [
        ("https://www.omg.org/spec/DMN/20191111/FEEL/", 3),
        ("sfeel", 3),
        ("", 3),
        ("groovy", None),
        ("javascript", None),
    ],
)
def test_what_is_not_written_in_feel_is_refused(language: str, answer: int | None) -> None:
    """表达式声明用其他语言写成时，指明该语言并拒绝，不会当作 FEEL 误读。"""
    drawn = model(decision("d", text("1 + 2").replace(">", f' expressionLanguage="{language}">', 1)))
    if answer is None:
        with pytest.raises(RefusedTable, match=language):
            Engine(None, secret=b"x").decide(drawn, {})
    else:
        assert Engine(None, secret=b"x").decide(drawn, {}).outputs == answer


def test_a_decision_that_nobody_has_drawn_is_given() -> None:
    """尚未画出逻辑的决策，其结果由外部给出；没有给出则指明。"""
    drawn = model(decision("grade", ""), decision("d", text("grade + 1"), "d:grade"))
    assert Engine(None, secret=b"x").decide(drawn, {"grade": 2}).outputs == 3
    with pytest.raises(DecisionFailed, match="'grade'"):
        Engine(None, secret=b"x").decide(drawn, {})


def test_functions_that_share_others_at_every_step_are_made_once() -> None:
    """每一层都用到下一层两个函数的业务知识模型不会成倍展开。"""
    drawn = ""
    for level in range(30):
        below = [f"k{level + 1}{side}" for side in "ab"] if level < 29 else []
        needs = "".join(
            f'<knowledgeRequirement><requiredKnowledge href="#{each}"/></knowledgeRequirement>'
            for each in below
        )
        body = text("".join(f"{each}() + " for each in below[:1]) + "1")
        for side in "ab":
            drawn += (
                f'<businessKnowledgeModel id="k{level}{side}" name="k{level}{side}">{needs}<encapsulatedLogic>'
                f"{body}</encapsulatedLogic></businessKnowledgeModel>"
            )
    asked = decision("d", text("k0a()"), "k:k0a")
    assert Engine(None, secret=b"x").decide(model(drawn, asked), {}).outputs == 30
