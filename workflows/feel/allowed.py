"""The values that a declared type allows: tests like those of a decision cell, asked of arguments."""

from __future__ import annotations

from functools import lru_cache

from workflows.feel.limits import Run
from workflows.feel.names import odd_names
from workflows.feel.parse import parse
from workflows.feel.places import Misplaced, syntax_error
from workflows.feel.registry import BUILTINS
from workflows.feel.scope import Findings, Lexical, Scope, Thunk, compile_node


def passes(tests: str, value: object, run: Run) -> bool:
    """Return whether a value passes tests such as `[1..5], > 9`.

    Raises:
        FeelSyntaxError: they are no tests.
    """
    return _compiled(tests)(Scope({"?": value}, None, run)) is True


@lru_cache(maxsize=256)
def _compiled(tests: str) -> Thunk:
    try:
        return compile_node(parse(tests, unary=True, names=odd_names(BUILTINS)), Lexical(Findings()))
    except Misplaced as misplaced:
        raise syntax_error(tests, misplaced.at, misplaced.message, misplaced.zh) from None
