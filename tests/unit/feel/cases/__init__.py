"""Reads the case files: `expression => value`, or `value | tests => answer` for decision cells."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from workflows.feel.builtins.conversion import write
from workflows.feel.limits import Run

_HERE = Path(__file__).parent
CONTEXT: dict[str, object] = json.loads((_HERE / "context.json").read_text(encoding="utf-8"))


class Case(NamedTuple):
    """One expression, the value expected, and the sentence it belongs to."""

    topic: str
    source: str
    expected: str


class UnaryCase(NamedTuple):
    """One tested value, the tests of a cell, and the answer expected."""

    value: str
    tests: str
    expected: str


def _lines(path: Path) -> Iterator[tuple[str, str, str]]:
    topic = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            topic = line[2:]
        elif line.strip():
            source, _, expected = line.rpartition(" => ")
            yield topic, source, _plain(expected)


def _plain(expected: str) -> str:
    """Return a number without the zeros at its end, so that a table may show the digits it means."""
    digits = expected.replace(".", "", 1).lstrip("-")
    return expected.rstrip("0").rstrip(".") if "." in expected and digits.isdigit() else expected


def render(value: object) -> str:
    """Return a value as the case files write it."""
    return write(value, Run(None, None, None))


CASES = [Case(*line) for path in sorted(_HERE.glob("*.txt")) if path.stem != "unary" for line in _lines(path)]
UNARY_CASES = [
    UnaryCase(*(part.strip() for part in source.split(" | ", 1)), expected)
    for _, source, expected in _lines(_HERE / "unary.txt")
]
