"""Procedures: files, checking, rehearsing, publishing."""

from __future__ import annotations

from fastapi import Depends, Response

from workflows.domain.permission import Action
from workflows.usecases.bring_back_version import bring_back_version
from workflows.usecases.carry_procedure import export_procedure, import_procedure
from workflows.usecases.check_procedure import check_procedure
from workflows.usecases.compare_procedure import compare_procedure
from workflows.usecases.draw_procedure import drop_draft, remove_file, save_file
from workflows.usecases.list_case_fields import list_case_fields
from workflows.usecases.list_procedures import list_procedures
from workflows.usecases.new_procedure import NewProcedure, delete_procedure, new_procedure
from workflows.usecases.propose_procedure import propose_procedure
from workflows.usecases.publish_working import publish_working
from workflows.usecases.rehearse_procedure import rehearse_procedure
from workflows.usecases.show_procedure import read_procedure_file, show_procedure
from workflows.web.api.ground import BYTES, Content, under_api
from workflows.web.api.procedure_models import (
    BroughtBackOut,
    CarriedOut,
    CaseFieldOut,
    ComparedOut,
    FileOut,
    FindingOut,
    NewProcedureIn,
    ProcedureFilesOut,
    ProcedureOut,
    ProposalOut,
    PublishedOut,
    PublishIn,
    RehearsedOut,
    SavedOut,
    VersionOut,
)
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me

router = under_api("procedures", "/procedures")
READ = [Depends(ProgramDoor(Action.READ_PROCEDURES))]
DRAW = [Depends(ProgramDoor(Action.DRAW_PROCEDURES))]


@router.get("", dependencies=READ)
def procedures(machine: Machine, me: Me) -> list[ProcedureOut]:
    """Return every procedure with its versions."""
    return [ProcedureOut.model_validate(each) for each in list_procedures(machine, me)]


@router.post("", status_code=201, dependencies=DRAW)
def make(machine: Machine, me: Me, body: NewProcedureIn, _: Key) -> ProcedureFilesOut:
    """Make a new procedure as a draft: blank, or with every file of a template under the new id."""
    return one(machine, me, new_procedure(machine, me, NewProcedure(**body.model_dump())))


@router.post("/import", dependencies=DRAW)
def take_in(machine: Machine, me: Me, content: Content, _: Key) -> CarriedOut:
    """Take over the package of a procedure as drafts; what stands here already stays."""
    return CarriedOut.model_validate(import_procedure(machine, me, content))


@router.get("/{procedure}/package", dependencies=READ, responses=BYTES, response_class=Response)
def package(machine: Machine, me: Me, procedure: str) -> Response:
    """Return the procedure with everything that it calls, for another place, as a ZIP."""
    return Response(export_procedure(machine, me, procedure), media_type="application/zip")


@router.delete("/{procedure}", status_code=204, dependencies=DRAW)
def delete(machine: Machine, me: Me, procedure: str, _: Key) -> Response:
    """Forget a procedure that was drawn here and never published."""
    delete_procedure(machine, me, procedure)
    return Response(status_code=204)


@router.get("/fields", dependencies=READ)
def fields(machine: Machine, me: Me) -> list[CaseFieldOut]:
    """Return every field that an expression may read and a form may ask, with what forms call it."""
    return [CaseFieldOut.model_validate(each) for each in list_case_fields(machine, me)]


@router.get("/{procedure}", dependencies=READ)
def one(machine: Machine, me: Me, procedure: str) -> ProcedureFilesOut:
    """Return one procedure with its files as the designer has them."""
    view = show_procedure(machine, me, procedure)
    return ProcedureFilesOut(
        id=view.procedure.id,
        title=view.procedure.title,
        drafted=view.drafted,
        four_eyes=view.four_eyes,
        proposal=ProposalOut.model_validate(view.proposal) if view.proposal else None,
        outdated=view.outdated,
        files=[FileOut.model_validate(each) for each in view.files],
        versions=[VersionOut.model_validate(each) for each in view.versions],
    )


@router.get("/{procedure}/changes", dependencies=READ)
def changed(machine: Machine, me: Me, procedure: str, version: str = "") -> ComparedOut:
    """Return in words what the draft changes, or what a published version changed against the one before it."""
    return ComparedOut.model_validate(compare_procedure(machine, me, procedure, version))


@router.get("/{procedure}/files/{name:path}", dependencies=READ, responses=BYTES, response_class=Response)
def read(machine: Machine, me: Me, procedure: str, name: str) -> Response:
    """Return one file byte for byte."""
    content = read_procedure_file(machine, me, procedure, f"{procedure}/{name}")
    return Response(content, media_type="application/octet-stream")


@router.put("/{procedure}/files/{name:path}", dependencies=DRAW)
def write(machine: Machine, me: Me, procedure: str, name: str, content: Content, _: Key) -> SavedOut:
    """Keep a file of the draft byte for byte; the same content again changes nothing."""
    return SavedOut(changed=save_file(machine, me, procedure, name, content))


@router.delete("/{procedure}/files/{name:path}", status_code=204, dependencies=DRAW)
def remove(machine: Machine, me: Me, procedure: str, name: str, _: Key) -> Response:
    """Take a file out of the draft."""
    remove_file(machine, me, procedure, name)
    return Response(status_code=204)


@router.delete("/{procedure}/draft", status_code=204, dependencies=DRAW)
def drop(machine: Machine, me: Me, procedure: str, _: Key) -> Response:
    """Forget the draft."""
    drop_draft(machine, me, procedure)
    return Response(status_code=204)


@router.post("/{procedure}/versions/{digest}/draft", dependencies=DRAW)
def bring_back(machine: Machine, me: Me, procedure: str, digest: str, _: Key) -> BroughtBackOut:
    """Make an earlier version the draft of the procedure and of its parts; what is published stays in force."""
    return BroughtBackOut(drafts=list(bring_back_version(machine, me, procedure, digest)))


@router.post("/{procedure}/check", dependencies=READ)
def check(machine: Machine, me: Me, procedure: str) -> list[FindingOut]:
    """Return every finding in the procedure as it is drawn now; changes nothing."""
    return [FindingOut.of(each) for each in check_procedure(machine, me, procedure)]


@router.post("/{procedure}/rehearse", dependencies=DRAW)
def rehearse(machine: Machine, me: Me, procedure: str) -> list[RehearsedOut]:
    """Play the scenarios with the procedure as it is drawn now; changes nothing."""
    return [RehearsedOut.model_validate(each) for each in rehearse_procedure(machine, me, procedure)]


@router.post("/{procedure}/propose", dependencies=DRAW)
def propose(machine: Machine, me: Me, procedure: str, body: PublishIn, _: Key) -> ProposalOut:
    """Propose the files as they are drawn now, for a colleague to publish."""
    return ProposalOut.model_validate(propose_procedure(machine, me, procedure, note=body.note))


@router.post("/{procedure}/publish", dependencies=[Depends(ProgramDoor(Action.PUBLISH_PROCEDURES))])
def publish(machine: Machine, me: Me, procedure: str, body: PublishIn, _: Key) -> PublishedOut:
    """Freeze the files as a new version; unchanged files keep their version."""
    return PublishedOut.model_validate(publish_working(machine, me, procedure, note=body.note))
