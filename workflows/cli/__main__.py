"""`python -m workflows.cli`: the command line without its script."""

from __future__ import annotations

from workflows.cli.command_line import main

main()
