"""`hewei serve`: the web, the API and Prefect in one command."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import Annotated

import typer

from workflows.config import child_environment, read_settings


def serve(
    demo: Annotated[
        bool, typer.Option("--demo", help="装入云阳示例数据 / load the Yunyang sample data")
    ] = False,
    port: Annotated[int, typer.Option(help="网页端口 / port of the web pages")] = 0,
    host: Annotated[str, typer.Option(help="监听地址 / address to listen on")] = "",
) -> None:
    """Start the web, the API and Prefect; with --demo the Yunyang pack is loaded as marked sample data."""
    settings = read_settings(sample=demo)
    settings = replace(settings, port=port or settings.port, host=host or settings.host)
    settings.home.mkdir(parents=True, exist_ok=True)
    sys.stdout.flush()
    command = [sys.executable, "-m", "tasks.supervisor", "prepare", *(["--demo"] if demo else [])]
    # The supervisor takes the place of this process, so that nothing loaded here stays in memory.
    os.execve(sys.executable, command, child_environment(settings))  # noqa: S606
