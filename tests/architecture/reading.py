"""What the tests of the architecture ask of a source file, read from it once for all of them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = sorted(
    path
    for top in ("workflows", "tasks")
    for path in (ROOT / top).rglob("*.py")
    if "node_modules" not in path.parts
)


@dataclass(frozen=True)
class Function:
    """A function or method: where it stands, how many lines it has, whether it says what it is."""

    name: str
    at: int
    lines: int
    told: bool


@dataclass(frozen=True)
class Source:
    """A file: how many lines it has, whether it says what it is, what it imports, its functions."""

    lines: int
    told: bool
    imports: frozenset[str]
    functions: tuple[Function, ...]


@cache
def read(path: Path) -> Source:
    """Return what *path* holds."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    statements = list(_statements(tree.body))
    return Source(
        lines=len(text.splitlines()),
        told=bool(ast.get_docstring(tree)),
        imports=frozenset(name for node in statements for name in _imported(node)),
        functions=tuple(
            _function(node) for node in statements if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ),
    )


def _statements(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Yield every statement, however deep; functions and imports stand nowhere else."""
    for node in body:
        yield node
        for part in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(node, part, None)
            if isinstance(inner, list):
                yield from _statements(inner)


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name.split(".")[0] for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module:
        yield node.module.split(".")[0]


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Function:
    end = node.end_lineno or node.lineno
    return Function(node.name, node.lineno, end - node.lineno + 1, bool(ast.get_docstring(node)))
