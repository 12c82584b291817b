"""`hewei scenario`: play lives of cases under a movable clock."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from workflows.config import read_settings
from workflows.resources import data
from workflows.testing.places import Places
from workflows.testing.player import Played
from workflows.testing.scenario import Scenario, read_scenario


def scenario(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="场景文件或文件夹 / scenario files or folders")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
) -> None:
    """Play scenarios and say for each whether every expectation held; exit 1 on a failure."""
    found = list(find_scenarios(paths or []))
    console = Console(stderr=as_json)
    with Places(read_settings().site) as places:
        played = [
            places.rehearse(each)
            for each in track(found, description="场景 / scenarios", console=console, disable=as_json)
        ]
    if as_json:
        print(json.dumps([_row(each) for each in played], ensure_ascii=False, indent=2))
    else:
        for each in played:
            _show(console, each)
        console.print(
            f"{sum(p.passed for p in played)} 通过 / passed, {sum(not p.passed for p in played)} 未通过 / failed"
        )
    if not found or any(not each.passed for each in played):
        raise typer.Exit(1)


def find_scenarios(paths: list[Path]) -> list[Scenario]:
    """Return the scenarios under *paths*, or all that are on the shelf.

    Raises:
        UnreadableScenario: a file cannot be read as a scenario.
    """
    root = Path(str(data("bpmn", read_settings().site)))
    files = [
        file
        for path in (paths or [root])
        for file in ([path] if path.is_file() else sorted(path.rglob("scenarios/*.yaml")))
    ]
    return [read_scenario(file.read_bytes(), str(file)) for file in files]


def _row(played: Played) -> dict[str, object]:
    return {
        "file": played.scenario.file,
        "name": played.scenario.name,
        "passed": played.passed,
        "steps": played.said,
        "failed": played.failed,
    }


def _show(console: Console, played: Played) -> None:
    mark = "[green]✓[/green]" if played.passed else "[red]✗[/red]"
    console.print(f"{mark} {played.scenario.name}  [dim]{Path(played.scenario.file).name}[/dim]")
    for sentence in played.failed:
        console.print(f"    {sentence}", style="red", markup=False)
