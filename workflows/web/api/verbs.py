"""Verbs: what people do to tasks and cases beside handing in forms; `foresee=true` tells what would happen."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import params

from workflows.domain.case import Case
from workflows.domain.permission import Action
from workflows.domain.work_item import WorkItem
from workflows.usecases.add_signer import add_signer
from workflows.usecases.app import App
from workflows.usecases.begin_step import begin_step
from workflows.usecases.copy_case import copy_case, stop_watching
from workflows.usecases.delegate_item import delegate_item, return_item
from workflows.usecases.extend_deadline import Extension, extend_deadline
from workflows.usecases.foresee import foresee as look_ahead
from workflows.usecases.hand_over_item import hand_over_item
from workflows.usecases.move_case import move_case
from workflows.usecases.note_later_suit import note_later_suit
from workflows.usecases.remove_signer import remove_signer
from workflows.usecases.reopen_case import reopen_case
from workflows.usecases.resume_case import resume_case
from workflows.usecases.send_back import earlier_steps, send_back
from workflows.usecases.suspend_case import suspend_case
from workflows.usecases.undo_case import undo_case
from workflows.usecases.urge_item import urge_item
from workflows.usecases.withdraw_step import withdraw_step
from workflows.web.api.ground import under_api
from workflows.web.api.models import Answers
from workflows.web.api.verb_models import (
    ConsequencesOut,
    CopyIn,
    DoneOut,
    EarlierStepOut,
    ElementIn,
    ExtendIn,
    LaterSuitIn,
    MoveIn,
    ReasonIn,
    SignerIn,
    StepIn,
    SuspendIn,
    ToIn,
    UndoIn,
    WatchedOut,
)
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me

router = under_api("verbs")
Told = DoneOut | ConsequencesOut


def _only(action: Action) -> list[params.Depends]:
    return [params.Depends(ProgramDoor(action))]


def _do(machine: App, case_id: str, verb: Callable[[App], Case | WorkItem], *, foresee: bool) -> Told:
    if foresee:
        return ConsequencesOut.model_validate(look_ahead(machine, case_id.partition(":")[0], verb))
    return DoneOut.of(verb(machine))


@router.get("/tasks/{item_id}/earlier-steps", dependencies=_only(Action.SEND_BACK))
def choices(machine: Machine, me: Me, item_id: str) -> list[EarlierStepOut]:
    """Return the steps to which the case can be sent back from this task."""
    return [EarlierStepOut.model_validate(each) for each in earlier_steps(machine, me, item_id)]


@router.post("/tasks/{item_id}/begin-step", dependencies=_only(Action.DO_TASK))
def begin(
    machine: Machine, me: Me, item_id: str, body: ElementIn, key: Key, *, foresee: bool = False
) -> Told:
    """Begin a step of the ad hoc subprocess in which the task stands, for the first time or again."""
    return _do(
        machine, item_id, lambda app: begin_step(app, me, item_id, body.element, key=key), foresee=foresee
    )


@router.post("/tasks/{item_id}/send-back", dependencies=_only(Action.SEND_BACK))
def back(machine: Machine, me: Me, item_id: str, body: StepIn, key: Key, *, foresee: bool = False) -> Told:
    """Send the case back to an earlier step (退回); what was written stays."""
    return _do(
        machine,
        item_id,
        lambda app: send_back(app, me, item_id, body.element, reason=body.reason, key=key),
        foresee=foresee,
    )


@router.post("/tasks/{item_id}/hand-over", dependencies=_only(Action.HAND_OVER))
def hand_over(machine: Machine, me: Me, item_id: str, body: ToIn, key: Key, *, foresee: bool = False) -> Told:
    """Hand the task over to a colleague (转办)."""
    return _do(
        machine,
        item_id,
        lambda app: hand_over_item(app, me, item_id, body.to, reason=body.reason, key=key),
        foresee=foresee,
    )


@router.post("/tasks/{item_id}/delegate", dependencies=_only(Action.DELEGATE))
def delegate(machine: Machine, me: Me, item_id: str, body: ToIn, key: Key, *, foresee: bool = False) -> Told:
    """Let a colleague prepare the task (委派); it returns to be confirmed."""
    return _do(
        machine,
        item_id,
        lambda app: delegate_item(app, me, item_id, body.to, reason=body.reason, key=key),
        foresee=foresee,
    )


@router.post("/tasks/{item_id}/return", dependencies=_only(Action.DELEGATE))
def give_back(machine: Machine, me: Me, item_id: str, body: Answers, key: Key) -> DoneOut:
    """Return a delegated task to its owner, with what was prepared."""
    return DoneOut.of(return_item(machine, me, item_id, body.answers, key=key))


@router.post("/tasks/{item_id}/signers", dependencies=_only(Action.CHANGE_SIGNERS))
def add(machine: Machine, me: Me, item_id: str, body: SignerIn, key: Key, *, foresee: bool = False) -> Told:
    """Add a signer beside this one (加签)."""
    return _do(
        machine,
        item_id,
        lambda app: add_signer(app, me, item_id, body.who, reason=body.reason, key=key),
        foresee=foresee,
    )


@router.post("/tasks/{item_id}/leave-out", dependencies=_only(Action.CHANGE_SIGNERS))
def leave_out(
    machine: Machine, me: Me, item_id: str, body: ReasonIn, key: Key, *, foresee: bool = False
) -> Told:
    """Leave this signer out (减签)."""
    return _do(
        machine,
        item_id,
        lambda app: remove_signer(app, me, item_id, reason=body.reason, key=key),
        foresee=foresee,
    )


@router.post("/tasks/{item_id}/urge", dependencies=_only(Action.URGE))
def urge(machine: Machine, me: Me, item_id: str, body: ReasonIn, key: Key) -> DoneOut:
    """Urge the task (催办)."""
    return DoneOut.of(urge_item(machine, me, item_id, reason=body.reason, key=key))


@router.post("/cases/{case_id}/withdraw", dependencies=_only(Action.WITHDRAW_STEP))
def withdraw(
    machine: Machine, me: Me, case_id: str, body: ReasonIn, key: Key, *, foresee: bool = False
) -> Told:
    """Take one's own newest step back while nobody acted on it (撤回)."""
    return _do(
        machine,
        case_id,
        lambda app: withdraw_step(app, me, case_id, reason=body.reason, key=key),
        foresee=foresee,
    )


@router.post("/cases/{case_id}/suspend", dependencies=_only(Action.SUSPEND_CASE))
def suspend(
    machine: Machine, me: Me, case_id: str, body: SuspendIn, key: Key, *, foresee: bool = False
) -> Told:
    """Suspend the case and stop its clock (中止)."""
    return _do(
        machine,
        case_id,
        lambda app: suspend_case(app, me, case_id, body.ground, note=body.note, paper=body.paper, key=key),
        foresee=foresee,
    )


@router.post("/cases/{case_id}/resume", dependencies=_only(Action.SUSPEND_CASE))
def resume(machine: Machine, me: Me, case_id: str, key: Key, *, foresee: bool = False) -> Told:
    """Resume the case; its clocks go on (恢复)."""
    return _do(machine, case_id, lambda app: resume_case(app, me, case_id, key=key), foresee=foresee)


@router.post("/cases/{case_id}/extend", dependencies=_only(Action.EXTEND_DEADLINE))
def extend(
    machine: Machine, me: Me, case_id: str, body: ExtendIn, key: Key, *, foresee: bool = False
) -> Told:
    """Extend a statutory period by consents or approval (延长)."""
    extension = Extension(
        length=body.length,
        unit=body.unit,
        consents=tuple(body.consents),
        approval=body.approval,
        paper=body.paper,
    )
    return _do(
        machine,
        case_id,
        lambda app: extend_deadline(app, me, case_id, body.date, extension, key=key),
        foresee=foresee,
    )


@router.post("/cases/{case_id}/copy", dependencies=_only(Action.COPY_CASE))
def copy(machine: Machine, me: Me, case_id: str, body: CopyIn, key: Key) -> DoneOut:
    """Give colleagues a copy, which lets them read (抄送)."""
    return DoneOut.of(copy_case(machine, me, case_id, body.to, key=key))


@router.post("/cases/{case_id}/unwatch", dependencies=_only(Action.READ_CASE))
def unwatch(machine: Machine, me: Me, case_id: str, _: Key) -> WatchedOut:
    """Take the case off the list of those that were copied to the caller."""
    return WatchedOut(stopped=stop_watching(machine, me, case_id))


@router.post("/cases/{case_id}/move", dependencies=_only(Action.MOVE_CASE))
def move(machine: Machine, me: Me, case_id: str, body: MoveIn, key: Key, *, foresee: bool = False) -> Told:
    """Move the case to another step."""
    return _do(
        machine,
        case_id,
        lambda app: move_case(app, me, case_id, body.start, body.element, reason=body.reason, key=key),
        foresee=foresee,
    )


@router.post("/cases/{case_id}/undo", dependencies=_only(Action.UNDO_CASE))
def undo(machine: Machine, me: Me, case_id: str, body: UndoIn, key: Key, *, foresee: bool = False) -> Told:
    """Undo the case to a revision, exactly."""
    return _do(
        machine,
        case_id,
        lambda app: undo_case(app, me, case_id, body.rev, reason=body.reason, key=key),
        foresee=foresee,
    )


@router.post("/cases/{case_id}/later-suit", dependencies=_only(Action.NOTE_LATER_SUIT))
def later_suit(machine: Machine, me: Me, case_id: str, body: LaterSuitIn, key: Key) -> DoneOut:
    """Note a later suit on a closed case (补记)."""
    return DoneOut.of(note_later_suit(machine, me, case_id, on=body.on, result=body.result, key=key))


@router.post("/cases/{case_id}/reopen", status_code=201, dependencies=_only(Action.REOPEN_CASE))
def reopen(machine: Machine, me: Me, case_id: str, body: ReasonIn, key: Key) -> DoneOut:
    """Open a new case linked with this closed one."""
    return DoneOut.of(reopen_case(machine, me, case_id, reason=body.reason, key=key))
