"""Templates: read, draft, preview, prove, propose, publish; the same verbs as in the studio."""

from __future__ import annotations

from fastapi import Depends, Response

from workflows.domain.permission import Action
from workflows.usecases.studio import edit_document as verbs
from workflows.usecases.studio import preview_document as preview_of
from workflows.usecases.studio.show_document import list_documents, show_document
from workflows.web.api.ground import under_api
from workflows.web.api.paper_models import (
    ComparedOut,
    DocumentBriefOut,
    DocumentOut,
    FieldNoteOut,
    FilesIn,
    NoteIn,
    PreviewIn,
    ProofOut,
    RevertIn,
    SampleProofOut,
    TemplateVersionOut,
    problem_out,
)
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me

router = under_api("templates", "/templates")
READ = [Depends(ProgramDoor(Action.READ_TEMPLATES))]
EDIT = [Depends(ProgramDoor(Action.EDIT_TEMPLATES))]
PUBLISH = [Depends(ProgramDoor(Action.PUBLISH_TEMPLATES))]


@router.get("", dependencies=READ)
def documents(machine: Machine, me: Me) -> list[DocumentBriefOut]:
    """Return every document of the caller's place."""
    return [DocumentBriefOut.of(each) for each in list_documents(machine, me)]


@router.get("/fields", dependencies=READ)
def fields(machine: Machine, me: Me) -> list[FieldNoteOut]:
    """Return every field that a template may name, with examples."""
    return [FieldNoteOut.model_validate(each) for each in preview_of.list_fields(machine, me)]


@router.get("/{document}", dependencies=READ)
def one(machine: Machine, me: Me, document: str) -> DocumentOut:
    """Return one document with its files and versions."""
    return DocumentOut.of(show_document(machine, me, document))


@router.put("/{document}/draft", dependencies=EDIT)
def save(machine: Machine, me: Me, document: str, body: FilesIn, _: Key) -> TemplateVersionOut | None:
    """Keep files as the draft; null where nothing differs from what is in force."""
    done = verbs.save_template(machine, me, document, body.files)
    return TemplateVersionOut.model_validate(done) if done else None


@router.delete("/{document}/draft", status_code=204, dependencies=EDIT)
def drop(machine: Machine, me: Me, document: str, _: Key) -> Response:
    """Forget the draft."""
    verbs.drop_template(machine, me, document)
    return Response(status_code=204)


@router.post("/{document}/preview", dependencies=READ)
def preview(machine: Machine, me: Me, document: str, body: PreviewIn) -> ProofOut:
    """Return what files say on the proof sample or on a masked case; changes nothing."""
    return ProofOut.of(preview_of.preview_document(machine, me, document, body.files, case_number=body.case))


@router.get("/{document}/compare", dependencies=READ)
def compare(
    machine: Machine, me: Me, document: str, left: str = preview_of.SHIPPED, right: str = preview_of.DRAFT
) -> ComparedOut:
    """Return two versions (an id, `shipped` or `draft`) on the proof sample, side by side and line by line."""
    return ComparedOut.of(preview_of.compare_document(machine, me, document, left, right))


@router.post("/{document}/samples", dependencies=READ)
def samples(machine: Machine, me: Me, document: str) -> list[SampleProofOut]:
    """Return what became of the draft, or of what is in force, on every sample; changes nothing."""
    return [
        SampleProofOut(document=each.document, changed=each.changed, problem=problem_out(each.problem))
        for each in preview_of.prove_document(machine, me, document)
    ]


@router.post("/{document}/propose", dependencies=EDIT)
def propose(machine: Machine, me: Me, document: str, body: NoteIn, _: Key) -> TemplateVersionOut:
    """Propose the draft to a colleague."""
    return TemplateVersionOut.model_validate(verbs.propose_template(machine, me, document, note=body.note))


@router.post("/{document}/return", dependencies=PUBLISH)
def give_back(machine: Machine, me: Me, document: str, body: NoteIn, _: Key) -> TemplateVersionOut:
    """Give a proposal back to its writer."""
    return TemplateVersionOut.model_validate(verbs.return_template(machine, me, document, note=body.note))


@router.post("/{document}/publish", dependencies=PUBLISH)
def publish(machine: Machine, me: Me, document: str, _: Key) -> TemplateVersionOut:
    """Publish a colleague's proposal."""
    return TemplateVersionOut.model_validate(verbs.publish_template(machine, me, document))


@router.post("/{document}/revert", dependencies=EDIT)
def revert(machine: Machine, me: Me, document: str, body: RevertIn, _: Key) -> TemplateVersionOut:
    """Begin a draft from an earlier version, or from what is shipped."""
    return TemplateVersionOut.model_validate(verbs.revert_template(machine, me, document, body.version))
