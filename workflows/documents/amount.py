"""Amounts of money as papers write them: in figures and in the capital numerals that cannot be altered."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_UNITS = ((10**8, "亿"), (10**4, "万"))


def figures(amount: Decimal) -> str:
    """Return *amount* in figures with two decimals: 1281800 becomes 1,281,800.00."""
    return f"{amount.quantize(Decimal('0.01')):,}"


def capitals(amount: Decimal) -> str:
    """Return *amount* of yuan in capital numerals: 105000.50 becomes 壹拾万伍仟元伍角整.

    The form is that of the rules for filling in bills (票据法 8; 支付结算办法 appendix 1): 整 after yuan or jiao,
    零 between figures that are not neighbours, never after 分.

    Raises:
        ValueError: the amount is negative or has more than sixteen digits before the point.
    """
    fen = int((amount * 100).to_integral_value())
    yuan, rest = divmod(fen, 100)
    if fen < 0 or yuan >= 10**16:
        raise ValueError(
            f"Expected an amount from 0 to 9999999999999999.99, but got {amount}; correct the amount."
        )
    jiao, cents = divmod(rest, 10)
    words = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return (words or "零元") + "整"
    if jiao:
        words += f"{_DIGITS[jiao]}角"
    elif yuan:
        words += "零"
    return words + (f"{_DIGITS[cents]}分" if cents else "整")


def _whole(number: int) -> str:
    for unit, name in _UNITS:
        if number >= unit:
            high, low = divmod(number, unit)
            link = _DIGITS[0] if 0 < low < unit // 10 else ""
            return _whole(high) + name + link + (_whole(low) if low else "")
    return _thousand(number)


def _thousand(group: int) -> str:
    words, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            words += (_DIGITS[0] if gap and words else "") + _DIGITS[digit] + _PLACES[place]
            gap = False
        else:
            gap = True
    return words
