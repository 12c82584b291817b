"""Chinese that people read has Chinese punctuation: full-width commas, stops and colons."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HELD = sorted(file for folder in ("workflows", "tasks") for file in (ROOT / folder).rglob("*.py"))

HALF_WIDTH = re.compile(r"[\u4e00-\u9fff」』》”）][,;:](?=[\u4e00-\u9fff「『《“（]|$)")
ANYWHERE = re.compile(r"[\u4e00-\u9fff」』》”）][,;:]")
TEMPLATES = [
    path for path in sorted((ROOT / "templates").rglob("*")) if path.suffix in (".j2", ".toml", ".txt")
]


def literals(path: Path) -> Iterator[str]:
    """Yield the texts of *path*, docstrings apart."""
    tree = ast.parse(path.read_text("utf-8"))
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_messages_have_full_width_marks() -> None:
    """No message mixes half-width commas, stops or colons into Chinese; one word of scenario files is no message."""
    doubtful = [path for path in HELD if ANYWHERE.search(path.read_text("utf-8"))]
    mixed = [(path.name, text) for path in doubtful for text in literals(path) if HALF_WIDTH.search(text)]
    assert mixed == [("check_kinds.py", "\n步骤:")]


def test_papers_have_full_width_marks() -> None:
    """No paper mixes half-width commas, stops or colons into Chinese."""
    mixed = [
        f"{path.name}: {line.strip()[:80]}"
        for path in TEMPLATES
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"[\u4e00-\u9fff][,;:](?=[\u4e00-\u9fff])", line)
    ]
    assert mixed == []
