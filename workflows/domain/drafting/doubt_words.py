"""What the doubts say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workflows.domain.drafting.rule import RuleWords
from workflows.domain.finding import Severity

_W = Severity.WARNING

DOUBTS: Mapping[str, RuleWords] = MappingProxyType(
    {
        "rights-doubtful": RuleWords(
            _W,
            "民诉法解释第三百五十八条第二项",
            "可能涉及没有参加调解的人的权利，请核对",
            "may touch rights of somebody who takes no part; please check",
            "让权利人到场并签名，或者附上其书面同意；与他人无关的不必修改",
            "let that person join and sign, or attach the written consent; if nobody else is concerned leave it",
        ),
        "ground-doubtful": RuleWords(
            _W,
            "民诉法解释第三百五十五条、第三百五十八条",
            "可能属于法院不予受理或者不予确认的内容，请核对",
            "may be of a kind that courts do not accept or confirm; please check",
            "对照法律规定修改或者删去；确属当事人可以自行处分的不必修改",
            "mend or strike it by the law; if the parties may dispose of it leave it",
        ),
        "words-doubtful": RuleWords(
            _W,
            "人民调解法第二十九条；民诉法解释第三百五十八条第五项",
            "用语可能不够明确，请核对",
            "may use words that are not clear enough; please check",
            "写明做什么、做到什么程度、多少、什么时候",
            "say what, how far, how much and when",
        ),
    }
)
