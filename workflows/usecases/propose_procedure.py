"""Propose what was drawn, for another designer to look at and publish."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.check_procedure import must_be_sound
from workflows.usecases.procedure_proposal import Proposal, digest_of_bundles, keep_proposal
from workflows.usecases.show_procedure import pack_of
from workflows.usecases.working_bundles import working_bundles

LONGEST_NOTE = 200


def propose_procedure(app: App, actor: Actor, procedure: str, *, note: str = "") -> Proposal:
    """Return the proposal: the files as they are drawn now, sound; an earlier one of the procedure is replaced.

    Raises:
        NotAllowed: the actor draws no procedures.
        UnknownProcedure: there is no such procedure, or no main procedure calls this part.
        RefusedDiagram: it cannot be run; nothing was proposed.
    """
    demand(actor, Action.DRAW_PROCEDURES)
    with app.store.read() as tx:
        pack = pack_of(tx, actor)
        bundles = working_bundles(app, tx, procedure, pack)
    for bundle in bundles:
        must_be_sound(app, bundle, app.engine(pack).load(bundle), pack)
    proposal = Proposal(
        digest=digest_of_bundles(bundles),
        by=actor.account_id,
        at=app.clock.now(),
        note=note.strip()[:LONGEST_NOTE],
    )
    with app.store.write() as tx:
        keep_proposal(tx, pack, procedure, proposal)
    return proposal
