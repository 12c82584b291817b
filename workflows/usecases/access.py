"""Fetch a thing only for those who may have it; what is not theirs looks as if it did not exist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.permission import BODY_ROLES, COURT_ROLES, TREE_ROLES, Action, CaseReach, TaskReach, may
from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.errors import CaseErased, NotAllowed, UnknownCase, UnknownTask
from workflows.store import Tx
from workflows.store.asking import opened
from workflows.vault import broken_record


@dataclass(frozen=True, kw_only=True)
class OpenedCase:
    """A case that somebody may see, without engine state, with all its steps and where it lies."""

    case: Case
    items: Sequence[WorkItem]
    reach: CaseReach


def sees_all(actor: Actor) -> bool:
    """Return whether the actor sees whole cases; a court sees only what was sent to it."""
    return actor.system or actor.has_role(*BODY_ROLES, "department")


def demand(actor: Actor, action: Action) -> None:
    """Let the actor pass if one of their roles is for this action at all.

    Raises:
        NotAllowed: none is.
    """
    if not may(actor, action):
        raise NotAllowed(
            zh="您的岗位不能进行这项操作；请联系承担该岗位的同事或管理员。",
            action=action.value,
        )


def readable_case(tx: Tx, actor: Actor, case_id: str, action: Action = Action.READ_CASE) -> Case:
    """Return the case, if it exists and the actor may do *action* to it.

    Raises:
        UnknownCase: there is none, or it is not theirs to see.
        CaseErased: its retention ended and it was erased.
        RecordSealBroken: its record is damaged.
    """
    return _opened(tx, actor, tx.cases.get(case_id), case_id, action).case


def opened_case(tx: Tx, actor: Actor, case_id: str, action: Action = Action.READ_CASE) -> OpenedCase:
    """Return the case to look at, with what had to be read to know that the actor may.

    Raises:
        UnknownCase: there is none, or it is not theirs to see.
        CaseErased: its retention ended and it was erased.
        RecordSealBroken: its record is damaged.
    """
    return _opened(tx, actor, tx.cases.briefs([case_id]).get(case_id), case_id, action)


def _opened(tx: Tx, actor: Actor, case: Case | None, case_id: str, action: Action) -> OpenedCase:
    items = tx.work.of_case(case_id, status="") if case is not None else ()
    reach = _reach(tx, case, items) if case is not None else None
    if case is None or reach is None or not may(actor, action, reach):
        raise UnknownCase(zh="没有这个案件，或者不归您查看；请核对案号。", case=case_id)
    if case.erased_at is not None:
        raise CaseErased(
            zh=f"案件 {case.number} 已在保管期满后销毁；仅保留案号、机构、起止状态与统计。", case=case.number
        )
    if case.damaged:
        raise broken_record(case.id, f"body {case.rev}")
    opened(case.id, action.value)
    return OpenedCase(case=case, items=items, reach=reach)


def reachable_item(tx: Tx, actor: Actor, item_id: str) -> WorkItem:
    """Return the work item, if it is the actor's to do, or was theirs, or its case is theirs to read.

    Raises:
        UnknownTask: there is none, or it is not theirs.
    """
    item = tx.work.get(item_id)
    if item is None:
        raise _no_task(item_id)
    _demand_reach(tx, actor, item)
    opened(item.case_id, Action.DO_TASK.value)
    return item


def own_item(tx: Tx, actor: Actor, item_id: str) -> WorkItem:
    """Return the work item, if the actor may do it; an item that only its reader may see is refused by name.

    Raises:
        UnknownTask: there is none, or it is not theirs to see.
        NotAllowed: they may see the case, but the step belongs to somebody else.
    """
    item = reachable_item(tx, actor, item_id)
    demand_own(tx, actor, item)
    return item


def demand_own(tx: Tx, actor: Actor, item: WorkItem) -> None:
    """Let the actor pass if they may do the work item, or did it.

    Raises:
        UnknownTask: it is not theirs to see.
        NotAllowed: they may see the case, but the step belongs to somebody else.
    """
    if may(actor, Action.DO_TASK, task_reach(item)) or item.done_by == actor.account_id:
        return
    _demand_reach(tx, actor, item)
    holder = tx.directory.account(item.assignee) if item.assignee else None
    if holder is not None:
        raise NotAllowed(
            f"{holder.name} is working on this task; ask them to give it back, or a supervisor to hand it over.",
            zh=f"{holder.name} 正在办理这项待办；请与其联系由其退回，或请负责人转办。",
            holder=item.assignee,
        )
    raise NotAllowed(
        "This task waits for another post; you can read the case, but not do this step.",
        zh="这项待办由其他岗位办理；您可以查看案件，但不能办理这一步。",
        role=item.role,
    )


def _demand_reach(tx: Tx, actor: Actor, item: WorkItem) -> None:
    if may(actor, Action.DO_TASK, task_reach(item)):
        return
    case = tx.cases.briefs([item.case_id]).get(item.case_id)
    if case is None or not may(actor, Action.READ_CASE, case_reach(tx, case)):
        raise _no_task(item.id)


def task_reach(item: WorkItem) -> TaskReach:
    """Return whose step it is."""
    return TaskReach(org_id=item.org_id, role=item.role, assignee=item.assignee)


def case_reach(tx: Tx, case: Case) -> CaseReach:
    """Return where the case lies now: its bodies, the courts it was sent to, its queues and its people."""
    return _reach(tx, case, tx.work.of_case(case.id, status=""))


def _reach(tx: Tx, case: Case, items: Sequence[WorkItem]) -> CaseReach:
    own = {case.org_id, case.document.handling.org_id}
    courts = {item.org_id for item in items if item.role in COURT_ROLES} | {
        case.document.confirmation.court_id
    }
    known = tx.directory.bodies(own | courts)
    paths = {org_id: body.path for org_id, body in known.items() if body.path}
    return CaseReach(
        bodies=frozenset(paths[each] for each in own & paths.keys()),
        courts=frozenset(paths[each] for each in courts & paths.keys()),
        groups=frozenset((item.org_id, item.role) for item in items),
        served=_served(case, items),
        watchers=frozenset(tx.watchers.of_case(case.id)),
        holders=frozenset(i.assignee for i in items if i.assignee and i.status is WorkStatus.OPEN),
    )


def visible_orgs(tx: Tx, actor: Actor) -> frozenset[str]:
    """Return the ids of the bodies whose cases the actor may list: own ones, and for overseers all below them."""
    own = set(actor.orgs("clerk", "mediator"))
    for org_id in actor.orgs(*TREE_ROLES):
        path = actor.org_paths.get(org_id, "")
        own |= {body.id for body in tx.directory.organisations(under=path)} if path else {org_id}
    return frozenset(own)


def _served(case: Case, items: Sequence[WorkItem]) -> frozenset[tuple[str, str]]:
    steps = {(who, item.role) for item in items for who in (item.assignee, item.done_by)}
    named = {(case.document.handling.mediator_id, "mediator")}
    return frozenset((who, role) for who, role in steps | named if who)


def _no_task(item_id: str) -> UnknownTask:
    return UnknownTask(zh="没有这项待办，或者不归您办；请重新查看待办列表。", item=item_id)
