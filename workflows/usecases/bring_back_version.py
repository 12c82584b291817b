"""Bring back an earlier version of a procedure as a draft, to look at, change and publish like any other."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.errors import DraftInTheWay, UnknownProcedureVersion
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.known_procedures import known_procedure
from workflows.usecases.show_procedure import pack_of
from workflows.usecases.working_files import standing_files


def bring_back_version(app: App, actor: Actor, procedure: str, digest: str) -> tuple[str, ...]:
    """Return the procedures of which there is a draft now: the main one and the parts that read otherwise then.

    What is published stays in force until the draft is published.

    Raises:
        NotAllowed: the actor is no designer.
        UnknownProcedure: there is no such procedure.
        UnknownProcedureVersion: it has no such version here.
        DraftInTheWay: somebody draws one of them just now; nothing was changed.
    """
    demand(actor, Action.DRAW_PROCEDURES)
    with app.store.write() as tx:
        pack = pack_of(tx, actor)
        known_procedure(app, tx, procedure, pack)
        standing = standing_files(app, tx, pack)
        wanted = {
            owner: files
            for owner, files in _files(tx, procedure, digest, pack).items()
            if owner in standing and dict(standing[owner]) != files
        }
        drawn = sorted(owner for owner in wanted if tx.procedures.draft(owner) is not None)
        if drawn:
            raise DraftInTheWay(
                f"There are drafts of {', '.join(drawn)}; publish or drop them first, then bring the version back.",
                zh=f"{'、'.join(drawn)} 有未发布的草稿；请先发布或者放弃，再恢复旧版本。",
                procedures=", ".join(drawn),
            )
        for owner, files in wanted.items():
            tx.procedures.put_draft(owner, files, by=actor.account_id, at=app.clock.now())
    return tuple(sorted(wanted))


def _files(tx: Tx, procedure: str, digest: str, pack: str) -> Mapping[str, dict[str, bytes]]:
    version = tx.procedures.by_digest(digest)
    if version is None or version.procedure != procedure or version.pack not in ("", pack):
        raise UnknownProcedureVersion(
            f"The procedure {procedure} has no version {digest[:12]} here; look at its list of versions.",
            zh=f"程序 {procedure} 没有版本 {digest[:12]}；请查看版本列表。",
            digest=digest[:12],
        )
    found: dict[str, dict[str, bytes]] = {}
    for path, content in version.bundle.drawn.items():
        found.setdefault(path.partition("/")[0], {})[path] = content
    return found
