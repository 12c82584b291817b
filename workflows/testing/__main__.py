"""Play scenarios in a process of its own, for the designer's desk: `python -m workflows.testing FOLDER`.

FOLDER holds `drafts/<procedure>/...`, the files as the designer has them, and `scenarios/*.yaml`. Prints one JSON
list: file, name, passed, steps, failed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from workflows.config import read_settings
from workflows.engine.calls import calls
from workflows.errors import HeweiError
from workflows.testing.places import Places
from workflows.testing.scenario import read_scenario
from workflows.usecases.catalogue import Catalogue


def main(folder: Path) -> None:
    """Play every scenario of *folder* and print what became of each."""
    drafts = _drafts(folder / "drafts")
    settings = read_settings()
    shelf = Catalogue(calls, settings.site, settings.packs)
    with Places(settings.site, settings.packs) as places:
        rows = [_play(places, file, drafts, shelf) for file in sorted((folder / "scenarios").glob("*.yaml"))]
    sys.stdout.write(json.dumps(rows, ensure_ascii=False))


def _drafts(folder: Path) -> Mapping[str, Mapping[str, bytes]]:
    return {
        each.name: {
            str(file.relative_to(folder)): file.read_bytes()
            for file in sorted(each.rglob("*"))
            if file.is_file()
        }
        for each in sorted(folder.iterdir())
    }


def _play(
    places: Places, file: Path, drafts: Mapping[str, Mapping[str, bytes]], shelf: Catalogue
) -> dict[str, object]:
    try:
        scenario = read_scenario(file.read_bytes(), file.name)
        bundle = shelf.bundle(scenario.procedure, scenario.pack, drafts)
        played = places.rehearse(scenario, bundle)
    except HeweiError as refused:
        return {"file": file.name, "name": file.name, "passed": False, "steps": [], "failed": [refused.zh]}
    return {
        "file": file.name,
        "name": scenario.name,
        "passed": played.passed,
        "steps": played.said,
        "failed": played.failed,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
