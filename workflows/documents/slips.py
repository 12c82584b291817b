"""Slips in a template that its reader passes over, or tells at another line than that of the slip."""

from __future__ import annotations

import re
from itertools import pairwise

from jinja2 import Environment, TemplateSyntaxError

OPENS = frozenset({"if", "for", "macro", "call", "filter", "block", "with"})
UNCLOSED = "Unexpected end of template"
PAIR = re.compile(r"[{｛][{｛%％]|[%％}｝][}｝]")
TO_NARROW = str.maketrans("｛｝％", "{}%")


def refuse_wide_braces(source: str, template: str) -> None:
    """Let a template pass whose braces are narrow; wide ones, as Chinese keyboards type them, would be printed.

    Raises:
        jinja2.TemplateSyntaxError: a pair of braces is wide, or half of it is.
    """
    for found in PAIR.finditer(source):
        narrow = found.group().translate(TO_NARROW)
        if narrow != found.group():
            line = source.count("\n", 0, found.start()) + 1
            raise TemplateSyntaxError(f"wide braces '{found.group()}', write '{narrow}'", line, template)


def line_of(environment: Environment, source: str, slip: TemplateSyntaxError) -> int:
    """Return the line of *slip*: of a block that is never closed, the line on which it was opened."""
    if not (slip.message or "").startswith(UNCLOSED):
        return slip.lineno
    opened: list[tuple[str, int]] = []
    for line, name in _tags(environment, source):
        if name in OPENS:
            opened.append((name, line))
        elif opened and name == f"end{opened[-1][0]}":
            opened.pop()
    return opened[-1][1] if opened else slip.lineno


def _tags(environment: Environment, source: str) -> list[tuple[int, str]]:
    tokens = [each for each in environment.lex(source) if each[1] != "whitespace"]
    return [(line, name) for (_, kind, _), (line, _, name) in pairwise(tokens) if kind == "block_begin"]
