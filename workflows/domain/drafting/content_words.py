"""What the rules on content say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workflows.domain.drafting.rule import RuleWords
from workflows.domain.finding import Severity

_CLEAR = "人民调解法第二十九条；民诉法解释第三百五十八条第五项"
_EFFECT = "人民调解法第二十九条第二款"
_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

CONTENT: Mapping[str, RuleWords] = MappingProxyType(
    {
        "ends-dispute-missing": RuleWords(
            _E,
            _CLEAR,
            "没有写明了结哪些争议",
            "does not say what ends the dispute",
            "写明履行后就本纠纷再无其他争议，或者保留哪些权利",
            "say that nothing is left, or what is reserved",
        ),
        "breach-missing": RuleWords(
            _E,
            _CLEAR,
            "没有约定违约责任",
            "does not say what follows from breach",
            "写明逾期或者不履行的后果",
            "say what follows from delay or default",
        ),
        "scope-unclear": RuleWords(
            _E,
            _CLEAR,
            "工作或者行为的范围、标准不明确",
            "leaves the scope of the work open",
            "列明项目、部位、标准和不包括的内容",
            "list items, places, standard, and what is excluded",
        ),
        "scope-beyond": RuleWords(
            _E,
            "人民调解法第二十九条；民诉法解释第三百五十八条",
            "处理了本次纠纷以外的事项",
            "settles what is no part of this dispute",
            "只写本次纠纷的了结，其他事项另行协商或者主张",
            "settle this dispute alone; leave other matters to other agreements",
        ),
        "vague-words": RuleWords(
            _E,
            _CLEAR,
            "用语含糊，无法执行",
            "uses words that cannot be enforced",
            "改为确定的金额、数量或者行为",
            "give an amount, a quantity or an act",
        ),
        "facts-missing": RuleWords(
            _I,
            "人民调解法第二十九条第一款",
            "没有写明纠纷的主要事实和争议事项",
            "does not state the facts in dispute",
            "补写主要事实、争议事项和责任",
            "add the facts, the issues and the responsibility",
        ),
        "terms-missing": RuleWords(
            _E, _CLEAR, "没有协议内容", "has no terms", "写明各方达成的内容", "write down what was agreed"
        ),
        "effect-after-confirmation": RuleWords(
            _E,
            _EFFECT,
            "约定经法院确认(公证)后才生效，与法律规定的生效时间不符",
            "takes effect only after confirmation, against the law's own rule",
            "改为自各方签名、调解员签名并加盖印章之日起生效",
            "let it take effect on signature and seal",
        ),
    }
)
