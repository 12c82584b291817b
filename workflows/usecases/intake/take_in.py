"""Take a dispute in: open the case, hand in its first form and attach what was brought, from one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import JsonValue

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.form import as_json
from workflows.domain.permission import Action
from workflows.errors import InvalidInput
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.begin_case import begin_case
from workflows.usecases.hand_in import hand_in
from workflows.usecases.identity_numbers import with_birth_and_sex
from workflows.usecases.intake.accept_file import Upload, accept_file
from workflows.usecases.intake.attach_files import attach_files
from workflows.usecases.intake.first_form import FirstForm, first_form
from workflows.usecases.next_item import next_item
from workflows.usecases.save_draft import LARGEST


@dataclass(frozen=True, kw_only=True)
class TakeIn:
    """The command: where, by which procedure, what was answered and what was brought."""

    org_id: str
    procedure: str = ""
    answers: Mapping[str, Any]
    files: Sequence[Upload] = ()


def take_in(app: App, actor: Actor, wish: TakeIn, *, key: str = "") -> Case:
    """Return the new case with its first step done; the same key again gives the same case.

    Everything is checked before anything is kept, so that a refused page opens no case.

    Raises:
        NotAllowed: the actor's posts do not open cases.
        UnknownOrganisation: the actor opens no cases at this body.
        UnknownProcedure: there is no such published procedure.
        InvalidForm: an answer cannot be accepted.
        FileEmpty, FileTooLarge, FileKindRefused, PhotoKindRefused, PackedFileRefused: a file cannot be kept.
        StepFailed: the procedure could not go on; what was typed waits as the draft of its first step.
    """
    before = _taken_in(app, key)
    if before is not None:
        return before
    first = first_form(app, actor, wish.org_id, wish.procedure)
    answers = with_birth_and_sex(wish.answers)
    first.check(answers)
    for file in wish.files:
        accept_file(file)
    title = _title(answers)
    case = begin_case(
        app,
        actor,
        first.body.id,
        {"claim.title": title} if title else {},
        procedure=first.version.procedure,
        key=key,
    )
    if wish.files:
        attach_files(app, actor, case.id, wish.files)
    if first.form is not None:
        case = _first_step(app, actor, case, answers, key)
    with app.store.write() as tx:
        tx.drafts.drop(_own(first, actor))
    return case


def keep_draft(app: App, actor: Actor, first: FirstForm, answers: Mapping[str, JsonValue]) -> None:
    """Keep what was typed on the window's page so far, for the one who typed it.

    Raises:
        InvalidInput: it is larger than a draft may be.
        NotAllowed: the actor's posts do not open cases.
    """
    demand(actor, Action.OPEN_CASE)
    if len(str(answers)) > LARGEST:
        raise InvalidInput(
            "This draft is too large to keep; shorten the texts.", zh="草稿内容过多，无法保存；请精简后再试。"
        )
    with app.store.write() as tx:
        tx.drafts.put(_own(first, actor), actor.account_id, as_json(dict(answers)), at=app.clock.now())


def drafted(app: App, actor: Actor, first: FirstForm) -> dict[str, Any] | None:
    """Return what the actor typed on this page and has not sent yet, or None."""
    with app.store.read() as tx:
        kept = tx.drafts.get(_own(first, actor), actor.account_id)
    return kept if isinstance(kept, dict) else None


def drop_draft(app: App, actor: Actor, first: FirstForm) -> None:
    """Forget what the actor typed on this page."""
    demand(actor, Action.OPEN_CASE)
    with app.store.write() as tx:
        tx.drafts.drop(_own(first, actor))


def _own(first: FirstForm, actor: Actor) -> str:
    # A draft of the window belongs to no case yet; it is its writer's alone, so dropping it drops nobody else's.
    return f"{first.draft}@{actor.account_id}"


def _taken_in(app: App, key: str) -> Case | None:
    """Return the case that this key has already taken in, its first step done."""
    if not key:
        return None
    with app.store.read() as tx:
        known = tx.keys.get(f"{key}:first")
        return tx.cases.get(known[1]) if known is not None and isinstance(known[1], str) else None


def _first_step(app: App, actor: Actor, case: Case, answers: Mapping[str, Any], key: str) -> Case:
    item = next_item(app, actor, case.id)
    if item is None:
        return case
    with app.store.write() as tx:
        tx.drafts.put(item.id, actor.account_id, as_json(dict(answers)), at=app.clock.now())
    return hand_in(app, actor, item.id, answers, key=f"{key}:first" if key else "")


def _title(answers: Mapping[str, Any]) -> str:
    claim = answers.get("claim")
    return str(claim.get("title") or "").strip() if isinstance(claim, Mapping) else ""
