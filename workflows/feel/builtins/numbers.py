"""Builtins of numbers: rounding, remainders, roots, logarithms."""

from __future__ import annotations

from datetime import timedelta
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from typing import Final

from workflows.feel.registry import builtin
from workflows.feel.values import CTX, Mismatch, YearsMonthsDuration, number

_WIDE: Final = Context(prec=6200, Emin=-20000, Emax=20000, traps=[])
_SCALES: Final = (-6111, 6176)


def rounded(value: Decimal, scale: Decimal | None, mode: str) -> Decimal | None:
    """Return a number rounded to so many digits after the point (2.9 is 2), by one of the rounding modes."""
    if scale is not None and not _SCALES[0] <= scale <= _SCALES[1]:
        raise Mismatch("The scale is out of its bounds.", "小数位数超出允许范围。")
    digits = int(scale or 0)
    step = Decimal((0, (1,), -digits))
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent >= -digits:
        return value
    return number(value.quantize(step, rounding=mode, context=_WIDE))


for _name, _mode in (
    ("decimal(n: number, scale: number)", ROUND_HALF_EVEN),
    ("floor(n: number, scale?: number)", ROUND_FLOOR),
    ("ceiling(n: number, scale?: number)", ROUND_CEILING),
    ("round up(n: number, scale?: number)", ROUND_UP),
    ("round down(n: number, scale?: number)", ROUND_DOWN),
    ("round half up(n: number, scale?: number)", ROUND_HALF_UP),
    ("round half down(n: number, scale?: number)", ROUND_HALF_DOWN),
):
    builtin(_name)(lambda value, scale, mode=_mode: rounded(value, scale, mode))


@builtin("abs(n: number|duration)")
def _abs(value: Decimal | timedelta | YearsMonthsDuration) -> object:
    if isinstance(value, YearsMonthsDuration):
        return YearsMonthsDuration(abs(value.months))
    return abs(value) if isinstance(value, timedelta) else CTX.abs(value)


@builtin("modulo(dividend: number, divisor: number)")
def _modulo(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    if not divisor or abs(dividend.adjusted()) > 6000 or abs(divisor.adjusted()) > 6000:
        return None
    rest = _WIDE.remainder(dividend, divisor)
    if rest and (rest < 0) != (divisor < 0):
        rest = _WIDE.add(rest, divisor)
    return number(rest)


@builtin("sqrt(number: number)")
def _sqrt(value: Decimal) -> Decimal | None:
    return number(CTX.sqrt(value))


@builtin("log(number: number)")
def _log(value: Decimal) -> Decimal | None:
    return number(CTX.ln(value)) if value > 0 else None


@builtin("exp(number: number)")
def _exp(value: Decimal) -> Decimal | None:
    return number(CTX.exp(value))


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


@builtin("odd(number: number)")
def _odd(value: Decimal) -> bool:
    return _is_whole(value) and _modulo(value, Decimal(2)) == 1


@builtin("even(number: number)")
def _even(value: Decimal) -> bool:
    return _is_whole(value) and _modulo(value, Decimal(2)) == 0
