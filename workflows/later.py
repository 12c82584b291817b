"""Modules that are loaded when something of them is first asked for: heavy neighbours that few requests need.

Types come from an import under TYPE_CHECKING, which import-linter sees as any other; at run time the name stands for
the module that is not there yet.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Later:
    """Stands for a module; loading it is safe from several threads, as every import is."""

    def __init__(self, name: str) -> None:
        """Take the module's full name."""
        self._name = name

    def __getattr__(self, name: str) -> Any:
        """Return what the module calls *name*, loading it if nobody did yet."""
        return getattr(import_module(self._name), name)
