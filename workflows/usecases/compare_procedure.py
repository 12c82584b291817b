"""Tell what changed in a procedure: the draft against what stands, or one published version against another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.procedure import ProcedureVersion
from workflows.engine.changes import Change, changes
from workflows.errors import UnknownProcedureVersion
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.known_procedures import known_procedure
from workflows.usecases.show_procedure import pack_of, scenario_files
from workflows.usecases.working_files import standing_files

Files = Mapping[str, bytes]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What changed, and between which versions; None stands for the draft, and `older` where nothing came before."""

    older: ProcedureVersion | None
    newer: ProcedureVersion | None
    changes: Sequence[Change]


def compare_procedure(app: App, actor: Actor, procedure: str, digest: str = "") -> Compared:
    """Return what version *digest* changed against the one before it; without one, what the draft changes.

    A version holds the parts that it calls, too, so changes of them are told with it. Of what was never published
    nothing is told: all of it is new.

    Raises:
        NotAllowed: the actor's posts have nothing to do with procedures.
        UnknownProcedure: there is no such procedure.
        UnknownProcedureVersion: it has no such version here.
    """
    demand(actor, Action.READ_PROCEDURES)
    with app.store.read() as tx:
        pack = pack_of(tx, actor)
        shelved = known_procedure(app, tx, procedure, pack)
        versions = [each for each in tx.procedures.versions(procedure) if each.pack in ("", pack)]
        if digest:
            return _versions(tx, procedure, versions, digest)
        draft = tx.procedures.draft(procedure)
        scenarios = scenario_files(shelved)
        standing = standing_files(app, tx, pack)[procedure]
        stands = bool(versions) or procedure in app.catalogue.procedures
        told = changes({**scenarios, **standing}, {**scenarios, **draft}) if draft and stands else []
        return Compared(older=next(iter(versions), None), newer=None, changes=told)


def _versions(tx: Tx, procedure: str, versions: Sequence[ProcedureVersion], digest: str) -> Compared:
    place = next((place for place, each in enumerate(versions) if each.digest == digest), None)
    if place is None:
        raise UnknownProcedureVersion(
            f"The procedure {procedure} has no version {digest[:12]} here; look at its list of versions.",
            zh=f"程序 {procedure} 没有版本 {digest[:12]}；请查看版本列表。",
            digest=digest[:12],
        )
    newer, *earlier = versions[place:]
    older = next((each for each in earlier if each.pack == newer.pack), None)
    return Compared(older=older, newer=newer, changes=changes(_files(tx, older), _files(tx, newer)))


def _files(tx: Tx, version: ProcedureVersion | None) -> Files:
    whole = tx.procedures.by_digest(version.digest) if version is not None else None
    return whole.bundle.drawn if whole is not None else {}
