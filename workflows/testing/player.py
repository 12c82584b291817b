"""Play a scenario: the real use cases under a movable clock, step by step, until an expectation fails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from workflows.clock import CHINA, Clock
from workflows.domain.case import Case
from workflows.errors import HeweiError, Refused, UnreadableScenario
from workflows.testing.beside import beside, know_until, run_errands
from workflows.testing.cast import actor_for, find_item
from workflows.testing.expectation import differences
from workflows.testing.fake_clock import FakeClock
from workflows.testing.scenario import BESIDE, Scenario, ScenarioStep
from workflows.usecases.app import App
from workflows.usecases.deliver_messages import deliver_messages, receive_message
from workflows.usecases.open_case import OpenCase, open_case
from workflows.usecases.submit_form import submit_form
from workflows.usecases.sweep_deadlines import sweep_deadlines

MORNING = time(9, 0)
SPAN = re.compile(r"^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$")
SPAN_SAID = re.compile(
    r"^(?:(\d+)年)?(?:(\d+)个月)?(?:(\d+)周)?(?:(\d+)[天日])?(?:(\d+)小时)?(?:(\d+)分钟?)?$"
)


@dataclass
class Played:
    """What became of a scenario: the case, the sentences of its steps, and what went wrong (nothing if it passed)."""

    scenario: Scenario
    case: Case | None = None
    said: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    flows: frozenset[str] = frozenset()
    """The flows that the case took, as `process/flow`."""

    @property
    def passed(self) -> bool:
        """Return whether every expectation held."""
        return not self.failed


def play(app: App, clock: FakeClock, scenario: Scenario) -> Played:
    """Return how *scenario* went; the pack must be loaded and *clock* stand at or before the opening day."""
    played = Played(scenario)
    try:
        clock.move_to(max(clock.now(), morning(scenario.opened)))
        know_until(app, scenario.pack, scenario.calendars_until)
        played.case = open_case(
            app,
            actor_for(app, scenario.pack, scenario.opened_by or "clerk", scenario.org),
            OpenCase(
                pack=scenario.pack, org_id=scenario.org, procedure=scenario.procedure, answers=scenario.known
            ),
        )
        for step in scenario.steps:
            _take(app, clock, played, step)
            if played.failed:
                break
    except HeweiError as fault:
        played.failed.append(f"{fault.zh} / {fault.message}")
    played.flows = _flows(app, played.case)
    return played


def _flows(app: App, case: Case | None) -> frozenset[str]:
    with app.store.read() as tx:
        entries = tx.journal.of_case(case.id) if case is not None else ()
    taken = [each.fact.data.get("flows") for each in entries if each.fact.kind == "FlowsTaken"]
    return frozenset(str(flow) for step in taken if isinstance(step, list) for flow in step)


def morning(day: date) -> datetime:
    """Return nine o'clock in China on *day*, in UTC."""
    return datetime.combine(day, MORNING, CHINA).astimezone(UTC)


def _take(app: App, clock: FakeClock, played: Played, step: ScenarioStep) -> None:
    case = played.case
    assert case is not None  # noqa: S101 - play() opened it
    where = f"{played.scenario.file} 第 {step.number} 步 / step {step.number}"
    try:
        played.said += _play(app, clock, case, step)
    except Refused as refusal:
        if step.refused and step.refused in (refusal.code, type(refusal).__name__):
            played.said.append(f"如期被拒绝：{refusal.zh}")
        else:
            played.failed.append(f"{where}: {refusal.zh} / {refusal.message}")
        return
    if step.refused:
        played.failed.append(f"{where}: expected the refusal {step.refused}, but it was accepted.")
    run_errands(app)
    deliver_messages(app)
    with app.store.read() as tx:
        played.case = tx.cases.get(case.id)
        if step.expect and played.case is not None:
            played.failed += [f"{where}: {each}" for each in differences(app, tx, played.case, step.expect)]


def _play(app: App, clock: FakeClock, case: Case, step: ScenarioStep) -> list[str]:
    """Play one step and return what it says; one that only expects says nothing."""
    if step.verb == "submit":
        return [submit_step(app, clock, case, step)]
    if step.verb in ("after", "on"):
        return [_wait(app, clock, step)]
    if step.verb in BESIDE:
        return [beside(app, case, step, clock.now())]
    if step.verb == "message":
        what = step.what
        receive_message(app, what["name"], what.get("payload"), correlation=what.get("correlation"))
        return [f"收到消息 {what['name']}"]
    return []


def submit_step(app: App, clock: Clock, case: Case, step: ScenarioStep) -> str:
    """Do one submit step and return its sentence.

    Raises:
        UnreadableScenario: no such task is open.
        Refused: the form cannot be accepted.
    """
    with app.store.read() as tx:
        item = find_item(tx, case, str(step.what))
    actor = actor_for(app, case.pack, step.by or item.role, item.org_id)
    submit_form(app, actor, item.id, step.answers)
    return f"{clock.now().astimezone(CHINA):%Y-%m-%d} {actor.name} 办理「{item.name}」"


def _wait(app: App, clock: FakeClock, step: ScenarioStep) -> str:
    target = _target(clock.now(), step.verb, step.what)
    for instant in _instants(app, target):
        clock.move_to(max(instant, clock.now()))
        sweep_deadlines(app, owner="scenario")
    clock.move_to(target)
    sweep_deadlines(app, owner="scenario")
    return f"时间到了 {target.astimezone(CHINA):%Y-%m-%d}"


def _instants(app: App, target: datetime) -> Iterator[datetime]:
    before: datetime | None = None
    while True:
        with app.store.read() as tx:
            due = tx.timers.next_due()
        if due is None or due > target or due == before:
            return
        before = due
        yield due


def _target(now: datetime, verb: str, what: Any) -> datetime:
    if verb == "on":
        day = what if isinstance(what, date) else date.fromisoformat(str(what)[:10])
        return morning(day)
    match = SPAN.match(str(what)) or SPAN_SAID.match("".join(str(what).split()))
    if match is None:
        raise UnreadableScenario(
            f"Expected a span such as P3D, but got {what!r}.",
            zh=f"{what!r} 不是时间长度；请写 3天、2周、1个月或 P3D。",
        )
    years, months, weeks, days, hours, minutes = (int(each or 0) for each in match.groups())
    return now + timedelta(days=years * 365 + months * 30 + weeks * 7 + days, hours=hours, minutes=minutes)


def words_of(expect: Mapping[str, Any]) -> str:
    """Return what is expected as one line."""
    return "; ".join(f"{key}: {value}" for key, value in expect.items())
