"""Submit a form: a person answers what a step asks, and the case moves on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from workflows.clock import CHINA
from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseDocument, CaseStatus
from workflows.domain.form import Form, as_json
from workflows.domain.journal import Fact
from workflows.domain.patch import patch
from workflows.domain.plain_document import plain
from workflows.domain.shown_only import with_shown, without_shown
from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.errors import CaseNotOpen, TaskAlreadyDone, UnknownTask
from workflows.store import Tx
from workflows.usecases.access import demand_own
from workflows.usecases.advance import Change, advance
from workflows.usecases.app import App
from workflows.usecases.engine_at import engine_of
from workflows.usecases.find_form import find_form
from workflows.usecases.guard import incidents
from workflows.usecases.hidden_fields import hiding
from workflows.usecases.hold_to_signing import hold_to_signing
from workflows.usecases.identity_numbers import BIRTH_AND_SEX, with_birth_and_sex
from workflows.usecases.may_hold import heir_of
from workflows.usecases.once import answered, digest_of, remember, used

Admit = Callable[[Tx, WorkItem, Case], Mapping[str, Any]]
"""Lets somebody do a work item, or refuses by raising; returns the answers as they are to be handed in."""


def submit_form(
    app: App,
    actor: Actor,
    item_id: str,
    answers: Mapping[str, Any],
    *,
    key: str = "",
    admit: Admit | None = None,
) -> Case:
    """Return the case after the work item *item_id* was done with *answers* (nested or with dotted keys).

    The work item is flipped by compare-and-set before the engine runs, so of two people one wins and the other
    is told who. *admit* is asked in the same transaction, so that nothing changes between its look and the step.

    Raises:
        UnknownTask: there is no such work item, or it is not theirs to see.
        NotAllowed: the step belongs to somebody else.
        TaskAlreadyDone: somebody else did it; `where` says who and when.
        CaseNotOpen: the case is suspended.
        InvalidForm: an answer cannot be accepted.
        StepFailed: the engine could not go on; an incident was opened.
    """
    now = app.clock.now()
    case_id, _, _ = item_id.partition(":")
    subject = f"form:{item_id}@{actor.account_id}"
    with incidents(app, case_id, item_id, subject=subject), app.store.write() as tx:
        item, case = _item_and_case(tx, item_id)
        if not used(tx, key):  # a key is bound to the one who used it: they get their answer again
            demand_own(tx, actor, item)
        if admit is not None:
            answers = admit(tx, item, case)
        digest = digest_of("submit-form", actor.account_id, item_id, str(answers))
        if isinstance(answered(tx, key, digest), str):
            return case
        if item.status is not WorkStatus.OPEN:
            raise already_done(tx, item)
        must_run(case)
        if item.owner and item.owner != actor.account_id:
            back_to_owner(tx, case, item, actor, answers, now)
            remember(tx, key, digest, case.id, at=now)
            return case
        if not tx.work.claim_done(item_id, by=actor.account_id, at=now):
            raise already_done(tx, tx.work.get(item_id) or item)
        case = _done(app, tx, case, item, actor, answers, now)
        tx.drafts.drop(item_id)
        remember(tx, key, digest, case.id, at=now)
        return case


def in_place_of(actor: Actor, item: WorkItem) -> dict[str, JsonValue]:
    """Return what a fact says beside its author where the actor does this for somebody who is absent."""
    return {"for": item.assignee} if item.assignee in actor.stands_for else {}


def must_run(case: Case) -> None:
    """Let a case pass in which something can be done now.

    Raises:
        CaseNotOpen: it is suspended.
    """
    if case.status is CaseStatus.SUSPENDED:
        raise CaseNotOpen(
            "The case is suspended; resume it under “Other operations”, then hand this in.",
            zh="案件处于中止状态；请先在“其他操作”中恢复，再提交。",
            case=case.number,
        )


def back_to_owner(
    tx: Tx, case: Case, item: WorkItem, actor: Actor, answers: Mapping[str, Any], now: datetime
) -> None:
    """Put what a delegate handed in before the owner, as a draft to be confirmed; the case does not move yet.

    Where the owner has left, the step goes to its queue, and the draft waits for whoever takes it.
    """
    heir = heir_of(tx, item)
    if answers:
        tx.drafts.put(item.id, heir, as_json(dict(answers)), at=now)
    tx.work.assign(item.id, heir)
    data = {"to": heir, **in_place_of(actor, item)}
    fact = Fact(kind="TaskReturned" if heir else "TaskReturnedToQueue", element=item.element, data=data)
    tx.journal.append(case.id, case.rev, [fact], at=now, actor=actor.account_id)


def already_done(tx: Tx, item: WorkItem) -> TaskAlreadyDone:
    """Return the refusal that names who did the work item and when."""
    who = tx.directory.account(item.done_by)
    name = who.name if who else item.done_by
    at = f"{item.done_at.astimezone(CHINA):%Y-%m-%d %H:%M}" if item.done_at else ""
    if item.status is WorkStatus.CANCELLED:
        return TaskAlreadyDone(
            "The procedure has moved on and this task is not needed any more; look at your work list again.",
            zh="程序已经往前走，这项待办不再需要；请重新查看待办列表。",
            item=item.id,
            case_id=item.case_id,
        )
    return TaskAlreadyDone(
        f"{name} has already done this task ({at}).",
        zh=f"{name} 已于 {at} 办理了这项待办。",
        item=item.id,
        case_id=item.case_id,
        done_by=item.done_by,
        done_at=at,
    )


def _item_and_case(tx: Tx, item_id: str) -> tuple[WorkItem, Case]:
    item = tx.work.get(item_id)
    case = tx.cases.get(item.case_id, lock=True) if item is not None else None
    if item is None or case is None:
        raise UnknownTask(zh="没有这项待办，或者不归您办；请重新查看待办列表。", item=item_id)
    return item, case


def _done(
    app: App, tx: Tx, case: Case, item: WorkItem, actor: Actor, answers: Mapping[str, Any], now: datetime
) -> Case:
    document, changed = case.document, {}
    if item.form:
        form = find_form(app, tx, case, item.form)
        changed = check_answers(form, document, answers, now)
        undone = "parties" in changed and not document.parties and _had_parties(tx, case)
        document = patch(document, changed, append=item.properties.get("append", ""), undone=undone)
        hold_to_signing(app, tx, case, document, changed, now)
    step = engine_of(app, tx, case).complete(
        case.version,
        case.state,
        item.id.removeprefix(f"{case.id}:"),
        case_id=case.id,
        case=plain(document),
        now=now,
    )
    fact = Fact(
        kind="FormSubmitted",
        element=item.element,
        data={"form": item.form, "paths": list[JsonValue](sorted(changed)), **in_place_of(actor, item)},
    )
    return advance(
        app,
        tx,
        case,
        Change(actor=actor, command="submit-form", now=now, document=document, step=step, facts=(fact,)),
    )


def _had_parties(tx: Tx, case: Case) -> bool:
    """Return whether an earlier revision, undone since, had parties: links and facts may still name them."""
    earlier = (tx.cases.revision(case.id, rev) for rev in range(case.rev))
    return any(each is not None and bool(each.document.parties) for each in earlier)


def check_answers(
    form: Form, document: CaseDocument, answers: Mapping[str, Any], now: datetime
) -> dict[str, Any]:
    """Return the accepted answers; conditions of the form see the case and the answers themselves.

    A party's identity number tells birth and sex where they are empty, so that nobody misses that an heir is a minor.

    Raises:
        InvalidForm: an answer cannot be accepted, or would change what the form only shows.
    """
    told = with_birth_and_sex(answers) if _asked_of_parties(form) >= BIRTH_AND_SEX else answers
    given = with_shown(form, document, told)
    return without_shown(form, document, form.check(given, hiding(document, answers, now)))


def _asked_of_parties(form: Form) -> set[str]:
    return {item.path for each in form.fields if each.path == "parties" for item in each.items}
