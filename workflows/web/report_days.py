"""What is asked of a report: its days as typed, or the present year up to today; and which of its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends

from workflows.clock import legal_day
from workflows.errors import ReportPeriodRefused
from workflows.usecases.app import App
from workflows.usecases.report.cases_behind import Wish
from workflows.usecases.report.make_report import Asked

LAST_PAGE = 10_000


@dataclass(frozen=True)
class Days:
    """What the address says of days and place."""

    since: str = ""
    until: str = ""
    pack: str = ""


@dataclass(frozen=True)
class Number:
    """What the address says of one number; without `group` it is that of all."""

    indicator: str = ""
    group: str | None = None
    page: int = 1

    def wish(self) -> Wish:
        """Return the number and page that are asked for."""
        return Wish(indicator=self.indicator, group=self.group, page=min(max(self.page, 1), LAST_PAGE))


Wanted = Annotated[Days, Depends()]
Which = Annotated[Number, Depends()]


def asked_for(machine: App, name: str, days: Days) -> Asked:
    """Return the question; days that are left out are 1 January and today, the pack the installation's first.

    Raises:
        ReportPeriodRefused: a day cannot be read.
    """
    now = machine.clock.now()
    place = days.pack or _first_pack(machine)
    return Asked(
        name=name, pack=place, since=_day(days.since, _new_year(now)), until=_day(days.until, legal_day(now))
    )


def _first_pack(machine: App) -> str:
    with machine.store.read() as tx:
        loaded = [each for each in machine.catalogue.packs if tx.settings.get(f"pack:{each}")]
    return next(iter(loaded or machine.catalogue.packs))


def _new_year(now: datetime) -> date:
    return legal_day(now).replace(month=1, day=1)


def _day(typed: str, otherwise: date) -> date:
    if not typed.strip():
        return otherwise
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as broken:
        raise ReportPeriodRefused(zh="日期应写成 2026-01-30 这样；请更正。", day=typed[:40]) from broken
