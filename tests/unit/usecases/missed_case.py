"""A machine in memory with one case under mediation, its deadlines running (示例)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from workflows.bootstrap import bootstrap
from workflows.config import Settings
from workflows.domain.case import Case
from workflows.store import Store
from workflows.testing.fake_clock import FakeClock
from workflows.testing.player import morning, play
from workflows.testing.scenario import Scenario, ScenarioStep
from workflows.usecases.app import App

VILLAGE = "yunyang-fengming-v02"
PERSON = {"kind": "person", "address": "凤鸣镇示例村02三组", "consents": True}


def open_machine(home: Path, clock: FakeClock, store: Store, *, site: Path | None = None) -> App:
    """Return a machine on *store*; another one with the same home and store is this one started anew."""
    return bootstrap(
        Settings(home=home, database="memory:", site=site, sample=True), clock=clock, store=store
    )


def open_case(app: App, clock: FakeClock, day: date) -> Case:
    """Return a case taken in, accepted and assigned on *day*, whose mediation has begun."""
    played = play(app, clock, Scenario(
        file="sample", name="a case", pack="yunyang", procedure="dispute", opened=day, opened_by="village-med",
        org=VILLAGE, steps=tuple(
            ScenarioStep(number=place, verb="submit", what=step, by="village-med", answers=dict(answers))
            for place, (step, answers) in enumerate(_steps(day), start=1)
        ),
    ))  # fmt: skip
    assert played.failed == []
    assert played.case is not None
    assert clock.now() >= morning(day)
    return played.case


def _steps(day: date) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    return (
        ("register", {
            "intake.received_on": day, "intake.channel": "window", "intake.source": "application",
            "parties": [
                {"role": "applicant", "name": "赵春生(示例)", **PERSON},
                {"role": "respondent", "name": "钱有田(示例)", **PERSON},
            ],
            "claim.title": "赵春生与钱有田地界纠纷", "claim.type": "boundary",
            "claim.summary": "两家承包地相邻，一方把一条垄犁到自家地里。", "claim.requests": "按原来的界线种地。",
            "place.org_id": VILLAGE, "place.scope": "one_village", "place.severity": "ordinary",
            "intake.matter_class": "general", "intake.nature": "civil", "intake.has_definite_respondent": True,
            "intake.has_claim": True, "intake.materials_complete": True,
        }),
        ("accept", {"intake.decision": "accept", "intake.decided_on": day, "handling.accepted_on": day}),
        ("appoint", {"handling.mediator_id": "yunyang:village-med", "handling.mediator_name": "山守望(示例)"}),
        ("notify", {
            "handling.notified_on": day, "handling.rights_notified": True, "handling.recusal_asked": False,
        }),
    )  # fmt: skip
