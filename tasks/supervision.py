"""Supervision: the daily list of what is late, and the weekly and monthly counts; opaque ids and numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from tasks.report import Report
from workflows.clock import CHINA, legal_day
from workflows.usecases.app import App
from workflows.usecases.count_facts import count_facts
from workflows.usecases.list_late import Late, list_late


def daily_list(app: App) -> Report:
    """Return the list of late steps (定期督办), the latest first."""
    late = list_late(app)
    return Report(artifact="supervision", rows=late_rows(late), done=len(late))


def late_rows(late: Sequence[Late]) -> list[dict[str, str]]:
    """Return the list of late steps as table rows."""
    return [
        {
            "case": each.case_id,
            "element": each.element,
            "role": each.role,
            "org": each.org_id,
            "due": each.due_at.astimezone(CHINA).date().isoformat(),
            "days_late": str(each.days_late),
        }
        for each in late
    ]


def weekly_report(app: App) -> Report:
    """Return the counts of the seven days before the last Monday."""
    today = legal_day(app.clock.now())
    monday = today - timedelta(days=today.weekday())
    return _counted(app, "weekly-report", monday - timedelta(days=7), monday)


def monthly_report(app: App) -> Report:
    """Return the counts of the last full calendar month."""
    first = legal_day(app.clock.now()).replace(day=1)
    return _counted(app, "monthly-report", (first - timedelta(days=1)).replace(day=1), first)


def _counted(app: App, artifact: str, start: date, end: date) -> Report:
    counts = count_facts(app, _midnight(start), _midnight(end))
    rows = [
        {"from": str(start), "before": str(end), "what": kind, "count": str(n)} for kind, n in counts.items()
    ]
    return Report(artifact=artifact, rows=rows, done=sum(counts.values()))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
