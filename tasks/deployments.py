"""Every deployment with its schedule, in one table."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from prefect import Flow

from tasks.supervision import supervising
from workflows.usecases.app import App


@dataclass(frozen=True)
class Deployment:
    """One scheduled flow: its name in Prefect, its cron line in China's time, and what it is for."""

    name: str
    cron: str
    flow: Callable[[App], Flow[[], Coroutine[Any, Any, int]]]
    what: str


DEPLOYMENTS = (Deployment("daily-supervision", "0 8 * * *", supervising, "定期督办:每天早上列出逾期的步骤"),)
