"""`hewei incident`: what broke, newest first with its cause; try again, skip, or close with a note."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from workflows.bootstrap import bootstrap
from workflows.clock import CHINA
from workflows.config import read_settings
from workflows.domain.actor import CONSOLE
from workflows.domain.outbox import Incident
from workflows.errors import UnknownIncident
from workflows.usecases.app import App
from workflows.usecases.resolve_incident import (
    list_incidents,
    resolve_incident,
    retry_incidents,
    skip_incident,
)

incident = typer.Typer(no_args_is_help=True, help="故障单 / incidents")
Which = Annotated[str, typer.Argument(help="编号（开头几位即可）/ id, its first characters do")]


@incident.command("list")
def list_all(
    status: Annotated[str, typer.Option(help="open / resolved / 空为全部 / empty for all")] = "open",
    limit: Annotated[int, typer.Option(help="最多几张 / at most")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """列出故障单，新的在前。 List incidents, newest first."""
    app = bootstrap(read_settings())
    rows = [_row(each) for each in list_incidents(app, CONSOLE, status=status, limit=limit)]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    table = Table("id", "opened", "kind", "element", "error", "subject", "status")
    for row in rows:
        table.add_row(*row.values())
    Console().print(table)


@incident.command("retry")
def retry(
    ids: Annotated[list[str], typer.Argument(help="编号，可以多个 / ids, one or more")],
) -> None:
    """重试失败的事项；有不能重试的返回 1。 Have what failed tried again; exit 1 if one cannot be."""
    app = bootstrap(read_settings())
    told = retry_incidents(app, CONSOLE, [_whole(app, each) for each in ids])
    for each in told:
        print(f"{each.incident_id[:12]} {each.incident.outcome if each.incident else each.why_zh}")
    if any(each.incident is None for each in told):
        raise typer.Exit(1)


@incident.command("skip")
def skip(which: Which, note: Annotated[str, typer.Option(help="理由 / why")]) -> None:
    """跳过失败的事项，案件继续往下走。 Give up what failed; the case goes on without it."""
    app = bootstrap(read_settings())
    print(skip_incident(app, CONSOLE, _whole(app, which), note=note).outcome)


@incident.command("resolve")
def resolve(which: Which, note: Annotated[str, typer.Option(help="处理情况 / what was done")] = "") -> None:
    """写明处理情况，关闭故障单。 Close an incident with a note."""
    app = bootstrap(read_settings())
    print(resolve_incident(app, CONSOLE, _whole(app, which), note=note).outcome)


def _whole(app: App, start: str) -> str:
    """Return the id of the one incident that begins with *start*, or bears it as its number."""
    known = list_incidents(app, CONSOLE, status="", limit=10_000)
    found = [each.id for each in known if each.id == start]
    found = found or [each.id for each in known if each.id.startswith(start) or each.number == start]
    if len(found) != 1:
        raise UnknownIncident(
            f"{len(found)} incidents begin with {start!r}; give more characters.",
            zh=f"以 {start!r} 开头的故障单有 {len(found)} 张；请多给几位。",
        )
    return found[0]


def _row(each: Incident) -> Mapping[str, str]:
    return {
        "id": each.id,
        "opened": each.opened_at.astimezone(CHINA).isoformat(timespec="minutes"),
        "kind": each.kind,
        "element": each.element,
        "error": each.error,
        "subject": each.subject,
        "status": f"{each.status} {each.outcome}".strip(),
    }
