"""What the rules on time say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workflows.domain.drafting.rule import RuleWords
from workflows.domain.finding import Severity

_CLEAR = "人民调解法第二十九条；民诉法解释第三百五十八条第五项"
_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

TIME: Mapping[str, RuleWords] = MappingProxyType(
    {
        "due-missing": RuleWords(
            _E,
            _CLEAR,
            "没有写明履行期限",
            "does not say when it is due",
            "写明具体日期，分期的逐期写明",
            "give a date, for every instalment",
        ),
        "vague-time": RuleWords(
            _E,
            _CLEAR,
            "履行期限不确定",
            "is due at no certain time",
            "改为具体日期或者确定的事件",
            "give a date or a certain event",
        ),
        "date-without-year": RuleWords(
            _I, _CLEAR, "日期没有写明年份", "has a date without its year", "补写年份", "add the year"
        ),
        "date-impossible": RuleWords(
            _E, _CLEAR, "日期不存在", "names a day that does not exist", "核对日期", "correct the day"
        ),
        "due-before-agreement": RuleWords(
            _W,
            _CLEAR,
            "履行日期早于达成协议的日期",
            "is due before the agreement was made",
            "核对日期；已经履行的写明已履行",
            "correct the day, or say that it was performed",
        ),
        "periodic-schedule": RuleWords(
            _E,
            _CLEAR,
            "按期支付而没有写明起止时间和每期付款日",
            "pays periodically without a start, an end or a day",
            "写明自何时起、每期几日前、至何时止，或者列出付款计划",
            "say from when, on which day and until when, or list the payments",
        ),
    }
)
