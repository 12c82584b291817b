"""The engine: runs what is drawn; the only importer of SpiffWorkflow."""

from __future__ import annotations

from workflows.engine.door import Engine
from workflows.engine.instance import Budget

__all__ = ["Budget", "Engine"]
