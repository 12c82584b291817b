"""Every deployment with its schedule, in one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tasks.housekeeping import tidied
from tasks.report import Report
from tasks.supervision import daily_list, monthly_report, weekly_report
from workflows.usecases.app import App


@dataclass(frozen=True)
class Deployment:
    """One scheduled flow: its name in Prefect, its cron line in China's time, its work, and what it is for."""

    name: str
    cron: str
    work: Callable[[App], Report]
    what: str


DEPLOYMENTS = (
    Deployment("housekeeping", "30 3 * * *", tidied, "每天夜里清理过期的幂等键和登录记录"),
    Deployment("daily-supervision", "0 8 * * *", daily_list, "定期督办：每天早上列出逾期的步骤"),
    Deployment("weekly-report", "10 8 * * 1", weekly_report, "每周一统计上周的受理、办结、期限与文书"),
    Deployment("monthly-report", "20 8 1 * *", monthly_report, "每月一日统计上月的受理、办结、期限与文书"),
)
