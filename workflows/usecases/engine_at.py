"""The engine with one version loaded, ready to run a case of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict

from workflows.domain.case import Case, CaseDocument
from workflows.domain.plain_document import plain
from workflows.errors import UnknownProcedure
from workflows.store import Tx
from workflows.usecases.app import App, Engine


class Around(TypedDict):
    """What the engine is told with each step: whose case, what is known of it, and when."""

    case_id: str
    case: Mapping[str, Any]
    now: datetime


def around(case: Case, now: datetime, document: CaseDocument | None = None) -> Around:
    """Return what surrounds a step of *case* at *now*, with *document* where it has just changed."""
    return Around(case_id=case.id, case=plain(document or case.document), now=now)


def engine_at(app: App, tx: Tx, pack: str, digest: str) -> Engine:
    """Return the engine of *pack* with the published version *digest* in its cache.

    Raises:
        UnknownProcedure: no such version was ever published here.
    """
    engine = app.engine(pack)
    if not engine.knows(digest):
        version = tx.procedures.by_digest(digest)
        if version is None:
            raise UnknownProcedure(
                f"The version {digest[:12]} of this procedure is not in the store.", digest=digest
            )
        engine.load(version.bundle)
    return engine


def engine_of(app: App, tx: Tx, case: Case) -> Engine:
    """Return the engine with the version that *case* runs on."""
    return engine_at(app, tx, case.pack, case.version)
