"""`python -m tasks`: the runner process that `hewei serve` starts."""

from __future__ import annotations

import asyncio
import contextlib
import signal

from tasks.fonts import fonts_folder
from tasks.runner import Runner
from workflows.bootstrap import bootstrap
from workflows.config import read_settings
from workflows.errors.trace import log_quietly
from workflows.tidying import tidy_seldom


async def _run() -> None:
    settings = read_settings()
    app = bootstrap(settings)
    tidy_seldom()
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    try:
        await Runner(app, fonts_folder(settings)).run(stop)
    finally:
        app.store.close()


def main() -> None:
    """Run until told to stop."""
    log_quietly("info")
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run())


if __name__ == "__main__":
    main()
