"""Work: lists, tasks, drafts, handing in."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Depends, Query, Response

from workflows.domain.form import as_json
from workflows.domain.permission import Action
from workflows.usecases.hand_in import hand_in
from workflows.usecases.list_packages import list_dealt_with, list_packages
from workflows.usecases.list_work import list_work
from workflows.usecases.review_agreement import review_agreement
from workflows.usecases.save_draft import save_draft
from workflows.usecases.show_task import show_task
from workflows.usecases.take_item import give_back_item, take_item
from workflows.web.api.case_models import CaseBrief, DealtWithOut, PackageOut
from workflows.web.api.ground import under_api
from workflows.web.api.models import AgreementFindingOut, Answers, ItemOut, TaskOut, WorkOut, WorkRowOut
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me

router = under_api("work")
Dealt = Literal["under-way", "closed"]
DO_TASK = [Depends(ProgramDoor(Action.DO_TASK))]


@router.get("/work", dependencies=[Depends(ProgramDoor(Action.USE_DESK))])
def work(machine: Machine, me: Me) -> WorkOut:
    """Return own work and the queues of one's posts, by due date."""
    listed = list_work(machine, me)
    return WorkOut(own=[WorkRowOut.of(r) for r in listed.own], group=[WorkRowOut.of(r) for r in listed.group])


@router.get("/packages", dependencies=[Depends(ProgramDoor(Action.RECEIVE_PACKAGES))])
def packages(machine: Machine, me: Me) -> list[PackageOut]:
    """Return the confirmation packages that wait for the caller's court."""
    return [PackageOut.model_validate(each) for each in list_packages(machine, me)]


@router.get("/packages/dealt-with", dependencies=[Depends(ProgramDoor(Action.RECEIVE_PACKAGES))])
def dealt_with(
    machine: Machine, me: Me, state: Dealt = "under-way", page: Annotated[int, Query(ge=1, le=10_000)] = 1
) -> DealtWithOut:
    """Return a page of the packages in which the caller's court has nothing to do now, the last one first."""
    return DealtWithOut.model_validate(list_dealt_with(machine, me, state=state, page=page))


@router.get("/tasks/{item_id}", dependencies=DO_TASK)
def task(machine: Machine, me: Me, item_id: str) -> TaskOut:
    """Return an open task with its form."""
    view = show_task(machine, me, item_id)
    values = as_json(dict(view.values))
    return TaskOut.of(view, values if isinstance(values, dict) else {})


@router.post("/tasks/{item_id}/take", dependencies=DO_TASK)
def take(machine: Machine, me: Me, item_id: str, _: Key) -> ItemOut:
    """Put a task on one's own list; taking it twice changes nothing."""
    return ItemOut.of(take_item(machine, me, item_id))


@router.post("/tasks/{item_id}/give-back", dependencies=DO_TASK)
def give_back(machine: Machine, me: Me, item_id: str, _: Key) -> ItemOut:
    """Put a task back into the queue of its post; twice changes nothing."""
    return ItemOut.of(give_back_item(machine, me, item_id))


@router.put("/tasks/{item_id}/draft", status_code=204, dependencies=DO_TASK)
def draft(machine: Machine, me: Me, item_id: str, body: Answers, _: Key) -> Response:
    """Keep answers unchecked for later, in place of those kept before."""
    save_draft(machine, me, item_id, body.answers)
    return Response(status_code=204)


@router.post("/tasks/{item_id}/agreement-check", dependencies=DO_TASK)
def agreement_check(machine: Machine, me: Me, item_id: str, body: Answers) -> list[AgreementFindingOut]:
    """Return what is wrong with the agreement as it would stand with these answers; nothing is kept."""
    found = review_agreement(machine, me, item_id, body.answers)
    return [AgreementFindingOut.model_validate(each) for each in found]


@router.post("/tasks/{item_id}/submit", dependencies=DO_TASK)
def submit(machine: Machine, me: Me, item_id: str, body: Answers, key: Key) -> CaseBrief:
    """Hand a task in; the case moves on."""
    return CaseBrief.model_validate(hand_in(machine, me, item_id, body.answers, key=key))
