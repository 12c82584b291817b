"""The filters that a template may use: each says in one line what it writes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from markupsafe import Markup, escape

from workflows.documents import amount, day
from workflows.documents.view import ListView, Unfilled, View, look

_PLACE = re.compile(r"[a-z0-9-]{1,40}")
SPACE = "\u3000"


def blank(value: object, width: int = 6) -> object:
    """Write the value, or an underlined blank of *width* characters to be filled in by hand."""
    return _gap(width) if isinstance(value, Unfilled) else value


def line(value: object, width: int = 6) -> Markup:
    """Write the value underlined, as in a form, or an underlined blank of *width* characters."""
    return _gap(width) if isinstance(value, Unfilled) else Markup('<span class="u">{}</span>').format(value)


def gap(width: int) -> Markup:
    """Write an underlined blank of so many characters, as a place to sign: {{ 12 | gap }}."""
    return _gap(width)


def sign_place(place: object) -> Markup:
    """Write an underlined blank as the place where somebody signs: {{ p.id | sign_place }}."""
    name = "" if isinstance(place, Unfilled) or not _PLACE.fullmatch(str(place)) else f" sign-{place}"
    return Markup('<span class="blank{}">{}</span>').format(name, SPACE * 9)


def yuan(value: object) -> object:
    """Write an amount in figures and in capital numerals: 105,000.00元（大写：人民币壹拾万伍仟元整）."""
    if isinstance(value, Unfilled):
        return Markup("{}元（大写：人民币{}）").format(_gap(8), _gap(12))
    number = _number(value)
    return f"{amount.figures(number)}元（大写：人民币{amount.capitals(number)}）"


def yuan_figures(value: object) -> object:
    """Write an amount in figures: 105,000.00元."""
    return (
        Markup("{}元").format(_gap(6))
        if isinstance(value, Unfilled)
        else f"{amount.figures(_number(value))}元"
    )


def yuan_capitals(value: object) -> object:
    """Write an amount in capital numerals: 人民币壹拾万伍仟元整."""
    if isinstance(value, Unfilled):
        return Markup("人民币{}").format(_gap(12))
    return f"人民币{amount.capitals(_number(value))}"


def on_day(value: object) -> object:
    """Write a day: 2026年1月30日, or a blank with 年 月 日."""
    if isinstance(value, Unfilled):
        return f"{SPACE * 2}年{SPACE}月{SPACE}日"
    return day.arabic(_day(value))


def on_day_hanzi(value: object) -> object:
    """Write a day in Chinese figures, as court papers do: 二〇二六年一月三十日."""
    if isinstance(value, Unfilled):
        return f"{SPACE * 4}年{SPACE * 2}月{SPACE * 2}日"
    return day.hanzi(_day(value))


def at_moment(value: object) -> object:
    """Write a moment by the clock in China: 2026年1月30日9时05分, or a blank."""
    if isinstance(value, Unfilled):
        return f"{SPACE * 2}年{SPACE}月{SPACE}日{SPACE}时{SPACE}分"
    if not isinstance(value, datetime):
        raise TypeError(f"Expected a moment, but got {value!r}; use the filter on_day for a day.")
    return day.moment(value)


def hanzi(value: int) -> str:
    """Write a whole number from 0 to 99 in Chinese figures: 3 becomes 三."""
    return day.count(value)


def box(value: object) -> Markup:
    """Write ☑ where the value is true, else ☐."""
    return Markup('<span class="box">{}</span>').format("☑" if value and value is not None else "☐")


def yes_no(value: object) -> str:
    """Write 是 or 否, or 未填 where nothing is known."""
    return "未填" if isinstance(value, Unfilled) else "是" if value else "否"


def paragraphs(value: object) -> Markup:
    """Write each line of a text as a paragraph of its own."""
    if isinstance(value, Unfilled):
        return Markup("<p>{}</p>").format(_gap(24))
    lines = (part.strip() for part in str(value).splitlines())
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in lines if part)


def numbered(value: object) -> Markup:
    """Write each line of a text as a numbered paragraph."""
    if isinstance(value, Unfilled):
        return Markup("<p>1.{}</p>").format(_gap(22))
    kept = [part.strip() for part in str(value).splitlines() if part.strip()]
    return Markup("").join(Markup("<p>{}.{}</p>").format(index, part) for index, part in enumerate(kept, 1))


def lines(value: object) -> Markup:
    """Write the lines of a text one under the other inside a cell; nothing where nothing is known."""
    if isinstance(value, Unfilled):
        return Markup("")
    return Markup("<br>").join(escape(part.strip()) for part in str(value).splitlines() if part.strip())


def mask_name(value: object) -> object:
    """Write a person's name masked: 张三 becomes 张*, 欧阳小花 becomes 欧***."""
    return value if isinstance(value, Unfilled) else str(value)[:1] + "*" * max(len(str(value)) - 1, 1)


def mask_number(value: object) -> object:
    """Write an identity or telephone number with its middle masked."""
    if isinstance(value, Unfilled):
        return value
    text = str(value)
    kept = 4 if len(text) >= 15 else 3 if len(text) >= 11 else 1
    return text[:kept] + "*" * max(len(text) - 2 * kept, 1) + (text[-kept:] if len(text) > 2 * kept else "")


def with_role(parties: Iterable[object], role: str) -> list[object]:
    """Return the parties that stand in *role*: applicant, respondent or third."""
    return [party for party in parties if isinstance(party, View) and look(party, "role") == role]


def names(parties: Iterable[object]) -> object:
    """Write the names of parties, with 、 between them."""
    found = [str(name) for party in parties if isinstance(party, View) and (name := look(party, "name"))]
    return "、".join(found) or Unfilled(name="case.parties[].name")


def any_refuses(parties: Iterable[object]) -> bool:
    """Tell whether one of the parties clearly refuses mediation (人民调解法 17)."""
    return any(isinstance(party, View) and look(party, "refuses") is True for party in parties)


def item(values: ListView, index: object) -> object:
    """Return the item that the paper is about, or the last one where the paper names none."""
    place = index if isinstance(index, int) else len(values) - 1
    return values[place] if place >= 0 else values[0]


def percent(value: object) -> object:
    """Write a share as a percentage: 0.92 becomes 92%."""
    return value if isinstance(value, Unfilled) else f"{(_number(value) * 100).normalize():f}%"


class Words:
    """The filter `word`: writes a code as the words of its choice, `{{ case.claim.type | word("claim.type") }}`."""

    def __init__(self, words: Mapping[str, Mapping[str, str]]) -> None:
        """Keep the words of each field, by its path."""
        self._words = words

    def __call__(self, value: object, field: str) -> object:
        """Return the words for *value* of *field*; a value that is no code stays as it is."""
        return value if isinstance(value, Unfilled) else self._words.get(field, {}).get(str(value), value)


FILTERS: dict[str, Callable[..., object]] = {
    function.__name__: function
    for function in (
        blank, line, gap, sign_place,
        yuan, yuan_figures, yuan_capitals, on_day, on_day_hanzi, at_moment, hanzi, box, yes_no,
        paragraphs, lines, mask_name, mask_number, with_role, names, percent, numbered, any_refuses, item,
    )
}  # fmt: skip


def _gap(width: int) -> Markup:
    return Markup('<span class="blank">{}</span>').format(SPACE * max(1, min(width, 60)))


def _number(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise TypeError(
            f"Expected an amount, but got {value!r}; give this filter a field that holds a number."
        )
    return Decimal(value)


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"Expected a day, but got {value!r}; give this filter a field that holds a day.")
    return value
