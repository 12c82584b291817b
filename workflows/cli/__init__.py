"""The command line: hewei."""

from __future__ import annotations

from workflows.cli.command_line import main

__all__ = ["main"]
