"""What is wrong with an answer, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

WORDS: dict[str, tuple[str, str]] = {
    "missing": ("this is missing.", "缺少这一项。"),
    "extra_forbidden": ("there is no such field; leave it out.", "没有这一项，请删去。"),
    "date_type": ("write a date such as 2026-01-30.", "请填写日期，例如 2026-01-30。"),
    "date_parsing": ("write a date such as 2026-01-30.", "请填写日期，例如 2026-01-30。"),
    "date_from_datetime_parsing": ("write a date such as 2026-01-30.", "请填写日期，例如 2026-01-30。"),
    "date_from_datetime_inexact": ("write a date without a time.", "请只填日期，不填时间。"),
    "timezone_aware": (
        "write the time with its zone, such as 2026-01-30T09:00+08:00.",
        "请填写带时区的时间，例如 2026-01-30T09:00+08:00。",
    ),
    "datetime_parsing": (
        "write a date and time such as 2026-01-30T09:00+08:00.",
        "请填写日期和时间，例如 2026-01-30T09:00+08:00。",
    ),
    "datetime_from_date_parsing": (
        "write a date and time such as 2026-01-30T09:00+08:00.",
        "请填写日期和时间，例如 2026-01-30T09:00+08:00。",
    ),
    "decimal_parsing": ("write a number such as 1281800.", "请填写数字，例如 1281800。"),
    "decimal_type": ("write a number such as 1281800.", "请填写数字，例如 1281800。"),
    "finite_number": ("write a finite number.", "请填写有限的数字。"),
    "bool_parsing": ("answer yes or no.", "请选择是或否。"),
    "bool_type": ("answer yes or no.", "请选择是或否。"),
    "string_type": ("write text.", "请填写文字。"),
    "string_pattern_mismatch": (
        "the form of this answer is not right; follow the hint.",
        "格式不对，请按提示填写。",
    ),
    "list_type": ("send a list.", "请填写列表。"),
    "dict_type": ("send rows with named fields.", "每一行须按字段填写。"),
}
WITH_NUMBER: dict[str, tuple[str, str, str]] = {
    "string_too_long": ("max_length", "at most {} characters.", "最多 {} 个字。"),
    "string_too_short": ("min_length", "at least {} characters.", "至少 {} 个字。"),
    "greater_than_equal": ("ge", "at least {}.", "不得小于 {}。"),
    "less_than_equal": ("le", "at most {}.", "不得大于 {}。"),
    "decimal_max_places": ("decimal_places", "at most {} decimal places.", "最多 {} 位小数。"),
    "decimal_max_digits": ("max_digits", "at most {} digits.", "最多 {} 位数字。"),
    "literal_error": ("expected", "choose one of {}.", "请从 {} 中选择。"),
    "enum": ("expected", "choose one of {}.", "请从 {} 中选择。"),
    "too_long": ("max_length", "at most {} rows.", "最多 {} 行。"),
}
OTHERWISE = ("this answer cannot be accepted here.", "这里不能这样填写。")


def explain(rule: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Return what to do about the broken *rule*, in English and Chinese."""
    if rule in WITH_NUMBER:
        name, english, chinese = WITH_NUMBER[rule]
        told = str(context.get(name, ""))
        return english.format(told), chinese.format(told.replace(" or ", "、").replace(", ", "、"))
    return WORDS.get(rule, OTHERWISE)
