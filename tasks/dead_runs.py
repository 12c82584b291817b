"""Dead runs: a run whose runner was killed stays Running in Prefect for ever unless somebody says what became of it."""

from __future__ import annotations

import logging
from collections.abc import Collection

import httpx
from prefect import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import PrefectException
from prefect.states import Crashed

from tasks.prefect_server import TAG

LOG = logging.getLogger("hewei.prefect")
RUNNER = f"{TAG}-runner:"


async def bury(living: Collection[str]) -> int:
    """Mark as crashed the runs whose runner is not among the *living*; returns how many there were."""
    ours = FlowRunFilter(
        tags=FlowRunFilterTags(all_=[TAG]),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING])),
    )
    buried = 0
    try:
        async with get_client() as client:
            for run in await client.read_flow_runs(
                flow_run_filter=ours, sort=FlowRunSort.START_TIME_ASC, limit=200
            ):
                if runner_of(run) not in living:
                    said: State[None] = Crashed(
                        message="Its runner was killed; what it had taken was done by another one."
                    )
                    await client.set_flow_run_state(run.id, said, force=True)
                    buried += 1
    except (PrefectException, httpx.HTTPError, OSError) as fault:
        LOG.warning("Runs of dead runners were not marked: %s", fault)
    return buried


def runner_of(run: FlowRun) -> str:
    """Return which runner a run belongs to."""
    return next((tag.removeprefix(RUNNER) for tag in run.tags if tag.startswith(RUNNER)), "")
