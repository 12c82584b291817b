"""List procedures: what is on the shelf, which versions are published, and what is being changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.procedure import ProcedureVersion
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.known_procedures import known_procedures
from workflows.usecases.procedure_proposal import needs_two, proposal_of
from workflows.usecases.show_procedure import pack_of


@dataclass(frozen=True, kw_only=True)
class ProcedureRow:
    """One procedure: its words, its versions (newest first), and whether somebody has an unpublished draft of it.

    `proposed` says that it waits for a second designer.
    """

    id: str
    title: str
    title_en: str
    kind: str
    versions: tuple[ProcedureVersion, ...]
    drafted: bool
    proposed: bool = False


def list_procedures(app: App, actor: Actor) -> Sequence[ProcedureRow]:
    """Return every procedure, main ones first.

    Raises:
        NotAllowed: the actor's posts have nothing to do with procedures.
    """
    demand(actor, Action.READ_PROCEDURES)
    with app.store.read() as tx:
        pack = pack_of(tx, actor)
        known = known_procedures(app, tx, pack)
        four_eyes = needs_two(app, pack)
        rows = [
            ProcedureRow(
                id=each.id,
                title=each.title,
                title_en=each.title_en,
                kind=each.kind,
                versions=tuple(tx.procedures.versions(each.id)),
                drafted=tx.procedures.draft(each.id) is not None,
                proposed=four_eyes and proposal_of(tx, pack, each.id) is not None,
            )
            for each in known.values()
        ]
    return sorted(rows, key=lambda row: (row.kind != "main", row.id))
