"""The rules of `hewei check`: what a diagram, a table or a form must be before anybody relies on it."""

from workflows.engine.checks.run import check_files, imported_by

__all__ = ["check_files", "imported_by"]
