"""Prefect's side: is its server up, and each piece of work shown as a flow run with a table of what was done."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any

import httpx
from prefect import Flow, flow, tags
from prefect.artifacts import acreate_table_artifact
from prefect.client.schemas.objects import State
from prefect.settings import get_current_settings
from prefect.states import Completed, Failed

from tasks.report import Report

LOG = logging.getLogger("hewei.prefect")
BEGIN_WITHIN = 10.0
"""Seconds in which Prefect must let the work begin; after that the work goes on without it."""
SHOWN_WITHIN = 60.0
APART = 1.0
"""Seconds that a run waits for ended ones to be written down. Prefect on SQLite turns away (503) who begins a run in
the same moment, and its client asks again only two seconds later, with the workers idle: 16.5 papers a second."""
UP_FOR = timedelta(seconds=15)
DOWN_FOR = timedelta(seconds=5)
TAG = "hewei"

Showing = Flow[[], Coroutine[Any, Any, State[Any]]]


class Once:
    """One piece of work that is done once, whoever asks first; everyone gets its report."""

    def __init__(self, work: Callable[[], Report]) -> None:
        """Keep *work*; nothing is begun yet."""
        self._work = work
        self._task: asyncio.Task[Report] | None = None
        self.begun = asyncio.Event()

    async def report(self) -> Report:
        """Return the report, doing the work in a thread if nobody has."""
        if self._task is None:
            self._task = asyncio.create_task(asyncio.to_thread(self._work))
            self.begun.set()
        return await asyncio.shield(self._task)


_WORK: ContextVar[Once] = ContextVar("work")


def showing(name: str) -> Showing:
    """Return the flow called *name*; it does the work it finds in its context and shows the report as a table."""

    @flow(name=name, log_prints=False, persist_result=False)
    async def show() -> State[Any]:
        report = await _WORK.get().report()
        if report.rows:
            await acreate_table_artifact(key=report.artifact, table=report.shown, description=report.says)
        return Failed(message=report.says) if report.failed else Completed(message=report.says)

    return show


class PrefectServer:
    """Knows whether the server answers, and never lets work wait for it."""

    def __init__(self, url: str, owner: str) -> None:
        """Take the address of the API, and the runner whose name each run carries."""
        self._url = url
        self.marks = [TAG, f"{TAG}-runner:{owner}"]
        self._asked_at: datetime | None = None
        self._asking = asyncio.Lock()
        self._late: set[asyncio.Task[object]] = set()
        self.up = False

    async def ask(self, now: datetime) -> bool:
        """Return whether the server is up, asking it again when the last answer is old."""
        async with self._asking:  # who comes while it is asked waits for the answer
            holds = UP_FOR if self.up else DOWN_FOR
            if self._asked_at is None or now < self._asked_at or now - self._asked_at >= holds:
                self._asked_at = now
                self.up = await answers(self._url)
            return self.up

    async def show(self, run: Callable[[], Awaitable[object]], work: Callable[[], Report]) -> Report:
        """Return the report of *work*, done in the Prefect run *run* if the server lets it begin soon."""
        await self.settled(within=APART)
        once = Once(work)
        _WORK.set(once)
        with tags(*self.marks):
            shown = asyncio.ensure_future(self._within(run))
        begun = asyncio.create_task(once.begun.wait())
        await asyncio.wait({shown, begun}, timeout=BEGIN_WITHIN, return_when=asyncio.FIRST_COMPLETED)
        begun.cancel()
        if not once.begun.is_set():
            LOG.warning("Prefect did not let the work begin; it is done without.")
            self.up = False
            shown.cancel()
        try:
            return await once.report()
        finally:
            self._late.add(shown)
            shown.add_done_callback(self._told)

    async def settled(self, *, within: float = BEGIN_WITHIN) -> None:
        """Wait until every run whose work is done has been shown, at most *within* seconds."""
        if self._late:
            await asyncio.wait(self._late, timeout=within)

    async def _within(self, run: Callable[[], Awaitable[object]]) -> object:
        async with asyncio.timeout(SHOWN_WITHIN):
            return await run()

    def _told(self, shown: asyncio.Task[object]) -> None:
        self._late.discard(shown)
        if not shown.cancelled() and (fault := shown.exception()) is not None:
            LOG.warning("Prefect did not record a run: %s: %s", type(fault).__name__, fault)
            self.up = False


async def answers(url: str) -> bool:
    """Return whether the Prefect API at *url* is up and lets us in."""
    try:
        # Reading the list of authorities takes 20 ms, and a plain address needs none.
        async with httpx.AsyncClient(
            timeout=5, trust_env=False, verify=not url.startswith("http:")
        ) as client:
            told = await client.get(f"{url}/admin/version", auth=_auth())
    except httpx.HTTPError:
        return False
    return told.status_code == httpx.codes.OK


def _auth() -> httpx.BasicAuth | None:
    secret = get_current_settings().api.auth_string
    if secret is None:
        return None
    user, _, word = secret.get_secret_value().partition(":")
    return httpx.BasicAuth(user, word)
