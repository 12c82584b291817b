"""The timetable: what Prefect scheduled is run in this process, each run by one runner."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from uuid import UUID

import httpx
from prefect import get_client
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId
from prefect.client.schemas.objects import FlowRun, State
from prefect.client.schemas.responses import SetStateStatus
from prefect.client.schemas.schedules import CronSchedule
from prefect.client.schemas.sorting import DeploymentSort
from prefect.exceptions import PrefectException
from prefect.flow_engine import run_flow_async
from prefect.states import Cancelled, Pending

from tasks.deployments import DEPLOYMENTS, Deployment
from tasks.prefect_server import TAG, PrefectServer, showing
from workflows.clock import CHINA
from workflows.usecases.app import App

LOG = logging.getLogger("hewei.prefect")


class Timetable:
    """Writes the deployments into Prefect and runs what it scheduled."""

    def __init__(self, app: App, server: PrefectServer) -> None:
        """Bind the deployments to *app*."""
        self._app = app
        self._server = server
        self._flows = {each.name: showing(each.name) for each in DEPLOYMENTS}
        self._known: dict[UUID, Deployment] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def keep(self, now: datetime) -> int:
        """Begin the runs that are due by *now* and return how many; a server that lost the table gets it again."""
        try:
            async with get_client() as client:
                if not await self._stands(client):
                    self._known = {await self._publish(client, each): each for each in DEPLOYMENTS}
                due = await client.get_scheduled_flow_runs_for_deployments(list(self._known), now, limit=50)
                taken = [run for run in await self._newest(client, due) if await self._claim(client, run)]
        except (PrefectException, httpx.HTTPError, OSError) as fault:
            LOG.warning("The timetable was not read: %s: %s", type(fault).__name__, fault)
            return 0
        for run in taken:
            task = asyncio.create_task(self._run(run))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        return len(taken)

    async def ended(self) -> None:
        """Wait until the runs that were begun have ended."""
        if self._running:
            await asyncio.wait(self._running)

    async def _stands(self, client: PrefectClient) -> bool:
        """Return whether the server still has what was written."""
        ours = DeploymentFilter(id=DeploymentFilterId(any_=list(self._known)))
        return bool(self._known) and len(
            await client.read_deployments(deployment_filter=ours, sort=DeploymentSort.NAME_ASC, limit=50)
        ) == len(self._known)

    async def _publish(self, client: PrefectClient, each: Deployment) -> UUID:
        """Write one deployment; writing it again changes nothing."""
        schedule = CronSchedule(cron=each.cron, timezone=CHINA.key)
        return await client.create_deployment(
            flow_id=await client.create_flow(self._flows[each.name]),
            name=each.name,
            description=each.what,
            schedules=[DeploymentScheduleCreate(schedule=schedule, active=True, slug="timetable")],
            tags=[TAG],
        )

    async def _newest(self, client: PrefectClient, due: Sequence[FlowRun]) -> list[FlowRun]:
        """Return the last run that is due of each deployment; those before it would only say the same."""
        last = {run.deployment_id: run for run in due}
        for run in due:
            if last[run.deployment_id].id != run.id:
                said: State[None] = Cancelled(
                    message="It was missed while the machine was away; a later one does its work."
                )
                await client.set_flow_run_state(run.id, said)
        return list(last.values())

    async def _claim(self, client: PrefectClient, run: FlowRun) -> bool:
        """Return whether this runner may run it: the server lets only one take a scheduled run."""
        pending: State[None] = Pending()
        told = await client.set_flow_run_state(run.id, pending)
        if told.status is not SetStateStatus.ACCEPT:
            return False
        await client.update_flow_run(run.id, tags=self._server.marks)
        return True

    async def _run(self, run: FlowRun) -> None:
        if run.deployment_id is None:
            return
        deployment = self._known[run.deployment_id]
        begin = partial(
            run_flow_async, self._flows[deployment.name], flow_run=run, parameters={}, return_type="state"
        )
        try:
            await self._server.show(begin, partial(deployment.work, self._app))
        except Exception:
            LOG.exception("The scheduled %s broke off.", deployment.name)
