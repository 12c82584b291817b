"""The runner: one process that rings when something is due and lets Prefect watch it being done.

Looking costs a row or two of SQL a second; a flow run is made only when there is work. When Prefect does not
answer, the same work is done without it, so nothing that the law watches waits for Prefect.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx
from prefect.settings import get_current_settings
from pydantic import JsonValue

from tasks.closed_network import api_url
from tasks.delivery import CHANNELS, deliver, delivering
from tasks.press import press, pressing
from tasks.watch import sweep, watching
from workflows.errors import HeweiError
from workflows.usecases.app import App
from workflows.usecases.order_papers import RENDER

LOG = logging.getLogger("hewei.runner")
LOOK_EVERY = 1.0
PREFECT_ASKED_EVERY = timedelta(seconds=15)
HEARTBEAT_EVERY = timedelta(seconds=30)


@dataclass(frozen=True)
class Job:
    """One kind of work: whether there is any, the flow that shows it in Prefect, and the same without Prefect."""

    name: str
    wanted: Callable[[datetime], bool]
    flow: Callable[[], Awaitable[int]]
    plain: Callable[[], object]


class Runner:
    """Looks every second, does what is wanted, and keeps a heartbeat that the status page shows."""

    def __init__(self, app: App, fonts: Path) -> None:
        """Bind the jobs to *app*."""
        self._app = app
        self._owner = f"{socket.gethostname()}:{os.getpid()}"
        self._asked_at: datetime | None = None
        self._beat_at: datetime | None = None
        self._prefect = False
        self.jobs = (
            Job("sweep", self._due, watching(app, self._owner), lambda: sweep(app, self._owner)),
            Job(
                "press",
                self._papers,
                pressing(app, self._owner, fonts),
                lambda: press(app, self._owner, fonts),
            ),
            Job("deliver", self._errands, delivering(app, self._owner), lambda: deliver(app, self._owner)),
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Work until *stop* is set."""
        while not stop.is_set():
            try:
                await self.look()
            except (HeweiError, OSError) as fault:
                LOG.warning("This look failed and is made again: %s", fault)
            try:
                await asyncio.wait_for(stop.wait(), LOOK_EVERY)
            except TimeoutError:
                continue

    async def look(self) -> int:
        """Do what is wanted now; returns how many jobs ran."""
        now = self._app.clock.now()
        wanted = [job for job in self.jobs if await asyncio.to_thread(job.wanted, now)]
        if wanted:
            await self._ask_prefect(now)
        for job in wanted:
            await self._do(job)
        await self._beat(now)
        return len(wanted)

    async def _do(self, job: Job) -> None:
        if self._prefect:
            try:
                await job.flow()
            except (httpx.HTTPError, RuntimeError, OSError) as fault:
                LOG.warning(
                    "Prefect did not answer during %s (%s); the work goes on without it.", job.name, fault
                )
                self._prefect = False
        if not self._prefect:
            await asyncio.to_thread(job.plain)

    async def _ask_prefect(self, now: datetime) -> None:
        if self._asked_at is not None and now - self._asked_at < PREFECT_ASKED_EVERY and self._prefect:
            return
        self._asked_at = now
        self._prefect = await prefect_answers(api_url(self._app.settings))

    async def _beat(self, now: datetime) -> None:
        if self._beat_at is None or now - self._beat_at >= HEARTBEAT_EVERY:
            self._beat_at = now
            await self._ask_prefect(now)
            beat: JsonValue = {"at": now.isoformat(), "owner": self._owner, "prefect": self._prefect}
            await asyncio.to_thread(self._keep, beat)

    def _keep(self, beat: JsonValue) -> None:
        with self._app.store.write() as tx:
            tx.settings.put("heartbeat:runner", beat)

    def _due(self, now: datetime) -> bool:
        with self._app.store.read() as tx:
            return tx.timers.claimable(now)

    def _papers(self, now: datetime) -> bool:
        return self._ready(frozenset({RENDER}), now)

    def _errands(self, now: datetime) -> bool:
        return self._ready(frozenset(CHANNELS), now)

    def _ready(self, kinds: frozenset[str], now: datetime) -> bool:
        with self._app.store.read() as tx:
            return not kinds.isdisjoint(tx.outbox.waiting(now))


async def prefect_answers(url: str) -> bool:
    """Return whether the Prefect API at *url* is up."""
    try:
        async with httpx.AsyncClient(timeout=2, trust_env=False) as client:
            return (await client.get(f"{url}/health", auth=_auth())).status_code == httpx.codes.OK
    except httpx.HTTPError:
        return False


def _auth() -> httpx.BasicAuth | None:
    secret = get_current_settings().api.auth_string
    if secret is None:
        return None
    user, _, word = secret.get_secret_value().partition(":")
    return httpx.BasicAuth(user, word)
