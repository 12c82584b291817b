"""`hewei serve`: the web, the API and Prefect in one command."""

from __future__ import annotations

import os
import socket
import sys
import time
from dataclasses import replace
from typing import Annotated

import typer

from workflows.config import child_environment, read_settings
from workflows.errors import PortTaken

PATIENCE = 10.0
"""Seconds in which a machine that was stopped just now may still give its ports back."""
HERE = "127.0.0.1"


def serve(
    demo: Annotated[
        bool, typer.Option("--demo", help="装入云阳示例数据 / load the Yunyang sample data")
    ] = False,
    port: Annotated[int, typer.Option(min=0, max=65535, help="网页端口 / port of the web pages")] = 0,
    host: Annotated[str, typer.Option(help="监听地址 / address to listen on")] = "",
) -> None:
    """启动网页、接口和 Prefect；--demo 装入云阳示例数据。 Start web, API and Prefect; --demo loads a sample."""
    settings = read_settings(sample=demo)
    settings = replace(settings, port=port or settings.port, host=host or settings.host)
    must_be_free(settings.host, settings.port, "--port")
    if not settings.prefect_api:
        must_be_free(HERE, settings.prefect_port, "HEWEI_PREFECT_PORT")
    settings.home.mkdir(parents=True, exist_ok=True)
    sys.stdout.flush()
    command = [sys.executable, "-m", "tasks.supervisor", "prepare", *(["--demo"] if demo else [])]
    # The supervisor takes the place of this process, so that nothing loaded here stays in memory.
    os.execve(sys.executable, command, child_environment(settings))  # noqa: S606


def must_be_free(host: str, port: int, said: str, *, patience: float = PATIENCE) -> None:
    """Look whether *port* can be listened on; *said* is how another one is chosen.

    Two installations that shared one Prefect would take each other's work, and a web without a port never answers.

    Raises:
        PortTaken: somebody else has it, or *host* is none of this machine's addresses.
    """
    until = time.monotonic() + patience
    while (fault := _taken(host, port)) is not None:
        if time.monotonic() >= until:
            raise PortTaken(
                f"Nothing can listen at {host}:{port} ({fault.strerror}); stop who has it, or choose with {said}.",
                zh=f"无法在 {host}:{port} 监听（{fault.strerror}）；请停止占用它的程序，或用 {said} 另选。",
                port=port,
            ) from fault
        time.sleep(0.2)


def _taken(host: str, port: int) -> OSError | None:
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
    except OSError as fault:
        return fault
    return None
