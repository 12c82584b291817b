"""Amounts of money in a Chinese text, in figures and in words, and the pairs that must be equal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from workflows.domain.drafting.memory import remembered

_ROWS = ("零〇○", "壹一", "贰二两", "叁三", "肆四", "伍五", "陆六", "柒七", "捌八", "玖九")
_DIGITS = {sign: value for value, row in enumerate(_ROWS) for sign in row}
_PLACES = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_GROUPS = {"万": 10**4, "萬": 10**4, "亿": 10**8}
_FIGURES = re.compile(
    r"(?P<mark>人民币|RMB|[¥￥])?\s*(?P<number>\d{1,3}(?:[,，]\d{3})+(?:\.\d{1,2}(?=\d{4}年)|\.\d+)?|\d+(?:\.\d+)?)\s*"
    r"(?P<times>亿|千万|百万|十万|万|千|百)?\s*(?P<unit>元|块钱?|圆)?"
)
_WORDS = re.compile(
    r"[零〇○壹贰叁肆伍陆柒捌玖拾佰仟万萬亿一二两三四五六七八九十百千]+[元圆]"
    r"(?:[零〇壹贰叁肆伍陆柒捌玖一二三四五六七八九]角)?(?:零?[壹贰叁肆伍陆柒捌玖一二三四五六七八九]分)?"
    r"(?:[零〇壹贰叁肆伍陆柒捌玖拾佰仟萬]+)?[整正]?"
)
_DIGIT = re.compile(r"\d")
_YUAN = re.compile("[元圆]")
_LINK = re.compile(r"[\s()\[\]、,:/即计大小写人民币RMB¥￥为整]{0,14}")
_OVER = re.compile(r"(?:(?<!不)超过|超出|不足|(?<!不)高于|每满|限额为?)\s*$")
_TIMES = {"百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8}


@dataclass(frozen=True, kw_only=True)
class Amount:
    """One amount in a text; `value` is None where the words are not a number. `words` tells capitals from figures."""

    value: Decimal | None
    words: bool
    start: int
    end: int
    quote: str


def amounts(text: str) -> list[Amount]:
    """Return every amount of money in *text*, in order."""
    return list(_amounts(text))


@remembered
def _amounts(text: str) -> tuple[Amount, ...]:
    return tuple(sorted([*_figures(text), *_words(text)], key=lambda amount: amount.start))


def pairs(text: str) -> list[tuple[Amount, Amount]]:
    """Return the amounts that stand side by side in figures and in words, and so must be equal."""
    found, made, at = amounts(text), [], 0
    while at + 1 < len(found):
        one, two = found[at], found[at + 1]
        beside = one.words != two.words and _LINK.fullmatch(text[one.end : two.start])
        made += [(one, two)] if beside else []
        at += 2 if beside else 1
    return made


def distinct(text: str) -> list[Amount]:
    """Return the amounts of *text*, each pair of figures and words once: the figures, with the place of both.

    What is said a third time beside them (二十六万元(260,000元,贰拾陆万元整)) belongs to the same sum.
    """
    return list(_distinct(text))


@remembered
def _distinct(text: str) -> tuple[Amount, ...]:
    doubles: dict[int, Amount] = {}
    for one, two in pairs(text):
        figure = two if one.words else one
        doubles[one.start] = doubles[two.start] = replace(figure, start=one.start, end=two.end)
    told: list[Amount] = []
    for found in {each.start: each for each in (doubles.get(a.start, a) for a in amounts(text))}.values():
        if _OVER.search(text[max(0, found.start - 8) : found.start]):
            continue  # 超过500元的部分: where something begins, not what is paid
        again = (
            found.words
            and found.start not in doubles
            and told
            and found.value == told[-1].value
            and _LINK.fullmatch(text[told[-1].end : found.start])
        )
        if again:
            told[-1] = replace(told[-1], end=found.end)
        else:
            told.append(found)
    return tuple(told)


def number(text: str) -> int | None:
    """Return the whole number that Chinese numerals *text* say, or None if they say none."""
    total, group, digit, place = 0, 0, None, 10**5
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _PLACES:
            if digit == 0 or (digit is None and (group or total)) or _PLACES[char] >= place:
                return None
            place = _PLACES[char]
            group += (1 if digit is None else digit) * place
            digit = None
        elif char in _GROUPS:
            group += digit or 0
            if not group and not (char == "亿" and total):
                return None
            total = (total + group) * _GROUPS[char] if char == "亿" else total + group * _GROUPS[char]
            group, digit, place = 0, None, 10**5
        else:
            return None
    return total + group + (digit or 0)


def _figures(text: str) -> Iterator[Amount]:
    for match in _FIGURES.finditer(text) if _DIGIT.search(text) else ():
        if not (match["unit"] or (match["mark"] and not re.match(r"\s*[年月日号条%]", text[match.end() :]))):
            continue
        try:
            value = Decimal(re.sub("[,]", "", match["number"])) * _TIMES.get(match["times"] or "", 1)
        except InvalidOperation:
            continue
        yield Amount(value=value, words=False, start=match.start(), end=match.end(), quote=match[0].strip())


def _words(text: str) -> Iterator[Amount]:
    for match in _WORDS.finditer(text) if _YUAN.search(text) else ():
        start, before = match.start(), text[max(0, match.start() - 3) : match.start()]
        if re.search(r"\d\s*$", before):
            continue  # 5万元: the figures before it already took it
        if before.endswith("人") and _value(match[0]) is None and _value(match[0][1:]) is not None:
            start += 1  # 被申请人二五百元: the first numeral tells which of them
        said = text[start : match.end()]
        yield Amount(value=_value(said), words=True, start=start, end=match.end(), quote=said)


def _value(words: str) -> Decimal | None:
    whole, _, rest = words.rstrip("整正").replace("圆", "元").partition("元")
    yuan = number(whole)
    if yuan is None:
        return None
    if re.search(r"[拾佰仟萬]|(?:^|[角分])[零〇]?[壹贰叁肆伍陆柒捌玖]+$", rest):
        return None  # 壹万圆伍拾整: something stands after the yuan that is neither jiao nor fen
    value = Decimal(yuan)
    for unit, part in (("角", Decimal("0.1")), ("分", Decimal("0.01"))):
        match = re.search(rf"(.){unit}", rest)
        if match:
            value += _DIGITS.get(match[1], 0) * part
    return value
