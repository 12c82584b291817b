"""`hewei doctor`: is this installation whole?"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import packages_distributions
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
from rich.console import Console

from workflows.bootstrap import bootstrap
from workflows.config import Settings, child_environment, read_settings
from workflows.errors import HeweiError
from workflows.usecases.app import App


@dataclass(frozen=True)
class Examined:
    """One thing looked at: whether it is whole, and what to do if it is not."""

    name: str
    whole: bool
    says: str


def doctor(as_json: Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")] = False) -> None:
    """检查名称、数据、数据库、打印和空间；有问题返回 1。 Is this installation whole? exit 1 where it is not."""
    found = list(examine(read_settings()))
    if as_json:
        print(json.dumps([vars(each) for each in found], ensure_ascii=False, indent=2))
    else:
        console = Console()
        for each in found:
            console.print(f"{'[green]✓[/green]' if each.whole else '[red]✗[/red]'} {each.name}: {each.says}")
    if not all(each.whole for each in found):
        raise typer.Exit(1)


def examine(settings: Settings) -> Iterator[Examined]:
    """Return one finding for each part of the installation."""
    yield _names()
    app = bootstrap(settings)
    looks: tuple[tuple[str, Callable[[App], str]], ...] = (
        ("程序 / procedures", lambda a: f"{len(a.catalogue.procedures)}"),
        ("辖区包 / packs", lambda a: ", ".join(a.catalogue.packs)),
        (
            "法定期间 / legal periods",
            lambda a: f"{len(a.law('').rules)}, calendars until {a.law('').known_until}",
        ),
        ("文书 / documents", lambda a: f"{len(a.shipped_templates().ids())}"),
        ("数据库 / database", _database),
    )
    for name, look in looks:
        yield _examined(app, name, look)
    yield _printers(settings)
    free = shutil.disk_usage(settings.home if settings.home.exists() else settings.home.parent).free
    yield Examined("磁盘 / disk", free > 1 << 30, f"{free >> 20} MB free at {settings.home}")


def _examined(app: App, name: str, look: Callable[[App], str]) -> Examined:
    try:
        return Examined(name, whole=True, says=look(app))
    except (HeweiError, OSError) as fault:
        return Examined(name, whole=False, says=str(fault))


def _names() -> Examined:
    owners = {name: packages_distributions().get(name, []) for name in ("workflows", "tasks")}
    strangers = {name: found for name, found in owners.items() if set(found) - {"hewei"}}
    says = f"shared with {strangers}: uninstall the other package" if strangers else "workflows, tasks"
    return Examined("包名 / package names", not strangers, says)


def _database(app: App) -> str:
    app.store.prepare()
    with app.store.read() as tx:
        return f"{app.settings.database.partition(':')[0]}, {tx.cases.count()} cases"


def _printers(settings: Settings) -> Examined:
    """Print a sample paper, as the runner would: fonts, Pango and all."""
    with TemporaryDirectory() as folder:
        paper = Path(folder) / "sample.pdf"
        command = [sys.executable, "-m", "tasks.render", "rights-notice", "--sample", "-o", str(paper)]
        done = subprocess.run(  # noqa: S603 - our own command
            command, capture_output=True, text=True, env=child_environment(settings), check=False
        )
        said = done.stderr.strip().splitlines()
        says = f"PDF/A, {paper.stat().st_size >> 10} KB" if done.returncode == 0 else said[-1]
    return Examined("打印 / printers", done.returncode == 0, says)
