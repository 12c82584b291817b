"""Simulate a year of a place: whole cases through the real use cases, in memory, under a clock that is pushed."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseStatus
from workflows.domain.figure import Figure
from workflows.domain.form import FormField
from workflows.domain.organisation import Membership
from workflows.domain.work_item import WorkItem
from workflows.store.memory.shelves import Shelf, Shelves
from workflows.store.memory.transaction import MemoryStore
from workflows.testing.fake_clock import FakeClock
from workflows.testing.form_filler import Filler
from workflows.testing.simulation_plan import Arrival, Plan, arrivals, given, read_plan
from workflows.usecases.app import App
from workflows.usecases.catch_up import counted
from workflows.usecases.find_form import find_form
from workflows.usecases.hidden_fields import hiding
from workflows.usecases.open_case import OpenCase, open_case
from workflows.usecases.propose_mediators import choice_for
from workflows.usecases.submit_form import submit_form
from workflows.usecases.sweep_deadlines import sweep_deadlines


@dataclass
class Year:
    """What became of the cases: figures, how many of each life closed, what stayed open and where."""

    store: MemoryStore
    steps: int = 0
    closed: dict[str, int] = field(default_factory=dict)
    unfinished: dict[str, int] = field(default_factory=dict)


@dataclass
class _Town:
    """The place while the year goes by: who is busy until when, who works where."""

    app: App
    start: Shelves
    plan: Plan
    dice: random.Random
    busy: list[tuple[datetime, str]] = field(default_factory=list)
    loads: dict[str, int] = field(default_factory=dict)
    actors: dict[tuple[str, str], Actor] = field(default_factory=dict)

    def begin_day(self, now: datetime) -> None:
        """Take the cases that have ended by *now* off their mediators."""
        while self.busy and self.busy[0][0] <= now:
            _, mediator = heapq.heappop(self.busy)
            self.loads[mediator] -= 1

    def give(self, mediator: str, until: datetime) -> None:
        """Let *mediator* be busy with one case more."""
        heapq.heappush(self.busy, (until, mediator))
        self.loads[mediator] = self.loads.get(mediator, 0) + 1

    def actor(self, item: WorkItem) -> Actor:
        """Return somebody who does such steps in that body."""
        key = (item.org_id, item.role)
        if key not in self.actors:
            with MemoryStore(self.start).read() as tx:
                holders = tx.directory.accounts(org_id=item.org_id, role=item.role)
                ident = holders[0].id if holders else f"sample:{item.role}"
                posts = tuple(tx.directory.posts(ident)) if holders else ()
            post = Membership(account_id=ident, org_id=item.org_id, role=item.role)
            self.actors[key] = Actor(account_id=ident, posts=posts or (post,))
        return self.actors[key]


def simulate(app: App, pack: str, cases: int, seed: int, told: Callable[[int], None] | None = None) -> Year:
    """Return a year of *pack* with *cases* disputes; the same seed gives the same year.

    Each case lives in a store of its own that begins with the loaded place, so that a case costs the same whether it
    is the first or the last; only its figure is kept. *told* is called after each with how many are done.

    Raises:
        UnknownPack: there is no such pack, or it has no simulation.toml.
        TypeError: the application does not run on the memory store.
    """
    base = app.store
    if not isinstance(base, MemoryStore):
        raise TypeError("A year is simulated in memory, never in a database with real cases.")
    plan = read_plan(app.catalogue, pack)
    town = _Town(app=app, start=base.shelves(), plan=plan, dice=random.Random(seed))  # noqa: S311 - must be repeatable
    with base.read() as tx:
        bodies = tx.directory.organisations(pack=pack)
    year = Year(store=base)
    kept: dict[str, Case] = {}
    figures: dict[str, Figure] = {}
    for number, arrival in enumerate(arrivals(plan, bodies, cases, town.dice)):
        case, figure = _live(town, year, pack, arrival, number)
        kept[figure.case_id], figures[figure.case_id] = case, figure
        if told is not None:
            told(number + 1)
    year.store = MemoryStore(replace(base.shelves(), cases=Shelf(kept), figures=Shelf(figures)))
    return year


def _live(town: _Town, year: Year, pack: str, arrival: Arrival, number: int) -> tuple[Case, Figure]:
    """Let one dispute live from the counter to the archive."""
    town.begin_day(arrival.at)
    clock = FakeClock(arrival.at)
    app = replace(town.app, store=MemoryStore(town.start), clock=clock)
    clerk = town.actor(_at_counter(arrival))
    case = open_case(app, clerk, OpenCase(pack=pack, org_id=arrival.org_id))
    filler = Filler(
        values=given(town.plan.answers(arrival.life)),
        known=_known(town.plan, arrival, number),
        picks=lambda each: _pick(town, app, case.id, each),
    )
    for _ in range(town.plan.most_steps):
        _rest(town, app, clock)
        if not _step(town, app, case.id, filler):
            break
        year.steps += 1
    with app.store.read() as tx:
        case = tx.cases.get(case.id) or case
        figure = replace(counted(tx, case), case_id=f"{number:06d}")
    _end(town, year, case, arrival)
    slim = case.model_copy(update={"id": figure.case_id, "number": figure.case_id, "state": b""})
    return slim, figure


def _end(town: _Town, year: Year, case: Case, arrival: Arrival) -> None:
    mediator = case.document.handling.mediator_id
    if mediator:
        town.give(mediator, case.closed_at or arrival.at + timedelta(days=30))
    tally = year.closed if case.status is CaseStatus.CLOSED else year.unfinished
    tally[arrival.life] = tally.get(arrival.life, 0) + 1


def _step(town: _Town, app: App, case_id: str, filler: Filler) -> bool:
    """Do the first thing that waits for somebody; False if nothing does."""
    now = app.clock.now()
    with app.store.read() as tx:
        items, case = tx.work.of_case(case_id), tx.cases.get(case_id)
        form = find_form(app, tx, case, items[0].form) if items and case and items[0].form else None
    if not items or case is None:
        return False
    answers: Mapping[str, Any] = {}
    if form is not None:
        answers = filler.fill(form, legal_day(now), lambda so_far: hiding(case.document, so_far, now))
    submit_form(app, town.actor(items[0]), items[0].id, answers)
    return True


def _rest(town: _Town, app: App, clock: FakeClock) -> None:
    clock.move_by(timedelta(days=town.dice.randint(0, town.plan.rest_days), minutes=town.dice.randint(1, 90)))
    with app.store.read() as tx:
        due = tx.timers.next_due()
    if due is not None and due <= clock.now():
        sweep_deadlines(app, owner="simulation")


def _pick(town: _Town, app: App, case_id: str, each: FormField) -> str:
    with app.store.read() as tx:
        case = tx.cases.get(case_id)
        if case is None:
            return ""
        if each.properties["picker"] == "mediator":
            choice = choice_for(app.catalogue, tx, case, loads=town.loads)
            return choice.proposed[0].candidate.account_id if choice.proposed else ""
        kinds = [kind.strip() for kind in each.properties.get("kinds", "").split(",") if kind.strip()]
        if not kinds:
            return case.org_id
        return next(
            (b.id for kind in kinds for b in tx.directory.organisations(pack=case.pack, kind=kind)), ""
        )


def _known(plan: Plan, arrival: Arrival, number: int) -> dict[str, Any]:
    parties = [
        {
            "role": "applicant" if at == 0 else "respondent",
            "kind": "person",
            "name": f"当事人{number}-{at + 1}（示例）",
            "address": "示例地址",
            "service_address": "示例地址",
            "consents": True,
        }
        for at in range(arrival.people)
    ]
    known: dict[str, Any] = {
        "register.parties": parties,
        "register.claim.type": arrival.type,
        "register.claim.title": f"示例纠纷{number}",
        "register.claim.summary": "模拟案件。",
        "register.intake.channel": arrival.channel,
        "register.place.org_id": arrival.org_id,
        "register.place.scope": plan.scope(arrival.tier),
        "register.intake.danger": arrival.danger,
    }
    if arrival.amount:
        known |= {"register.claim.amount": arrival.amount, "terms.agreement.amount": arrival.amount}
    return known


def _at_counter(arrival: Arrival) -> WorkItem:
    return WorkItem(
        id="", case_id="", element="", name="", role="clerk", org_id=arrival.org_id, created_at=arrival.at
    )
