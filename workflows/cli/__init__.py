"""The command line: hewei."""

from __future__ import annotations

import typer

from workflows.cli.period import period

app = typer.Typer(name="hewei", no_args_is_help=True, add_completion=False)
app.command()(period)


@app.callback()
def _root() -> None:
    """Hewei (和为): run the mediation procedures that people draw."""


def main() -> None:
    """Run the command line."""
    app()
