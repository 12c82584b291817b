"""Find a published version of a procedure; what was published never changes, so it is fetched once a process."""

from __future__ import annotations

from workflows.domain.procedure import ProcedureVersion
from workflows.store import Tx
from workflows.usecases.app import App


def find_version(app: App, tx: Tx, digest: str) -> ProcedureVersion | None:
    """Return the version with this digest, its bundle included; None if it was never published here.

    Only for reading transactions: what a writing one has published may yet be undone.
    """
    known = app.versions.get(digest)
    if known is None:
        known = tx.procedures.by_digest(digest)
        if known is not None:
            app.versions[digest] = known
    return known
