"""Files and functions stay small enough to be read."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    p for top in ("workflows", "tasks") for p in (ROOT / top).rglob("*.py") if "node_modules" not in p.parts
]


def _lengths(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1


def test_files_have_at_most_400_lines_and_usually_100() -> None:
    """No file has more than 400 lines; half have at most 100 and nine of ten at most 250."""
    sizes = {path: len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    deciles = quantiles(sizes.values(), n=10)
    too_long = {str(path.relative_to(ROOT)): lines for path, lines in sizes.items() if lines > 400}
    assert too_long == {}
    assert deciles[4] <= 100, f"the median file has {deciles[4]} lines"
    assert deciles[8] <= 250, f"the 90th percentile is {deciles[8]} lines"


def test_functions_have_at_most_60_lines_and_usually_8() -> None:
    """No function has more than 60 lines; half have at most 8 and nine of ten at most 25."""
    lengths = dict(each for path in SOURCES for each in _lengths(path))
    deciles = quantiles(lengths.values(), n=10)
    assert {name: lines for name, lines in lengths.items() if lines > 60} == {}
    assert deciles[4] <= 8, f"the median function has {deciles[4]} lines"
    assert deciles[8] <= 25, f"the 90th percentile is {deciles[8]} lines"
