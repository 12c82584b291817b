"""Read the court package of a case: the one that was filed last, for those who may read its papers."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from workflows.domain.actor import Actor
from workflows.domain.journal import JournalEntry
from workflows.domain.package import CourtPackage
from workflows.domain.permission import Action
from workflows.errors import UnknownPackage
from workflows.store import Tx
from workflows.usecases.access import readable_case
from workflows.usecases.app import App
from workflows.usecases.assemble_package import Assembled

FILED = "FiledWithCourt"


def keep_package(app: App, package: Assembled) -> Mapping[str, JsonValue]:
    """Keep the file and return what the fact of filing says of it: digests and size, nothing personal."""
    return {
        "package": app.files.put(package.content),
        "manifest": package.manifest,
        "size": len(package.content),
    }


def find_package(tx: Tx, case_id: str) -> CourtPackage | None:
    """Return the package filed last for this case, or None."""
    for entry in reversed(tx.journal.of_case(case_id)):
        if entry.fact.kind == FILED and entry.fact.data.get("package"):
            return _package(entry)
    return None


def read_package(app: App, actor: Actor, case_id: str) -> tuple[CourtPackage, bytes, str]:
    """Return the package filed last, its file, and a name to save it under.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
        UnknownPackage: none was filed yet.
    """
    with app.store.read() as tx:
        case = readable_case(tx, actor, case_id, Action.READ_PAPER)
        package = find_package(tx, case_id)
    if package is None:
        raise UnknownPackage(zh="本案尚未移送司法确认材料，或者不归您查看；请查看案件经过。", case=case_id)
    return package, app.files.get(package.sha256), f"{case.number}-司法确认材料.zip"


def _package(entry: JournalEntry) -> CourtPackage:
    data = entry.fact.data
    return CourtPackage(
        case_id=entry.case_id,
        sha256=str(data["package"]),
        manifest=str(data.get("manifest", "")),
        size=int(str(data.get("size", 0))),
        filed_at=entry.at.isoformat(timespec="seconds"),
    )
