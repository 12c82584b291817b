"""What a row answers is of the type of its column, and one of the values that the column allows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from workflows.domain.finding import Severity
from workflows.engine.checks.element import Element
from workflows.engine.checks.rule import Problem, Rule
from workflows.engine.checks.table_file import Grid, TableFile, text_of
from workflows.engine.dmn.types import Item, coerced
from workflows.errors import HeweiError
from workflows.feel import Purse, compile  # noqa: A004

_ONE = r"""\s*(?:"[^"\\]*"|-?[0-9]+(?:\.[0-9]+)?|true|false|@"[^"\\]*")\s*"""
CONSTANT = re.compile(_ONE)
CONSTANTS = re.compile(rf"{_ONE}(?:,{_ONE})*")
"""What is worth looking at before anything is asked, and costs nothing to know."""


def check(subject: TableFile) -> Iterator[Problem]:
    """Yield each breach of the rule in *subject*."""
    types: Mapping[str, Item] = {}
    with suppress(HeweiError):  # said by the rule that the file can be read
        types = subject.model.types
    for grid in subject.tables:
        for place, column, text in _answers(grid):
            if _lost(text, column.get("typeRef"), grid.allowed(column), types):
                said = column.get("name") or column.get("label") or column.id
                yield Problem(
                    place,
                    f"“{text[:40]}” can be no answer of the column “{said}”; it would count as null, as no answer.",
                    f"“{text[:40]}”不能作为“{said}”列的结果，会按空值（null）处理，等于没有结果。",
                )


def _answers(grid: Grid) -> Iterator[tuple[Element, Element, str]]:
    for row in grid.rows:
        for column, text in zip(grid.outputs, grid.answers(row), strict=False):
            yield row, column, text
    for column in grid.outputs:
        yield column, column, text_of(column.first("defaultOutputEntry"))


def _lost(text: str, kind: str, allowed: str, types: Mapping[str, Item]) -> bool:
    """Return whether a constant answer becomes null; what is computed is known only when it is asked."""
    if CONSTANT.fullmatch(text) is None:
        return False
    try:
        [answer] = _constants(text)
        fits = coerced(answer, kind, _plain(types), Purse()) if kind else answer
        return fits is None or (CONSTANTS.fullmatch(allowed) is not None and fits not in _constants(allowed))
    except HeweiError:  # the rule that a cell can be read says so
        return False


def _constants(text: str) -> list[object]:
    found = compile(f"[{text}]").evaluate({})
    return found if isinstance(found, list) else []


def _plain(types: Mapping[str, Item]) -> Mapping[str, Item]:
    """Return the types without tests that would have to be computed."""
    return {name: replace(each, allowed="", constraint="") for name, each in types.items()}


RULE = Rule(
    id="dmn-answer-lost",
    title="What a row answers is of the type of its column, and one of the values that the column allows.",
    title_zh="每一行的结果应符合该列的类型，并且是该列允许的值。",
    remedy="Correct the answer, or the type or the allowed values of the column.",
    remedy_zh="请更正该结果，或更正该列的类型或允许的值。",
    source="DMN 1.5 §8.3.3",
    check=check,
    severity=Severity.WARNING,
)
