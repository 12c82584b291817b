"""Rehearse a procedure: play its scenarios with the designer's draft, in a process of its own with a time limit."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import TypeAdapter

from workflows.config import child_environment
from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.errors import RehearsalFailed
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.known_procedures import known_procedure
from workflows.usecases.show_procedure import pack_of
from workflows.usecases.working_files import Files, working_files

LONGEST = 180
"""Seconds that a rehearsal may take; then the diagram most likely runs in a circle."""


@dataclass(frozen=True)
class Rehearsed:
    """What became of one scenario: the sentences of its steps, and what went wrong (nothing if it passed)."""

    file: str
    name: str
    passed: bool
    steps: tuple[str, ...]
    failed: tuple[str, ...]


_ROWS = TypeAdapter(tuple[Rehearsed, ...])


def rehearse_procedure(app: App, actor: Actor, procedure: str) -> Sequence[Rehearsed]:
    """Return how each scenario of the procedure goes with the files as the designer has them.

    Raises:
        NotAllowed: the actor is no designer.
        UnknownProcedure: there is no such procedure.
        RehearsalFailed: the scenarios could not be played to their end.
    """
    demand(actor, Action.DRAW_PROCEDURES)
    with app.store.read() as tx:
        shelved = known_procedure(app, tx, procedure, pack_of(tx, actor))
        working = working_files(app, tx, pack_of(tx, actor))
    prefix = f"{procedure}/scenarios/"
    own = {
        path.removeprefix(prefix): text
        for path, text in working[procedure].items()
        if path.startswith(prefix)
    }
    with TemporaryDirectory(prefix="hewei-rehearsal-") as name:
        folder = Path(name)
        _lay_out(folder, working, {**shelved.scenarios, **own})
        return _play(app, folder)


def _lay_out(folder: Path, working: Mapping[str, Files], scenarios: Files) -> None:
    (folder / "scenarios").mkdir()
    for name, content in scenarios.items():
        (folder / "scenarios" / name).write_bytes(content)
    for files in working.values():
        for path, content in files.items():
            place = folder / "drafts" / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)


def _play(app: App, folder: Path) -> Sequence[Rehearsed]:
    command = [sys.executable, "-m", "workflows.testing", str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, the folder is ours
            command, env=child_environment(app.settings), capture_output=True, timeout=LONGEST, check=True
        )
    except subprocess.TimeoutExpired as late:
        raise RehearsalFailed(
            f"The scenarios took longer than {LONGEST} seconds and were stopped; look for a loop without a way out.",
            zh=f"场景运行超过 {LONGEST} 秒，已停止；请检查流程中是否有走不出的循环。",
        ) from late
    except subprocess.CalledProcessError as broken:
        last = broken.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise RehearsalFailed(
            f"The scenarios could not be played: {last}", zh=f"场景无法运行：{last}。请先检查程序。"
        ) from broken
    return _ROWS.validate_python(json.loads(done.stdout))
