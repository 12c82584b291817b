"""The arrows point one way, and each heavy neighbour has one door."""

from __future__ import annotations

from importlinter.api import read_configuration
from importlinter.application import use_cases

from tests.architecture.reading import PRODUCT, ROOT, read

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


def test_import_linter_keeps_the_arrows() -> None:
    """Every import contract of pyproject.toml is kept."""
    assert read_configuration(str(ROOT / "pyproject.toml"))["contracts_options"]
    assert use_cases.lint_imports(config_filename=str(ROOT / "pyproject.toml"), cache_dir=None) is True


def test_heavy_neighbours_are_met_at_their_door_only() -> None:
    """SpiffWorkflow, databases, Prefect, printers and the web framework are each imported in one folder."""
    strays = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in PRODUCT
        for name in read(path).imports & DOORS.keys()
        if not str(path.relative_to(ROOT)).startswith(DOORS[name])
    ]
    assert strays == []
