"""Four eyes for procedures, where a place wants them: what one designer proposed, another one publishes, unchanged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from workflows.domain.actor import Actor
from workflows.domain.canonical import canonical, sha256
from workflows.domain.procedure import Bundle
from workflows.errors import FourEyesNeeded, ProcedureNotProposed
from workflows.store import Tx
from workflows.usecases.app import App


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What waits for a second designer: the digest of the files as they were proposed, by whom, when, and why."""

    digest: str
    by: str
    at: datetime
    note: str = ""


def needs_two(app: App, pack: str) -> bool:
    """Return whether *pack* (`[designing] four_eyes = true` in its `pack.toml`) lets nobody publish alone."""
    designing = app.catalogue.pack(pack).data.get("designing", {}) if pack else {}
    return bool(designing.get("four_eyes", False))


def digest_of_bundles(bundles: Iterable[Bundle]) -> str:
    """Return one digest of all files that would be published together."""
    files: dict[str, JsonValue] = {
        name: sha256(content) for bundle in bundles for name, content in bundle.files.items()
    }
    return sha256(canonical(files))


def proposal_of(tx: Tx, pack: str, procedure: str) -> Proposal | None:
    """Return what waits of a procedure, None if nothing does."""
    kept = tx.settings.get(_name(pack, procedure))
    if not isinstance(kept, dict):
        return None
    words = {name: str(kept.get(name) or "") for name in ("digest", "by", "note")}
    return Proposal(at=datetime.fromisoformat(str(kept["at"])), **words)


def keep_proposal(tx: Tx, pack: str, procedure: str, proposal: Proposal | None) -> None:
    """Keep what is proposed; None forgets it."""
    kept = None if proposal is None else {**vars(proposal), "at": proposal.at.isoformat()}
    tx.settings.put(_name(pack, procedure), kept)


def must_be_seen_by_two(tx: Tx, actor: Actor, pack: str, procedure: str, digest: str) -> None:
    """Let somebody publish what a colleague proposed, as it was proposed.

    Raises:
        ProcedureNotProposed: nothing is proposed, or it was changed since.
        FourEyesNeeded: the actor proposed it.
    """
    proposal = proposal_of(tx, pack, procedure)
    if proposal is None or proposal.digest != digest:
        raise ProcedureNotProposed(
            zh="本地规定程序由一人提交、另一人发布：现在的内容还没有提交审核，或者提交后又改过；请先提交审核。",
            procedure=procedure,
        )
    if proposal.by == actor.account_id:
        raise FourEyesNeeded(zh="这一版由您提交，须由另一位同事审核发布；请联系同事。", procedure=procedure)


def _name(pack: str, procedure: str) -> str:
    return f"proposal:{pack}:{procedure}"
