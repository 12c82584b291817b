"""Begin a case: open it at a body in which the actor works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.organisation import Organisation
from workflows.domain.permission import ROLES, Action
from workflows.domain.procedure import ProcedureVersion
from workflows.errors import UnknownOrganisation, UnknownProcedure
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.open_case import OpenCase, open_case


def intake_bodies(app: App, actor: Actor) -> Sequence[Organisation]:
    """Return the bodies at which the actor may open cases, by name."""
    with app.store.read() as tx:
        return intake_bodies_in(tx, actor)


def intake_bodies_in(tx: Tx, actor: Actor) -> Sequence[Organisation]:
    """Return the same within an open transaction."""
    found = tx.directory.bodies(actor.orgs(*ROLES[Action.OPEN_CASE]))
    return sorted(found.values(), key=lambda body: body.name)


def intake_procedures(app: App, actor: Actor) -> Sequence[ProcedureVersion]:
    """Return the newest version of each procedure by which the actor may open a case."""
    packs = {body.pack for body in intake_bodies(app, actor)}
    newest: dict[str, ProcedureVersion] = {}
    with app.store.read() as tx:
        for version in tx.procedures.versions():
            if version.pack in packs | {""} and _is_main(app, version):
                known = newest.get(version.procedure)
                if known is None or known.number < version.number:
                    newest[version.procedure] = version
    usual = {app.catalogue.pack(pack).procedure for pack in packs}
    return sorted(newest.values(), key=lambda version: (version.procedure not in usual, version.title))


def _is_main(app: App, version: ProcedureVersion) -> bool:
    """Tell whether cases open with it; what was first drawn here is published only where it is a main one."""
    try:
        return app.catalogue.procedure(version.procedure, version.pack).kind == "main"
    except UnknownProcedure:
        return True


def begin_case(
    app: App, actor: Actor, org_id: str, known: Mapping[str, Any], *, procedure: str = "", key: str = ""
) -> Case:
    """Return the new case.

    Raises:
        NotAllowed: the actor's posts do not open cases.
        UnknownOrganisation: the actor opens no cases at this body.
        UnknownProcedure: there is no such published procedure.
        InvalidForm: what is known already does not fit the case document.
        StepFailed: the procedure could not begin; an incident was opened.
    """
    demand(actor, Action.OPEN_CASE)
    body = next((each for each in intake_bodies(app, actor) if each.id == org_id), None)
    if body is None:
        raise UnknownOrganisation(
            "You cannot open a case at this body; choose one of your own.",
            zh="您不能以这个机构的名义受理；请选择自己任职的机构。",
            organisation=org_id,
        )
    return open_case(
        app, actor, OpenCase(pack=body.pack, org_id=body.id, procedure=procedure, answers=known), key=key
    )
