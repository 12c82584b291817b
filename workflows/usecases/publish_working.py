"""Publish what designers have drawn: the procedure itself, or for a part the main procedures that call it."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.procedure import Bundle, ProcedureVersion
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.procedure_proposal import (
    digest_of_bundles,
    keep_proposal,
    must_be_seen_by_two,
    needs_two,
    proposal_of,
)
from workflows.usecases.publish_procedure import publish_drawn
from workflows.usecases.show_procedure import pack_of
from workflows.usecases.working_bundles import working_bundles


@dataclass(frozen=True, kw_only=True)
class Published:
    """The newest version after publishing; `fresh` is False if nothing had changed."""

    version: ProcedureVersion
    fresh: bool


def publish_working(app: App, actor: Actor, procedure: str, *, note: str = "") -> Published:
    """Return the version that new cases will run on.

    Raises:
        NotAllowed: the actor may not publish.
        UnknownProcedure: there is no such procedure, or no main procedure calls this part.
        RefusedDiagram: it cannot be run; nothing was published.
        ProcedureNotProposed: the place wants four eyes, and this was not proposed as it stands now.
        FourEyesNeeded: the place wants four eyes, and the actor proposed it.
    """
    demand(actor, Action.PUBLISH_PROCEDURES)
    with app.store.read() as tx:
        pack = pack_of(tx, actor)
        bundles = working_bundles(app, tx, procedure, pack)
        if needs_two(app, pack):
            must_be_seen_by_two(tx, actor, pack, procedure, digest_of_bundles(bundles))
    done = [_publish(app, actor, bundle, pack, note) for bundle in bundles]
    with app.store.write() as tx:
        if proposal_of(tx, pack, procedure) is not None:
            keep_proposal(tx, pack, procedure, None)
    return next((each for each in done if each.fresh), done[0])


def _publish(app: App, actor: Actor, bundle: Bundle, pack: str, note: str) -> Published:
    with app.store.read() as tx:
        before = tx.procedures.newest(bundle.procedure, pack=pack)
    version = publish_drawn(app, actor, bundle, pack=pack, note=note)
    return Published(version=version, fresh=before is None or before.digest != version.digest)
