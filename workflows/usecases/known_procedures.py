"""The procedures that designers work on: those on the shelf, and those that were first drawn here."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.catalogue import Shelved, drawn


def known_procedures(app: App, tx: Tx, pack: str = "") -> Mapping[str, Shelved]:
    """Return every procedure by id: on the shelf, drafted here, or published here for *pack*."""
    known = dict(app.catalogue.procedures)
    here = {each.procedure for each in tx.procedures.versions() if each.pack in ("", pack)}
    for ident in sorted({*tx.procedures.drafted(), *here} - set(known)):
        files = tx.procedures.draft(ident) or _published(tx, ident, pack)
        if f"{ident}/procedure.toml" in files:
            known[ident] = drawn(ident, files)
    return known


def known_procedure(app: App, tx: Tx, procedure: str, pack: str = "") -> Shelved:
    """Return one procedure, wherever it was first drawn.

    Raises:
        UnknownProcedure: there is none with this id.
    """
    known = {} if procedure in app.catalogue.procedures else known_procedures(app, tx, pack)
    return known.get(procedure) or app.catalogue.procedure(procedure, pack)


def _published(tx: Tx, procedure: str, pack: str) -> Mapping[str, bytes]:
    version = tx.procedures.newest(procedure, pack=pack)
    files = version.bundle.files if version is not None else {}
    return {path: content for path, content in files.items() if path.startswith(f"{procedure}/")}
