"""Open a case: a number, a frozen version of the procedure, and its first steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseDocument
from workflows.domain.journal import Fact
from workflows.domain.new_id import new_id
from workflows.domain.patch import patch
from workflows.domain.permission import ROLES, Action
from workflows.domain.plain_document import plain
from workflows.domain.procedure import ProcedureVersion
from workflows.errors import UnknownOrganisation, UnknownProcedure
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.advance import Change, advance
from workflows.usecases.app import App
from workflows.usecases.engine_at import engine_at
from workflows.usecases.guard import incidents
from workflows.usecases.once import answered, digest_of, remember


@dataclass(frozen=True, kw_only=True)
class OpenCase:
    """The command: where it is opened, by which procedure (default: the pack's), and what is known already.

    `by` (kind and name) is the message or signal that opens it, with its `payload`.
    """

    pack: str
    org_id: str
    procedure: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    by: tuple[str, str] | None = None
    payload: JsonValue = None


def open_case(app: App, actor: Actor, command: OpenCase, *, key: str = "") -> Case:
    """Return the new case, its first work items open.

    Raises:
        NotAllowed: the actor's posts do not open cases.
        UnknownPack: there is no such pack.
        UnknownOrganisation: there is no such body in the pack, or the actor opens no cases there.
        UnknownProcedure: the procedure was never published.
        InvalidForm: what is known already does not fit the case document.
        StepFailed: the procedure could not begin; an incident was opened.
    """
    must_open_here(actor, command.org_id)
    now = app.clock.now()
    digest = digest_of(
        "open-case", actor.account_id, command.pack, command.org_id, command.procedure, str(command.answers)
    )
    procedure = command.procedure or app.catalogue.pack(command.pack).procedure
    with incidents(app, "", procedure), app.store.write() as tx:
        before = answered(tx, key, digest)
        if isinstance(before, str):
            return _known(tx, before)
        version = newest_version(tx, procedure, command.pack)
        document = patch(first_document(command, now), command.answers)
        case = _new_case(app, tx, actor, command, version, document, now)
        tx.cases.add(case)
        engine = engine_at(app, tx, command.pack, version.digest)
        step = engine.start(
            version.digest,
            case_id=case.id,
            case=plain(document),
            now=now,
            by=command.by,
            payload=command.payload,
        )
        opened = Fact(
            kind="CaseOpened", data={"number": case.number, "procedure": procedure, "version": version.number}
        )
        change = Change(
            actor=actor, command="open-case", now=now, document=document, step=step, facts=(opened,)
        )
        case = advance(app, tx, case, change)
        remember(tx, key, digest, case.id, at=now)
        return case


def must_open_here(actor: Actor, org_id: str) -> None:
    """Let the actor pass who has a post at the body for opening cases; the machine's own open them anywhere.

    Raises:
        NotAllowed: the actor's posts do not open cases.
        UnknownOrganisation: the actor opens no cases at this body.
    """
    demand(actor, Action.OPEN_CASE)
    if not actor.system and org_id not in actor.orgs(*ROLES[Action.OPEN_CASE]):
        raise UnknownOrganisation(
            "You cannot open a case at this body; choose one of your own.",
            zh="您不能以这个机构的名义受理；请选择自己任职的机构。",
            organisation=org_id,
        )


def _known(tx: Tx, case_id: str) -> Case:
    case = tx.cases.get(case_id)
    assert case is not None  # noqa: S101 - the key was kept in the same transaction as the case
    return case


def newest_version(tx: Tx, procedure: str, pack: str) -> ProcedureVersion:
    """Return the version by which a case of *pack* is opened now.

    Raises:
        UnknownProcedure: it was never published.
    """
    version = tx.procedures.newest(procedure, pack=pack)
    if version is None:
        raise UnknownProcedure(
            f"The procedure {procedure!r} has not been published here; publish it first.",
            zh=f"程序 {procedure!r} 尚未发布；请先发布。",
            procedure=procedure,
        )
    return version


def first_document(command: OpenCase, now: datetime) -> CaseDocument:
    """Return what a new case knows before anybody has answered anything."""
    return patch(
        CaseDocument(),
        {
            "handling.org_id": command.org_id,
            "place.org_id": command.org_id,
            "intake.received_on": legal_day(now),
        },
    )


def _new_case(
    app: App,
    tx: Tx,
    actor: Actor,
    command: OpenCase,
    version: ProcedureVersion,
    document: CaseDocument,
    now: datetime,
) -> Case:
    body = tx.directory.organisation(command.org_id)
    if body is None or body.pack != command.pack:
        raise UnknownOrganisation(
            f"There is no organisation {command.org_id!r} in {command.pack}.",
            zh=f"辖区 {command.pack} 中没有机构 {command.org_id!r}。",
            organisation=command.org_id,
        )
    pack = app.catalogue.pack(command.pack)
    year = legal_day(now).year
    seq = tx.numbers.next(f"{command.pack}/case/{year}")
    return Case(
        id=new_id(now),
        number=pack.number("case", year=year, seq=seq, short=body.short or body.name),
        pack=command.pack,
        procedure=version.procedure,
        version=version.digest,
        org_id=command.org_id,
        title=document.claim.title,
        document=document,
        opened_at=now,
        opened_by=actor.account_id,
        sample=pack.sample,
    )
