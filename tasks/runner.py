"""The runner: one process that sees when something is due and lets Prefect watch it being done.

Looking costs a few rows of SQL a second; a flow run is made only when there is work. When Prefect does not answer,
the same work is done without it, so nothing that the law watches waits for Prefect.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

from tasks.closed_network import api_url
from tasks.dead_runs import bury
from tasks.job import Job
from tasks.jobs import PRESS, jobs_of
from tasks.prefect_server import PrefectServer, Showing, showing
from tasks.printers.pool import PrinterPool
from tasks.report import Report
from tasks.timetable import Timetable
from workflows.domain.clock_jump import Reading
from workflows.errors import HeweiError
from workflows.usecases.app import App
from workflows.usecases.audit.sign_heads import sign_heads
from workflows.usecases.check_clock import check_clock
from workflows.usecases.give_sign import give_sign, last_sign

LOG = logging.getLogger("hewei.runner")
LOOK_EVERY = 1.0
LONGEST_PAUSE = 15.0
PRINTERS_REST_AFTER = timedelta(seconds=45)
"""Warm printers hold some 250 MB; after a pause they go, and the next paper waits a second longer."""
SIGN_EVERY = timedelta(seconds=30)
ASK_EVERY = timedelta(seconds=10)
"""While Prefect is not there, signs are given as often as it is asked for."""
TIMETABLE_EVERY = timedelta(seconds=60)


class Runner:
    """Looks every second, does what is wanted, and keeps a heartbeat that the status page shows."""

    def __init__(self, app: App, fonts: Path) -> None:
        """Bind the jobs to *app*."""
        self._app = app
        self.owner = f"{socket.gethostname()}:{os.getpid()}:{app.clock.now():%y%m%d%H%M%S}"
        self._prefect = PrefectServer(api_url(app.settings), self.owner)
        self._timetable = Timetable(app, self._prefect)
        self._signed_at: datetime | None = None
        self._printed_at: datetime | None = None
        self._read_at: datetime | None = None
        self._good: Reading | None = None
        self._may_fire = False
        self._was_up = False
        self._keeping: asyncio.Task[None] | None = None
        self._living: frozenset[str] = frozenset()
        self._at_work: set[asyncio.Task[None]] = set()
        self._pool = PrinterPool(fonts, ofd=app.settings.archive_ofd)
        self.jobs = jobs_of(app, self.owner, self._pool, lambda: self._may_fire)
        self._flows: dict[str, Showing] = {job.name: showing(job.name) for job in self.jobs}

    async def run(self, stop: asyncio.Event) -> None:
        """Work until *stop* is set, then end what was begun."""
        failures = 0
        while not stop.is_set():
            try:
                await self.look()
                failures = 0
            except (HeweiError, OSError) as fault:
                failures += 1
                LOG.warning("This look failed and is made again: %s", fault)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), min(LOOK_EVERY * 2**failures, LONGEST_PAUSE))
        self._pool.stop()
        if self._keeping is not None:
            self._keeping.cancel()
        if self._at_work:
            await asyncio.wait(self._at_work)
        await asyncio.to_thread(self._pool.close)
        await self._timetable.ended()
        await self._prefect.settled()

    async def look(self) -> int:
        """Begin what is wanted now; returns how many jobs were begun."""
        now = self._app.clock.now()
        await asyncio.to_thread(self._check_clock)
        every = SIGN_EVERY if self._was_up else ASK_EVERY
        signs = self._signed_at is None or now < self._signed_at or now - self._signed_at >= every
        if signs:  # before anything is claimed: the next runner must know whose claims these were
            self._signed_at = now
            living = await asyncio.to_thread(self._sign)
        wanted = await asyncio.to_thread(self._wanted, now)
        for job in wanted:
            job.busy = True
            task = asyncio.create_task(self._do(job, now))
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)
        if signs:
            await self._rest(now)
            if (
                self._keeping is None or self._keeping.done()
            ):  # Prefect may take its time; the next look does not
                self._keeping = asyncio.create_task(self._keep_prefect(now, living))
        return len(wanted)

    def _wanted(self, now: datetime) -> list[Job]:
        return [job for job in self.jobs if not job.rests(now) and job.wanted(now)]

    def _check_clock(self) -> None:
        kept = last_sign(self._app) if self._signed_at is None else None
        trusted = check_clock(self._app, self._good, kept=kept)
        self._good = trusted or self._good
        self._may_fire = trusted is not None

    async def _do(self, job: Job, now: datetime) -> None:
        report: Report | None = None
        try:
            if await self._prefect.ask(now):
                report = await self._prefect.show(self._flows[job.name], job.work)
            else:
                report = await asyncio.to_thread(job.work)
        except Exception:
            LOG.exception("The job %s broke off and is begun again later.", job.name)
        finally:
            job.busy = False
            job.went(report, self._app.clock.now())
            if job.name == PRESS:
                self._printed_at = self._app.clock.now()

    def _sign(self) -> frozenset[str]:
        """Give a sign of life, and sign the heads of the audit when their time has come; return who lives."""
        try:
            sign_heads(self._app)
        except (HeweiError, OSError) as fault:
            LOG.error("The heads of the audit were not signed: %s", fault)  # noqa: TRY400 - the fault says it all
        return give_sign(self._app, self.owner, prefect=self._prefect.up, gone=process_gone)

    async def _rest(self, now: datetime) -> None:
        """Send the printers to rest when nothing was printed for a while."""
        pressing = any(job.busy for job in self.jobs if job.name == PRESS)
        if self._printed_at is not None and not pressing and now - self._printed_at > PRINTERS_REST_AFTER:
            self._printed_at = None
            await asyncio.to_thread(self._pool.close)

    async def _keep_prefect(self, now: datetime, living: frozenset[str]) -> None:
        """Look after Prefect's runs if it is there: its timetable, and runs whose runner is dead."""
        was_up, self._was_up = self._was_up, await self._prefect.ask(now)
        if self._was_up != was_up:
            await asyncio.to_thread(self._sign)  # the status page need not wait for the next sign
        if not self._was_up:
            return
        if not was_up or self._read_at is None or not timedelta() <= now - self._read_at < TIMETABLE_EVERY:
            self._read_at = now
            await self._timetable.keep(now)
        if not was_up or living != self._living:
            await bury(living)
        self._living = living


def process_gone(owner: str) -> bool:
    """Return whether *owner* ran on this machine and its process is no more."""
    host, pid, _ = owner.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
