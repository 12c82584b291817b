"""`hewei scenario`: play lives of cases under a movable clock."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

from workflows.config import read_settings
from workflows.errors import UnreadableScenario
from workflows.resources import data
from workflows.testing.coverage import Coverage, coverage
from workflows.testing.draw_coverage import draw_coverage
from workflows.testing.places import Places
from workflows.testing.player import Played
from workflows.testing.scenario import Scenario, read_scenario
from workflows.whole_file import write_whole

BAR = 20


def scenario(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="场景文件或文件夹 / scenario files or folders")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False,
    covered: Annotated[
        bool, typer.Option("--coverage", help="列出从未走到的流向 / list the flows that nobody walked")
    ] = False,
    drawing: Annotated[
        Path | None, typer.Option(help="将覆盖情况画成网页 / draw the coverage as a page, *.html")
    ] = None,
) -> None:
    """演练场景，逐一说明是否符合预期；不符返回 1。 Play scenarios and say whether each held; exit 1 on a failure."""
    found = list(find_scenarios(paths or []))
    console = Console(stderr=as_json)
    settings = read_settings()
    with Places(settings.site, settings.packs) as places:
        played = [
            places.rehearse(each)
            for each in track(found, description="场景 / scenarios", console=console, disable=as_json)
        ]
    walked = _coverage(played, every=not paths) if covered or drawing else ()
    if as_json:
        rows = [_row(each) for each in played]
        told = {"scenarios": rows, "coverage": [_share(each) for each in walked]} if walked else rows
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        _print(console, played, walked)
    if drawing:
        write_whole(drawing, draw_coverage(walked).encode())
    if any(not each.passed for each in played):
        raise typer.Exit(1)


def find_scenarios(paths: list[Path]) -> list[Scenario]:
    """Return the scenarios under *paths*, or all that are on the shelf.

    Raises:
        UnreadableScenario: a file cannot be read as a scenario, or there is none.
    """
    files = [
        file
        for path in (paths or [_shelf()])
        for file in ([path] if path.is_file() else sorted(path.rglob("scenarios/*.yaml")))
    ]
    if not files:
        named = ", ".join(map(str, paths))
        raise UnreadableScenario(
            f"There is no scenario at {named}; name a *.yaml file, or a folder with scenarios/ in it.",
            zh=f"{named} 没有场景；请指明 *.yaml 文件，或者含有 scenarios/ 的文件夹。",
            paths=named,
        )
    return [read_scenario(file.read_bytes(), str(file)) for file in files]


def _shelf() -> Path:
    return Path(str(data("bpmn", read_settings().site)))


def _coverage(played: Sequence[Played], *, every: bool) -> tuple[Coverage, ...]:
    """Return what was walked of *every* diagram on the shelf, or of those alone that a scenario came through."""
    flows = frozenset().union(*(each.flows for each in played))
    found = coverage(sorted(_shelf().rglob("*.bpmn")), flows)
    return tuple(each for each in found if every or each.walked)


def _row(played: Played) -> dict[str, object]:
    return {
        "file": played.scenario.file,
        "name": played.scenario.name,
        "passed": played.passed,
        "steps": played.said,
        "failed": played.failed,
    }


def _share(covered: Coverage) -> dict[str, object]:
    return {
        "diagram": str(covered.file),
        "flows": len(covered.flows),
        "walked": len(covered.walked),
        "missed": dict(covered.missed),
    }


def _print(console: Console, played: Sequence[Played], walked: Sequence[Coverage]) -> None:
    for each in played:
        _show(console, each)
    passed = sum(each.passed for each in played)
    console.print(f"{passed} 通过 / passed, {len(played) - passed} 未通过 / failed")
    for covered in walked:
        bar = "█" * int(covered.share * BAR)
        share = f"{len(covered.walked)}/{len(covered.flows)} {covered.share:.0%}"
        console.print(f"{bar:░<{BAR}} {share:>14}  {covered.file.stem}", highlight=False)
        for flow, words in covered.missed.items():
            console.print(f"    {words}  ({flow})", style="red", markup=False, highlight=False)


def _show(console: Console, played: Played) -> None:
    mark = "[green]✓[/green]" if played.passed else "[red]✗[/red]"
    console.print(f"{mark} {played.scenario.name}  [dim]{Path(played.scenario.file).name}[/dim]")
    for sentence in played.failed:
        console.print(f"    {sentence}", style="red", markup=False)
