"""Places in the source of an expression, and the refusal that names one."""

from __future__ import annotations

from workflows.errors import FeelSyntaxError


class Misplaced(Exception):
    """Something that may not stand at this offset of the source."""

    def __init__(self, at: int, message: str, zh: str) -> None:
        self.at = at
        self.message = message
        self.zh = zh
        super().__init__(message)


def place(source: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset in the source."""
    before = source[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def syntax_error(source: str, offset: int, message: str, zh: str) -> FeelSyntaxError:
    """Return the refusal for one place in the source."""
    line, column = place(source, offset)
    message, zh = (text if len(text) < 300 else text[:120] + " … " + text[-120:] for text in (message, zh))
    return FeelSyntaxError(message, zh=zh, line=line, column=column)
