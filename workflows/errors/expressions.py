"""Refusals and faults of expressions in FEEL."""

from __future__ import annotations

from workflows.errors.ground import InvalidInput


class FeelRefused(InvalidInput):
    """This FEEL expression cannot be used; the sentence says where and how to mend it."""


class FeelSyntaxError(FeelRefused):
    """The expression is not written as FEEL asks; look at the line and column named and correct it."""

    def __init__(self, message: str, *, zh: str, line: int, column: int) -> None:
        """Say what is wrong in both languages, and where (line and column count from 1)."""
        self.line = line
        self.column = column
        super().__init__(
            f"Line {line}, column {column}: {message}",
            zh=f"第 {line} 行第 {column} 列：{zh}",
            line=line,
            column=column,
        )


class FeelBudgetExceeded(FeelRefused):
    """The expression asks for more work or room than one expression may use; make it smaller or split it."""

    def __init__(self, bound: str, limit: int, *, name: str, zh: str) -> None:
        """Name the bound (a field of the limits), its value, and what it counts in both languages."""
        self.bound = bound
        self.limit = limit
        super().__init__(
            f"The expression goes beyond its bound of {limit} {name}; make it smaller or split it.",
            zh=f"表达式超出上限（{zh}最多 {limit}）；请缩短或拆分。",
            bound=bound,
            limit=limit,
        )


class FeelClockMissing(FeelRefused):
    """The expression asks for now() or today(), but no moment was given here; use a date of the case instead."""


class FeelValueRefused(FeelRefused):
    """A value handed to the expression is of a kind FEEL does not know; hand in plain data only."""


class FeelFunctionFailed(FeelRefused):
    """A function that Hewei offers to expressions failed; the cause is attached, tell the administrator."""
