"""Days and moments as papers write them."""

from __future__ import annotations

from datetime import date, datetime

from workflows.clock import CHINA

_FIGURES = "〇一二三四五六七八九"


def arabic(day: date) -> str:
    """Return *day* in the form of letters: 2026年1月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def hanzi(day: date) -> str:
    """Return *day* in the form of court papers: 二〇二六年一月三十日."""
    year = "".join(_FIGURES[int(digit)] for digit in f"{day.year:04d}")
    return f"{year}年{count(day.month)}月{count(day.day)}日"


def moment(instant: datetime) -> str:
    """Return *instant* as the clock in China shows it: 2026年1月30日9时05分."""
    local = instant.astimezone(CHINA)
    return f"{arabic(local.date())}{local.hour}时{local.minute:02d}分"


def count(number: int) -> str:
    """Return a whole number from 0 to 99 in Chinese figures: 21 becomes 二十一."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _FIGURES[ones]
    head = "" if tens == 1 else _FIGURES[tens]
    return f"{head}十{_FIGURES[ones] if ones else ''}"
