"""The words with which the terms of a draft open, after the parties and the facts."""

from __future__ import annotations

import re

from workflows.domain.drafting.word_list import one_of

_LINE = r"(?:^|(?<=\n))"
_AT_END = r"[:]\s*(?=\n)"
_REACHED = "(?:自愿)?达成(?:如下|以下|下列)?(?:调解)?协议(?:如下|内容)?(?:,(?:内容|条款|事项)(?:如下)?)?[:]?"
_AS_FOLLOWS = (
    one_of("商定 约定 议定 说定 谈定 协商 一致 意见 内容 协议 和解 决定 同意")
    + r"[^\n。:,]{0,12}(?:如下|以下|下列|下面)[^\n。:,]{0,6}[:。]"
)
_AGREED = one_of("(?:协商|达成|形成|取得|意见)一致(?:意见)? (?:达成|(?:协商|共同)一致|自愿协议)")
_WHO = one_of("[,、] 一致 共同 自愿 [双各几]方 两家 当事人 [两俩三四五六七八几]人(?:都|均)? 大家(?:都)?")
_SETTLED = one_of("商定 约定 议定 同意 说定 达成一致")
_SO = r"(?:这么|这样)(?:定|办|谈定|说定)[^\n。:,]{0,2}"
_NAMED = one_of(r"协议(?:内容)?如下[:]? (?:如下|以下)(?:调解)?(?:协议|方案)[^\n。:]{0,4}[:]?")
_HEADING = (
    rf"{_LINE}\s*(?:协议内容|协议条款)\s*[:]"
    rf"|{_LINE}[^\n。;:]{{0,12}}(?:意见统一为|调解达成|[双三各]方商定|三人商定)[^\n。;:,]{{0,3}}[:。]"
    rf"|{_LINE}\s*\[(?:协议|约定|调解)(?:内容|事项|条款|结果)\](?:[(][^)\n]*[)])?\s*(?=\n)"
)
_FIELD = (
    rf"{_LINE}\s*(?:[双各几]方)?"
    + one_of("协议 约定 调解协议 调解结果 说定的事 商量结果 谈定 谈好的 说好的 同意 自愿")
    + rf"(?:如下)?{_AT_END}"
)
OPENING = re.compile(
    "|".join(
        (
            _REACHED,
            _AS_FOLLOWS,
            _AGREED + _AT_END,
            rf"{_WHO}{_SETTLED}[^\n。:,]{{0,4}}{_AT_END}",
            _SO + _AT_END,
            _NAMED,
            _HEADING,
            _FIELD,
        )
    )
)
"""Where the agreement proper begins."""
