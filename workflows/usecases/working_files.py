"""The files that designers work on: drafts over what was published last, over what is on the shelf."""

from __future__ import annotations

from collections.abc import Mapping

from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.known_procedures import known_procedures

Files = Mapping[str, bytes]


def standing_files(app: App, tx: Tx, pack: str = "") -> Mapping[str, Files]:
    """Return the files of every procedure as they stand: of the newest version for *pack* that holds them."""
    found: dict[str, dict[str, bytes]] = {}
    known = known_procedures(app, tx, pack)
    missing = set(known)
    versions = [each for each in tx.procedures.versions() if each.pack in ("", pack)]
    for version in sorted(versions, key=lambda each: each.published_at, reverse=True):
        if not missing:
            break
        whole = tx.procedures.by_digest(version.digest)
        for path, content in (whole.bundle.drawn if whole else {}).items():
            owner = path.partition("/")[0]
            if owner in missing:
                found.setdefault(owner, {})[path] = content
        missing -= set(found)
    return {
        each: found.get(each) or _shelved(app, each, pack) or shelved.files for each, shelved in known.items()
    }


def _shelved(app: App, procedure: str, pack: str) -> Files:
    return app.catalogue.procedure(procedure, pack).files if procedure in app.catalogue.procedures else {}


def working_files(app: App, tx: Tx, pack: str = "") -> Mapping[str, Files]:
    """Return the files of every procedure as designers have them: drafts over what stands."""
    standing = standing_files(app, tx, pack)
    drafts = {each: tx.procedures.draft(each) for each in standing}
    return {each: drafts[each] or files for each, files in standing.items()}
