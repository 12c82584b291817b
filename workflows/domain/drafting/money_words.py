"""What the rules on money say."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workflows.domain.drafting.rule import RuleWords
from workflows.domain.finding import Severity

_CLEAR = "人民调解法第二十九条；民诉法解释第三百五十八条第五项"
_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

MONEY: Mapping[str, RuleWords] = MappingProxyType(
    {
        "payer-missing": RuleWords(
            _E,
            _CLEAR,
            "没有写明由谁付款",
            "does not say who pays",
            "写明付款人的姓名或者名称",
            "name the payer",
        ),
        "payee-missing": RuleWords(
            _E,
            _CLEAR,
            "没有写明向谁付款",
            "does not say who is paid",
            "写明收款人的姓名或者名称",
            "name the payee",
        ),
        "amount-missing": RuleWords(
            _E,
            _CLEAR,
            "有付款义务而没有写明金额",
            "promises payment without an amount",
            "写明金额，数字和大写并列",
            "state the amount in figures and in words",
        ),
        "amount-words-missing": RuleWords(
            _I,
            _CLEAR,
            "金额只有数字，没有大写",
            "gives the amount in figures only",
            "在数字后加写大写金额",
            "add the amount in capital numerals",
        ),
        "amount-words-differ": RuleWords(
            _E,
            _CLEAR,
            "大写与数字金额不一致",
            "has figures and words that differ",
            "核对后改为一致",
            "make both the same",
        ),
        "amount-words-malformed": RuleWords(
            _E,
            _CLEAR,
            "大写金额书写有误",
            "has an amount in words that is no number",
            "按规范重写大写金额",
            "write the capital numerals again",
        ),
        "unit-missing": RuleWords(
            _E,
            _CLEAR,
            "付款数字没有货币单位",
            "has a number to pay without a unit",
            "写明人民币和元",
            "add the currency and unit",
        ),
        "sum-differs": RuleWords(
            _E,
            _CLEAR,
            "各项或者各期之和与总额不符",
            "has parts that do not add up to the total",
            "核对各期(各项)金额与总额",
            "check the parts against the total",
        ),
        "amount-text-differs": RuleWords(
            _E,
            _CLEAR,
            "条文金额与登记的总金额不一致",
            "states another amount than the field",
            "核对条文与登记的金额",
            "make text and field agree",
        ),
        "instalment-count-differs": RuleWords(
            _E,
            _CLEAR,
            "期数与列明的各期不符",
            "announces another number of instalments than it lists",
            "逐期列明金额和日期",
            "list every instalment",
        ),
        "method-missing": RuleWords(
            _E,
            _CLEAR,
            "没有写明付款方式或者收款账户",
            "names neither a method nor an account",
            "写明现金、转账等方式，转账的写明户名、账号",
            "state the method, and the account for a transfer",
        ),
    }
)
