"""FEEL: the language of conditions, periods, tables and forms; it reaches nothing but what it is given."""

from __future__ import annotations

from workflows.feel.exchange import from_json, to_json
from workflows.feel.expression import Expression, check, compile, evaluate, evaluate_unary  # noqa: A004
from workflows.feel.far import near
from workflows.feel.limits import LIMITS, FeelWarning, Limits, Purse
from workflows.feel.names import is_plain
from workflows.feel.registry import BUILTINS
from workflows.feel.values import Function, Range, YearsMonthsDuration

BUILTIN_NAMES = frozenset(BUILTINS)

__all__ = [
    "BUILTIN_NAMES",
    "LIMITS",
    "Expression",
    "FeelWarning",
    "Function",
    "Limits",
    "Purse",
    "Range",
    "YearsMonthsDuration",
    "check",
    "compile",
    "evaluate",
    "evaluate_unary",
    "from_json",
    "is_plain",
    "near",
    "to_json",
]
