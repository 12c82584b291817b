"""Show a procedure as its designer has it: files, what of them is changed, versions, scenarios."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflows.domain.actor import Actor
from workflows.domain.permission import Action
from workflows.domain.procedure import ProcedureVersion
from workflows.errors import RefusedXml, UnknownProcedure, UnknownProcedureFile
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.called_procedures import callers_of, calls_of
from workflows.usecases.catalogue import Shelved
from workflows.usecases.known_procedures import known_procedure, known_procedures
from workflows.usecases.procedure_proposal import Proposal, digest_of_bundles, needs_two, proposal_of
from workflows.usecases.working_bundles import working_bundles
from workflows.usecases.working_files import standing_files, working_files

_NAME = re.compile(r"^(?:名称|name):(.+)$", re.MULTILINE)


class FileKind(StrEnum):
    """What a file of a procedure is, by its name."""

    DIAGRAM = "diagram"
    TABLE = "table"
    FORM = "form"
    SCENARIO = "scenario"
    TEXT = "text"


@dataclass(frozen=True, kw_only=True)
class FileView:
    """One file: its path below bpmn/procedures, its kind and size, and whether the draft differs from what stands.

    `title` is what a scenario calls itself.
    """

    path: str
    name: str
    kind: FileKind
    size: int
    changed: bool
    title: str = ""


@dataclass(frozen=True, kw_only=True)
class ProcedureView:
    """One procedure on the designer's desk; `own` ones were first drawn here.

    `calls` are the procedures that its diagram calls, `callers` those that call it. `four_eyes` says that the place
    lets nobody publish alone; `proposal` then waits for somebody else than `proposer`, unless `outdated`: files were
    changed since.
    """

    procedure: Shelved
    files: tuple[FileView, ...]
    versions: tuple[ProcedureVersion, ...]
    drafted: bool
    own: bool = False
    calls: tuple[Shelved, ...] = ()
    callers: tuple[Shelved, ...] = ()
    four_eyes: bool = False
    proposal: Proposal | None = None
    proposer: str = ""
    outdated: bool = False


def kind_of(path: str) -> FileKind:
    """Return what the file at *path* is."""
    if path.endswith(".yaml"):
        return FileKind.SCENARIO
    endings = {".bpmn": FileKind.DIAGRAM, ".dmn": FileKind.TABLE, ".json": FileKind.FORM}
    return endings.get(path[path.rfind(".") :], FileKind.TEXT)


def show_procedure(app: App, actor: Actor, procedure: str) -> ProcedureView:
    """Return the procedure with its draft, if there is one.

    Raises:
        NotAllowed: the actor's posts have nothing to do with procedures.
        UnknownProcedure: there is none with this id.
    """
    demand(actor, Action.READ_PROCEDURES)
    with app.store.read() as tx:
        shelved = known_procedure(app, tx, procedure, pack_of(tx, actor))
        shelf = standing_files(app, tx, pack_of(tx, actor))
        standing = {**scenario_files(shelved), **shelf[procedure]}
        known = known_procedures(app, tx, pack_of(tx, actor))
        draft = tx.procedures.draft(procedure)
        files = standing if draft is None else {**scenario_files(shelved), **draft}
        views = (
            FileView(
                path=path,
                name=path.partition("/")[2],
                kind=kind_of(path),
                size=len(content),
                changed=draft is not None and standing.get(path) != content,
                title=_title(path, content),
            )
            for path, content in files.items()
        )
        pack = pack_of(tx, actor)
        four_eyes = needs_two(app, pack)
        proposal = proposal_of(tx, pack, procedure) if four_eyes else None
        proposer = tx.directory.account(proposal.by) if proposal else None
        return ProcedureView(
            four_eyes=four_eyes,
            outdated=proposal is not None and proposal.digest != _digest_now(app, tx, procedure, pack),
            proposal=proposal,
            proposer=proposer.name if proposer else "",
            procedure=shelved,
            files=tuple(sorted(views, key=lambda view: (list(FileKind).index(view.kind), view.path))),
            versions=tuple(tx.procedures.versions(procedure)),
            drafted=draft is not None,
            own=procedure not in app.catalogue.procedures,
            calls=_named(known, calls_of(files)),
            callers=_named(known, callers_of(procedure, shelf)),
        )


def scenario_files(shelved: Shelved) -> Mapping[str, bytes]:
    """Return the scenarios on the shelf beside a procedure, by path; one of that name in a draft goes before them."""
    return {f"{shelved.id}/scenarios/{name}": content for name, content in shelved.scenarios.items()}


def _digest_now(app: App, tx: Tx, procedure: str, pack: str) -> str:
    """Return the digest of what would be published now, "" where the draft is too broken to be published at all."""
    try:
        return digest_of_bundles(working_bundles(app, tx, procedure, pack))
    except (RefusedXml, UnknownProcedure):
        return ""


def _title(path: str, content: bytes) -> str:
    found = _NAME.search(content.decode("utf-8", "replace")) if kind_of(path) is FileKind.SCENARIO else None
    return found.group(1).strip().strip("\"'") if found else ""


def _named(known: Mapping[str, Shelved], ids: Iterable[str]) -> tuple[Shelved, ...]:
    return tuple(known[each] for each in sorted(ids) if each in known)


def read_procedure_file(app: App, actor: Actor, procedure: str, path: str) -> bytes:
    """Return a file of the procedure as the designer has it, byte for byte.

    Raises:
        NotAllowed: the actor's posts have nothing to do with procedures.
        UnknownProcedure: there is no such procedure.
        UnknownProcedureFile: it has no such file.
    """
    demand(actor, Action.READ_PROCEDURES)
    with app.store.read() as tx:
        shelved = known_procedure(app, tx, procedure, pack_of(tx, actor))
        files = {**scenario_files(shelved), **working_files(app, tx, pack_of(tx, actor))[procedure]}
    if path not in files:
        raise UnknownProcedureFile(
            f"The procedure {procedure} has no file {path!r}.",
            zh=f"程序 {procedure} 没有文件 {path!r}。",
            file=path,
        )
    return files[path]


def pack_of(tx: Tx, actor: Actor) -> str:
    """Return the pack of the place in which the designer works, "" for none."""
    bodies = (tx.directory.organisation(org_id) for org_id in sorted(actor.orgs()))
    return next((body.pack for body in bodies if body is not None), "")
