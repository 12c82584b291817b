"""States of every released format are still read, and their cases end as they did."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from tests.unit.engine.drawn import Run

ARCHIVE = sorted((Path(__file__).parent / "golden").glob("format-*.json"))
VERBS: dict[str, Callable[..., Run]] = {
    "do": lambda run, element, facts: run.do(element, **facts),
    "begin": Run.begin,
    "move": Run.move,
    "wait": lambda run, days: run.wait(days=days),
    "deliver": lambda run, name, payload, correlation: run.deliver("message", name, payload, **correlation),
}


@pytest.mark.parametrize("path", ARCHIVE, ids=lambda path: path.stem)
def test_a_case_stored_by_an_earlier_release_ends_as_it_did(path: Path) -> None:
    """以往版本保存的案件,从任一环节恢复都能照样办结。"""
    kept = json.loads(path.read_text("utf-8"))
    for begin in range(len(kept["states"])):
        run = Run(files={"P/P.bpmn": kept["diagram"].encode()}, case=kept["case"])
        run.now = datetime.fromisoformat(kept["states"][begin]["at"])
        state = b64decode(kept["states"][begin]["state"])
        run.step = run.engine.fire(run.digest, state, case_id="c1", case=run.case, now=run.now)
        for entry in kept["states"][begin:]:
            verb, *what = entry["next"]
            VERBS[verb](run, *what)
        assert run.step.status == "completed"
        assert run.step.facts == kept["facts"]


def test_the_archive_is_not_empty() -> None:
    """档案中至少有一种格式。"""
    assert ARCHIVE
