"""Every scenario on the shelf is played, and together they walk every flow of every diagram."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from workflows.testing.places import Places
from workflows.testing.player import play
from workflows.testing.scenario import read_scenario

BPMN = Path(__file__).resolve().parents[2] / "bpmn"
SCENARIOS = sorted(BPMN.rglob("scenarios/*.yaml"))
FLOW = re.compile(r'<bpmn:sequenceFlow id="([^"]+)"')


@dataclass(frozen=True)
class Walked:
    """What became of one scenario: what went wrong, and which flows it took (process/flow)."""

    failed: tuple[str, ...]
    flows: frozenset[str]


def walk(file: Path, places: Places) -> Walked:
    """Return how the scenario of *file* went on a fresh machine."""
    scenario = read_scenario(file.read_bytes(), file.name)
    app, clock = places.machine(scenario.pack, scenario.procedure)
    played = play(app, clock, scenario)
    return Walked(tuple(played.failed), played.flows)


@pytest.fixture(scope="module")
def walked() -> Mapping[Path, Walked]:
    """Return every scenario as it went."""
    with Places() as places:
        return {file: walk(file, places) for file in SCENARIOS}


def name(file: Path) -> str:
    """Return the short name of a scenario or a diagram."""
    return f"{file.parent.parent.name}/{file.stem}"


def test_there_are_more_than_sixty_lives_of_cases() -> None:
    """场景不少于六十个。"""
    assert len(SCENARIOS) >= 60


@pytest.mark.parametrize("file", SCENARIOS, ids=name)
def test_every_expectation_holds(file: Path, walked: Mapping[Path, Walked]) -> None:
    """场景中的每一项“应当”都成立。"""
    assert walked[file].failed == ()


@pytest.mark.parametrize("diagram", sorted(BPMN.rglob("*.bpmn")), ids=name)
def test_every_flow_is_walked(diagram: Path, walked: Mapping[Path, Walked]) -> None:
    """每张程序图的每一条顺序流都有场景走到。"""
    taken = set().union(*(each.flows for each in walked.values()))
    drawn = {f"{diagram.stem}/{flow}" for flow in FLOW.findall(diagram.read_text("utf-8"))}
    assert drawn - taken == set()
