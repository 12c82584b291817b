"""Every module says what it is, every public function what it returns, every test what it specifies."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    p for top in ("workflows", "tasks") for p in (ROOT / top).rglob("*.py") if "node_modules" not in p.parts
]
TESTS = list((ROOT / "tests").rglob("test_*.py"))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_every_module_says_what_it_is() -> None:
    """Each module begins with a sentence."""
    silent = [
        str(p.relative_to(ROOT)) for p in SOURCES if not ast.get_docstring(ast.parse(p.read_text("utf-8")))
    ]
    assert silent == []


def test_every_test_carries_a_sentence_of_the_specification() -> None:
    """Each test function has a docstring."""
    silent = [
        f"{path.relative_to(ROOT)}::{each.name}"
        for path in TESTS
        for each in _functions(path)
        if each.name.startswith("test_") and not ast.get_docstring(each)
    ]
    assert silent == []
