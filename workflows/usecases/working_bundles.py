"""What publishing freezes: the whole bundles of a procedure as designers have it now."""

from __future__ import annotations

from workflows.domain.procedure import Bundle
from workflows.errors import UnknownProcedure
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.known_procedures import known_procedure, known_procedures
from workflows.usecases.working_files import working_files


def working_bundles(app: App, tx: Tx, procedure: str, pack: str) -> list[Bundle]:
    """Return what publishing *procedure* freezes as it is drawn now: itself, or the main procedures that call it.

    Raises:
        UnknownProcedure: there is no such procedure, or no main procedure calls this part.
    """
    asked = known_procedure(app, tx, procedure, pack)
    working = working_files(app, tx, pack)
    if asked.kind == "main":
        return [app.catalogue.bundle(procedure, pack, working)]
    mains = (each.id for each in known_procedures(app, tx, pack).values() if each.kind == "main")
    bundles = (app.catalogue.bundle(main, pack, working) for main in mains)
    calling = [each for each in bundles if f"{procedure}/procedure.toml" in each.files]
    if not calling:
        raise UnknownProcedure(
            f"No main procedure calls the part {procedure!r}; call it from one, then publish.",
            zh=f"没有主程序调用分程序 {procedure!r}；请先在主程序中调用，再发布。",
            procedure=procedure,
        )
    return calling
