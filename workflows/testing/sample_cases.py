"""Sample cases for a demonstration: scenarios played up to a step, their dates moved to these days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from workflows.clock import legal_day
from workflows.domain.case import Case
from workflows.errors import UnknownProcedure
from workflows.testing.cast import actor_for
from workflows.testing.player import submit_step
from workflows.testing.scenario import Scenario, read_scenario
from workflows.usecases.app import App
from workflows.usecases.open_case import OpenCase, open_case


def open_sample_cases(app: App, pack: str) -> list[Case]:
    """Return the cases that `[[sample_cases]]` of the pack asks for and nobody began yet, each at the step named there.

    Two that begin at once, or one that begins again after it was stopped, open each of them once.

    Raises:
        UnknownProcedure: a scenario is not on the shelf.
        Refused: a step cannot be done; the pack and its scenario do not fit.
    """
    rows = app.catalogue.pack(pack).data.get("sample_cases", ())
    return [
        _begin(app, _scenario(app, row), int(row["steps"]), int(row.get("days_ago", 0)))
        for number, row in enumerate(rows)
        if _first(app, f"sample-case:{pack}:{number}")
    ]


def _first(app: App, mark: str) -> bool:
    """Return whether nobody set *mark* before, and set it."""
    with app.store.write() as tx:
        if tx.settings.get(mark):
            return False
        tx.settings.put(mark, "begun")
    return True


def _scenario(app: App, row: Mapping[str, Any]) -> Scenario:
    procedure, name = str(row["procedure"]), f"{row['scenario']}.yaml"
    scenarios = app.catalogue.procedure(procedure).scenarios
    if name not in scenarios:
        raise UnknownProcedure(
            f"The procedure {procedure} has no scenario {name}.", zh=f"程序 {procedure} 没有场景 {name}。"
        )
    return read_scenario(scenarios[name], name)


def _begin(app: App, scenario: Scenario, steps: int, days_ago: int) -> Case:
    shift = legal_day(app.clock.now()) - timedelta(days=days_ago) - scenario.opened
    opener = actor_for(app, scenario.pack, scenario.opened_by or "clerk", scenario.org)
    command = OpenCase(
        pack=scenario.pack, org_id=scenario.org, procedure=scenario.procedure, answers=scenario.known
    )
    case = open_case(app, opener, command)
    for step in [each for each in scenario.steps if each.verb == "submit"][:steps]:
        submit_step(app, app.clock, case, replace(step, answers=_moved(step.answers, shift)))
    with app.store.read() as tx:
        return tx.cases.get(case.id) or case


def _moved(value: Any, shift: timedelta) -> Any:
    if isinstance(value, Mapping):
        return {key: _moved(each, shift) for key, each in value.items()}
    if isinstance(value, list):
        return [_moved(each, shift) for each in value]
    return value + shift if isinstance(value, date) else value
