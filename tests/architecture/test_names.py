"""One notion, one name, one place; nothing stands outside the layers."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ALLOWED_TOP = {
    "bpmn", "templates", "workflows", "tasks", "tests", "docs", ".ci", "pyproject.toml", "README.md", "CHANGELOG.md",
    "LICENSE", "Makefile", "requirements.lock", ".gitignore", ".gitattributes", ".git", ".importlinter",
}  # fmt: skip
MADE = {
    ".venv", "var", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", ".import_linter_cache", "dist",
    "build", "__pycache__", ".coverage", "hewei.egg-info",
}  # fmt: skip
FORBIDDEN = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "base", "service"}


def _contract() -> dict[str, object]:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return next(c for c in config["tool"]["importlinter"]["contracts"] if c["type"] == "layers")


def test_nothing_else_stands_at_the_top() -> None:
    """The top of the project holds the four folders, their companions and nothing else."""
    assert {path.name for path in ROOT.iterdir()} - ALLOWED_TOP - MADE == set()


def test_every_part_of_the_machine_stands_in_a_layer() -> None:
    """Each module and package directly under workflows is named in the layers contract, and nothing else is."""
    layers = _contract()["layers"]
    assert isinstance(layers, list)
    placed = {part.strip() for layer in layers for part in layer.split("|")} - {"tasks"}
    there = {
        f"workflows.{path.stem}"
        for path in (ROOT / "workflows").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__")
        or (path.is_dir() and (path / "__init__.py").exists())
    }
    assert placed == there


def test_files_are_nouns_or_verbs() -> None:
    """No file is called utils, helpers, common, manager, base or service."""
    stems = {path.stem for top in ("workflows", "tasks", "tests") for path in (ROOT / top).rglob("*.py")}
    assert {stem for stem in stems if set(stem.split("_")) & FORBIDDEN} == set()


def test_data_folders_hold_no_python() -> None:
    """bpmn/ and templates/ are data only."""
    assert [str(path) for top in ("bpmn", "templates") for path in (ROOT / top).rglob("*.py")] == []
