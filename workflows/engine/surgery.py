"""What people may do to a running case beside its diagram: send back, add or leave out a signer, move a deadline."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import combinations

from workflows.engine.concurrency import Concurrency
from workflows.engine.drawing.model import Graph
from workflows.engine.instance import Instance, Token
from workflows.engine.plan import Plan
from workflows.engine.specs.ad_hoc import NOT_NOW, AdHocSpec
from workflows.engine.specs.events import Armed, WaitingSpec
from workflows.engine.specs.loops import ManySpec
from workflows.engine.specs.node import NodeSpec
from workflows.errors import CannotBeginStep, CannotChangeInstances, CannotMove, TaskNotOpen, TimerRefused


def move(case: Instance, plan: Plan, start: str, element: str) -> None:
    """Take the token at *start* (its id, or the element where it stands) to *element* of the same drawing.

    What cannot stand beside the element is cancelled with it, so no token is doubled; parallel branches stay.

    Raises:
        TaskNotOpen: there is no such token.
        CannotMove: the element lies elsewhere, in a branch beside this one, or inside a parallel block.
    """
    token = _standing(case, start)
    for each in token.chain():
        spec, scope = each.task_spec, each.above
        target = plan.task_specs.get(f"{spec.node.process}/{element}")
        if (
            scope is None
            or not isinstance(spec, NodeSpec)
            or not isinstance(target, NodeSpec)
            or not spec.home
        ):
            continue
        if target.home == spec.home:
            _replace(case, plan, each, scope, target)
            return
    raise _cannot(start, element)


def _standing(case: Instance, start: str) -> Token:
    found = case.tasks.get(start)
    if found is None:
        found = next(
            (each for each in case.tasks.values() if each.task_spec.node.id == start and not each.listens),
            None,
        )
    if found is None:
        raise TaskNotOpen(task=start)
    return found


def _replace(case: Instance, plan: Plan, token: Token, scope: Token, target: NodeSpec) -> None:
    graph = _graph(plan, target)
    beside = Concurrency(graph)
    goal = beside.places(target.node.id)

    def place(each: Token) -> list[str]:
        return [each.via] if each.via in graph.flows else beside.places(each.task_spec.node.id)

    if beside.together(goal, place(token)) or not beside.inside(place(token), goal):
        raise _cannot(token.task_spec.node.id, target.node.id)
    gone = [each for each in scope.inside if not (each.listens or beside.together(goal, place(each)))]
    if isinstance(scope.task_spec, AdHocSpec):
        # what cannot run beside the token is a step begun again, which stays
        gone = [each for each in gone if each is token or beside.together(place(token), place(each))]
        if not all(beside.together(place(one), place(other)) for one, other in combinations(gone, 2)):
            raise _cannot(token.task_spec.node.id, target.node.id)
    for each in gone:
        case.cancel_tree(each)
    case.spawn(target, scope)


def _graph(plan: Plan, target: NodeSpec) -> Graph:
    process = plan.processes[target.node.process]
    return next(graph for graph, node in process.walk() if node is target.node)


def _cannot(start: str, element: str) -> CannotMove:
    return CannotMove(
        f"The case cannot be taken from {start} to {element}: they are not steps of one path in the same drawing. "
        "Choose a step that this one follows, or restore an earlier revision.",
        zh=f"案件不能从 {start} 转到 {element}：二者不在同一图形的同一路径上。"
        "请选择该步骤之前的步骤，或恢复到较早的版本。",
        element=element,
    )


def ad_hoc_of(token: Token) -> tuple[Token, AdHocSpec] | None:
    """Return the nearest ad hoc subprocess around the token."""
    for each in token.chain():
        if isinstance(each.task_spec, AdHocSpec):
            return each, each.task_spec
    return None


def begin_step(case: Instance, task_id: str, element: str) -> None:
    """Begin a step of the ad hoc subprocess in which the task stands, for the first time or again.

    Raises:
        TaskNotOpen: there is no such task.
        CannotBeginStep: it stands in none, or the step cannot be chosen there now.
    """
    token = case.tasks.get(task_id)
    if token is None:
        raise TaskNotOpen(task=task_id)
    found = ad_hoc_of(token)
    if found is None:
        raise CannotBeginStep(zh=NOT_NOW, element=element)
    scope, spec = found
    spec.begin_step(scope, element)


# ---- joint signing ---------------------------------------------------------------------------


def add_instance(case: Instance, task_id: str, item: object) -> None:
    """Add one more person (or thing) to the activity of which the task is one of several at once.

    Raises:
        TaskNotOpen: there is no such task.
        CannotChangeInstances: the task is not one of several.
    """
    body, spec, _ = _several(case, task_id)
    data = body.internal_data
    total = data.get("total")
    number = total if isinstance(total, int) else 0
    data["total"] = number + 1
    out = data.get("out")
    if isinstance(out, list):
        out.append(None)
    items = data.get("items")
    if isinstance(items, list):
        items.append(item)
    if spec.loop.kind == "parallel":
        data["begun"] = number + 1
        spec.round(body, number, {spec.loop.item: item} if spec.loop.item else {}, own=True)


def remove_instance(case: Instance, task_id: str) -> None:
    """Leave one of several out; the activity goes on with the others, and ends if it was the last.

    Raises:
        TaskNotOpen: there is no such task.
        CannotChangeInstances: the task is not one of several.
    """
    body, spec, instance = _several(case, task_id)
    data = body.internal_data
    total, begun, number = data.get("total"), data.get("begun"), instance.internal_data.get("round")
    case.cancel_tree(instance)
    if isinstance(total, int) and isinstance(begun, int) and spec.loop.kind == "parallel":
        data["total"], data["begun"] = total - 1, begun - 1
    out = data.get("out")
    if isinstance(out, list) and isinstance(number, int) and number < len(out):
        out.pop(number)
        for other in body.inside:
            place = other.internal_data.get("round")
            if isinstance(place, int) and place > number:
                other.internal_data["round"] = place - 1
    spec.child_left(body)


def _several(case: Instance, task_id: str) -> tuple[Token, ManySpec, Token]:
    token = case.tasks.get(task_id)
    if token is None:
        raise TaskNotOpen(task=task_id)
    inside = token
    for each in token.chain():
        if isinstance(each.task_spec, ManySpec):
            return each, each.task_spec, inside
        inside = each
    raise CannotChangeInstances(task=task_id)


# ---- deadlines -------------------------------------------------------------------------------


def reschedule(case: Instance, timer_id: str, due_at: datetime) -> None:
    """Let the timer fire at another instant, as an extension or a suspension of its period says.

    A cycle of cron keeps to its turns: it fires at the first one from that instant on.

    Raises:
        TimerRefused: there is no such timer, or the instant has no time zone.
    """
    ident, _, number = timer_id.partition(".")
    token = case.tasks.get(ident)
    index = int(number) if number.isdecimal() else 0
    armed = (
        token.task_spec.armed(token) if token is not None and isinstance(token.task_spec, WaitingSpec) else {}
    )
    held = armed.get(index)
    if held is None or held.due is None or due_at.tzinfo is None:
        raise TimerRefused(
            "This timer is not open any more, or the new instant has no time zone; look at the case's deadlines again.",
            zh="该定时器已不存在，或新的时刻没有时区；请重新查看案件的期限。",
            timer=timer_id,
        )
    moved = held.due.moved(due_at.astimezone(UTC))
    armed[index] = Armed(due=moved, since=case.moment.now)
