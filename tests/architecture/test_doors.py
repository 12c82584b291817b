"""The arrows point one way, and each heavy neighbour has one door."""

from __future__ import annotations

import ast
from pathlib import Path

from importlinter.api import read_configuration
from importlinter.application import use_cases

ROOT = Path(__file__).resolve().parents[2]
DOORS = {
    "SpiffWorkflow": ("workflows/engine/",),
    "sqlalchemy": ("workflows/store/",),
    "psycopg": ("workflows/store/",),
    "sqlite3": ("workflows/store/",),
    "prefect": ("tasks/",),
    "weasyprint": ("tasks/",),
    "pikepdf": ("tasks/",),
    "pypdfium2": ("tasks/",),
    "segno": ("workflows/documents/",),
    "smtplib": ("tasks/",),
    "fastapi": ("workflows/web/",),
    "starlette": ("workflows/web/",),
    "jinja2": ("workflows/documents/", "workflows/web/"),
    "authlib": ("workflows/web/",),
    "joserfc": ("workflows/web/",),
    "pyotp": ("workflows/usecases/identity/",),
    "lark": ("workflows/feel/",),
}


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_import_linter_keeps_the_arrows() -> None:
    """Every import contract of pyproject.toml is kept."""
    assert read_configuration(str(ROOT / "pyproject.toml"))["contracts_options"]
    assert use_cases.lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) is True


def test_heavy_neighbours_are_met_at_their_door_only() -> None:
    """SpiffWorkflow, databases, Prefect, printers and the web framework are each imported in one folder."""
    strays = [
        f"{path.relative_to(ROOT)} imports {name}"
        for top in ("workflows", "tasks")
        for path in (ROOT / top).rglob("*.py")
        for name in _imports(path) & DOORS.keys()
        if not str(path.relative_to(ROOT)).startswith(DOORS[name])
    ]
    assert strays == []
