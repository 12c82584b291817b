"""Run the web: `python -m workflows.web --port N`."""

from __future__ import annotations

import argparse
from dataclasses import replace

import uvicorn

from workflows.bootstrap import bootstrap
from workflows.config import read_settings
from workflows.errors.trace import log_quietly
from workflows.tidying import tidy_seldom
from workflows.web.app import create_app
from workflows.web.whole_answers import WholeAnswers


def main() -> None:
    """Serve until stopped."""
    settings = read_settings()
    parser = argparse.ArgumentParser(prog="python -m workflows.web", description=__doc__)
    parser.add_argument("--host", default=settings.host)
    parser.add_argument("--port", type=int, default=settings.port)
    parser.add_argument("--log-level", default="info")
    asked = parser.parse_args()
    log_quietly(asked.log_level)
    machine = bootstrap(replace(settings, host=asked.host, port=asked.port))
    machine.store.prepare()
    pages = create_app(machine)
    tidy_seldom()
    uvicorn.run(
        pages,
        http=WholeAnswers,
        host=asked.host,
        port=asked.port,
        access_log=False,
        server_header=False,
        log_level=asked.log_level,
        timeout_graceful_shutdown=5,
    )


if __name__ == "__main__":
    main()
