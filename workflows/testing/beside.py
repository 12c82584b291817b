"""Steps of a scenario beside the diagram: what people do with a case, and a calendar that is published meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from workflows.clock import CHINA, legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.timer import TimerKind
from workflows.domain.work_item import WorkItem
from workflows.errors import UnreadableScenario
from workflows.testing.cast import actor_for, find_item
from workflows.testing.scenario import ScenarioStep
from workflows.usecases.app import App
from workflows.usecases.catalogue import Catalogue
from workflows.usecases.copy_case import copy_case
from workflows.usecases.delegate_item import delegate_item
from workflows.usecases.extend_deadline import Extension, extend_deadline
from workflows.usecases.hand_over_item import hand_over_item
from workflows.usecases.move_case import move_case
from workflows.usecases.note_later_suit import note_later_suit
from workflows.usecases.open_linked_case import OPERATION, run_linked
from workflows.usecases.recompute_deadlines import recompute_deadlines
from workflows.usecases.resume_case import resume_case
from workflows.usecases.send_back import send_back
from workflows.usecases.suspend_case import suspend_case
from workflows.usecases.urge_item import urge_item
from workflows.usecases.withdraw_step import withdraw_step

LEASE = timedelta(minutes=1)
Play = Callable[[App, Case, ScenarioStep], str]


def beside(app: App, case: Case, step: ScenarioStep, now: datetime) -> str:
    """Play one step beside the diagram and return its sentence.

    Raises:
        UnreadableScenario: the step names nothing that is open.
        Refused: it cannot be done.
    """
    return f"{now.astimezone(CHINA):%Y-%m-%d} {_PLAYS[step.verb](app, case, step)}"


def know_until(app: App, pack: str, year: int | None) -> None:
    """Let the law of *pack* know no calendar after *year*, as it was then; None leaves it as it is today."""
    if year is not None:
        app.govern(pack, app.law(pack).known_in(year))


def run_errands(app: App) -> int:
    """Run the errands that open linked cases, as the runner would; returns how many."""
    now = app.clock.now()
    with app.store.write() as tx:
        taken = tx.outbox.take(now, kinds=[OPERATION], owner="scenario", lease_until=now + LEASE, limit=50)
    return sum(run_linked(app, errand) for errand in taken)


def _item(app: App, case: Case, step: ScenarioStep) -> WorkItem:
    with app.store.read() as tx:
        return find_item(tx, case, str(step.what))


def _who(app: App, case: Case, step: ScenarioStep, role: str, org_id: str = "") -> Actor:
    return actor_for(app, case.pack, step.by or role, org_id or case.org_id)


def _given(step: ScenarioStep, word: str, otherwise: Any = None) -> Any:
    value = step.answers.get(word, otherwise)
    if value is None:
        raise UnreadableScenario(
            f"Step {step.number} ({step.verb}) says no {word!r} in its answers.",
            zh=f"第 {step.number} 步（{step.verb}）没有写明 {word!r}。",
        )
    return value


def _reason(step: ScenarioStep) -> str:
    return str(_given(step, "reason", step.note or "演练"))


def _send_back(app: App, case: Case, step: ScenarioStep) -> str:
    item = _item(app, case, step)
    actor = _who(app, case, step, item.role, item.org_id)
    send_back(app, actor, item.id, str(_given(step, "to")), reason=_reason(step))
    return f"{actor.name} 从「{item.name}」退回到 {step.answers['to']}"


def _withdraw(app: App, case: Case, step: ScenarioStep) -> str:
    actor = _who(app, case, step, "mediator")
    withdraw_step(app, actor, case.id, reason=str(step.what))
    return f"{actor.name} 撤回刚办的一步"


def _hand_over(app: App, case: Case, step: ScenarioStep) -> str:
    item = _item(app, case, step)
    actor = _who(app, case, step, item.role, item.org_id)
    to = actor_for(app, case.pack, str(_given(step, "to")), item.org_id)
    verb = hand_over_item if step.verb == "hand_over" else delegate_item
    verb(app, actor, item.id, to.account_id, reason=_reason(step))
    return f"{actor.name} 把「{item.name}」{'转办' if step.verb == 'hand_over' else '委派'}给 {to.name}"


def _suspend(app: App, case: Case, step: ScenarioStep) -> str:
    actor = _who(app, case, step, "mediator")
    suspend_case(app, actor, case.id, str(step.what), note=_reason(step))
    return f"{actor.name} 中止案件：{_reason(step)}"


def _resume(app: App, case: Case, step: ScenarioStep) -> str:
    actor = _who(app, case, step, "mediator")
    resume_case(app, actor, case.id)
    return f"{actor.name} 恢复案件"


def _extend(app: App, case: Case, step: ScenarioStep) -> str:
    actor = _who(app, case, step, "mediator")
    wants: Mapping[str, Any] = step.answers
    extension = Extension(
        length=wants.get("length"),
        unit=str(wants.get("unit", "")),
        consents=tuple(map(str, wants.get("consents", ()))),
        approval=str(wants.get("approval", "")),
        paper=str(wants.get("paper", "")),
    )
    extend_deadline(app, actor, case.id, _date(app, case, str(step.what)), extension)
    return f"{actor.name} 延长期限 {step.what}"


def _date(app: App, case: Case, name: str) -> str:
    """Return the id of the running date that *name* (an element or a rule) means."""
    with app.store.read() as tx:
        for timer in tx.timers.of_case(case.id, status="armed"):
            if timer.kind is TimerKind.ENGINE and name in (timer.element, timer.rule):
                return timer.id
        for item in tx.work.of_case(case.id):
            if name in (item.element, item.rule) and item.due_at is not None:
                return item.id
    raise UnreadableScenario(f"Expected a running date {name!r}.", zh=f"没有正在计算的期限 {name!r}。")


def _urge(app: App, case: Case, step: ScenarioStep) -> str:
    item = _item(app, case, step)
    actor = _who(app, case, step, "chair")
    urge_item(app, actor, item.id, reason=_reason(step))
    return f"{actor.name} 催办「{item.name}」"


def _copy(app: App, case: Case, step: ScenarioStep) -> str:
    actor = _who(app, case, step, "mediator")
    to = actor_for(app, case.pack, str(step.what), case.org_id)
    copy_case(app, actor, case.id, [to.account_id])
    return f"{actor.name} 抄送给 {to.name}"


def _note_suit(app: App, case: Case, step: ScenarioStep) -> str:
    actor = _who(app, case, step, "clerk")
    day = step.what if isinstance(step.what, date) else date.fromisoformat(str(step.what))
    note_later_suit(app, actor, case.id, on=day, result=str(_given(step, "result")))
    return f"{actor.name} 补记后续诉讼"


def _move(app: App, case: Case, step: ScenarioStep) -> str:
    actor = _who(app, case, step, "coordinator")
    start = str(_given(step, "from"))
    move_case(app, actor, case.id, start, str(step.what), reason=_reason(step))
    return f"{actor.name} 把案件从 {start} 转到 {step.what}"


def _publish_calendar(app: App, case: Case, step: ScenarioStep) -> str:
    law = Catalogue(lambda _: (frozenset(), frozenset()), app.settings.site, app.settings.packs).law(
        case.pack
    )
    app.govern(case.pack, law.known_in(int(step.what)))
    recompute_deadlines(app)
    return f"公布 {step.what} 年放假安排，{legal_day(app.clock.now())} 起适用"


_PLAYS: Mapping[str, Play] = {
    "send_back": _send_back,
    "withdraw": _withdraw,
    "hand_over": _hand_over,
    "delegate": _hand_over,
    "suspend": _suspend,
    "resume": _resume,
    "extend": _extend,
    "urge": _urge,
    "copy": _copy,
    "note_suit": _note_suit,
    "move": _move,
    "publish_calendar": _publish_calendar,
}
