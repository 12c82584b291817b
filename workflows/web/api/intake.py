"""The window: the first form, taking a dispute in, what may be the same dispute, the receipt; former cases."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Response

from workflows.domain.form import as_json
from workflows.domain.import_field import FIELDS
from workflows.domain.permission import Action
from workflows.usecases.begin_case import intake_bodies, intake_procedures
from workflows.usecases.identity_numbers import with_birth_and_sex
from workflows.usecases.intake import import_cases as former
from workflows.usecases.intake.accept_file import Upload
from workflows.usecases.intake.find_similar import find_similar
from workflows.usecases.intake.first_form import first_form
from workflows.usecases.intake.show_receipt import show_receipt
from workflows.usecases.intake.take_in import TakeIn, drafted, drop_draft, keep_draft, take_in
from workflows.web.api.account_models import BodyOut
from workflows.web.api.case_models import CaseBrief
from workflows.web.api.ground import Content, FileName, under_api
from workflows.web.api.intake_models import (
    FirstFormOut,
    ImportFieldOut,
    ImportListOut,
    ImportOut,
    IntakeIn,
    MappingIn,
    Name,
    ProcedureChoiceOut,
    ReceiptOut,
    RunIn,
    SimilarOut,
    TriedOut,
)
from workflows.web.api.models import PickOut
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me

router = under_api("intake")
OPEN = [Depends(ProgramDoor(Action.OPEN_CASE))]
IMPORT = [Depends(ProgramDoor(Action.IMPORT_CASES))]
Body = Annotated[Name, Query()]


@router.get("/intake", dependencies=OPEN)
def asked(machine: Machine, me: Me, org_id: Body = "", procedure: Body = "") -> FirstFormOut:
    """Return the form of a new case's first step, with what was typed and not sent, or what it begins with."""
    first = first_form(machine, me, org_id, procedure)
    typed = drafted(machine, me, first)
    values = as_json(typed if typed is not None else first.begun())
    return FirstFormOut(
        body=BodyOut.model_validate(first.body),
        procedure=first.version.procedure,
        form_schema=dict(first.form.schema) if first.form else None,
        values=values if isinstance(values, dict) else {},
        picks={path: [PickOut.model_validate(pick) for pick in picks] for path, picks in first.picks.items()},
        drafted=typed is not None,
        bodies=[BodyOut.model_validate(each) for each in intake_bodies(machine, me)],
        procedures=[ProcedureChoiceOut.model_validate(each) for each in intake_procedures(machine, me)],
    )


@router.post("/intake", status_code=201, dependencies=OPEN)
def take(machine: Machine, me: Me, body: IntakeIn, key: Key) -> CaseBrief:
    """Open a case with its first step done; files follow as attachments."""
    wish = TakeIn(org_id=body.org_id, procedure=body.procedure, answers=body.answers)
    return CaseBrief.model_validate(take_in(machine, me, wish, key=key))


@router.post("/intake/similar", dependencies=OPEN)
def similar(machine: Machine, me: Me, body: IntakeIn) -> SimilarOut:
    """Return what may be the same dispute as what is known so far; nothing is kept."""
    first = first_form(machine, me, body.org_id, body.procedure)
    return SimilarOut.of(find_similar(machine, me, first.body.pack, body.answers))


@router.put("/intake/draft", status_code=204, dependencies=OPEN)
def keep(machine: Machine, me: Me, body: IntakeIn, _: Key) -> Response:
    """Keep what was typed so far, for the caller alone."""
    first = first_form(machine, me, body.org_id, body.procedure)
    keep_draft(machine, me, first, with_birth_and_sex(body.answers))
    return Response(status_code=204)


@router.delete("/intake/draft", status_code=204, dependencies=OPEN)
def drop(machine: Machine, me: Me, _: Key, org_id: Body = "", procedure: Body = "") -> Response:
    """Forget what was typed."""
    drop_draft(machine, me, first_form(machine, me, org_id, procedure))
    return Response(status_code=204)


@router.get("/cases/{case_id}/receipt", dependencies=[Depends(ProgramDoor(Action.READ_CASE))])
def receipt(machine: Machine, me: Me, case_id: str) -> ReceiptOut:
    """Return the receipt of a case."""
    return ReceiptOut.of(show_receipt(machine, me, case_id))


@router.get("/imports", dependencies=IMPORT)
def imports(machine: Machine, me: Me) -> ImportListOut:
    """Return the imports of the caller's bodies, and the fields that columns can be taken for."""
    return ImportListOut(
        imports=[ImportOut.model_validate(each) for each in former.list_imports(machine, me)],
        fields=[ImportFieldOut.model_validate(each) for each in FIELDS],
    )


@router.post("/imports", status_code=201, dependencies=IMPORT)
def upload(machine: Machine, me: Me, org_id: Body, name: FileName, content: Content, key: Key) -> ImportOut:
    """Keep a table (CSV or XLSX) of former cases; its columns are guessed and no case is made yet."""
    made = former.begin_import(machine, me, org_id, Upload(name=name, content=content), key=key)
    return ImportOut.model_validate(made)


@router.get("/imports/{import_id}", dependencies=IMPORT)
def dry_run(machine: Machine, me: Me, import_id: str) -> TriedOut:
    """Return what taking an import over would do, line by line where something is wrong."""
    return TriedOut.of(former.try_import(machine, me, import_id))


@router.put("/imports/{import_id}/columns", dependencies=IMPORT)
def columns(machine: Machine, me: Me, import_id: str, body: MappingIn, _: Key) -> TriedOut:
    """Keep which column is which field, and try again."""
    return TriedOut.of(former.try_import(machine, me, import_id, body.mapping))


@router.post("/imports/{import_id}/run", dependencies=IMPORT)
def run(machine: Machine, me: Me, import_id: str, body: RunIn, _: Key) -> ImportOut:
    """Take over the next lines; a line is taken over once."""
    return ImportOut.model_validate(former.run_import(machine, me, import_id, most=body.most))


@router.post("/imports/{import_id}/undo", dependencies=IMPORT)
def undo(machine: Machine, me: Me, import_id: str, _: Key) -> ImportOut:
    """Take all cases of an import back, while nothing has happened to them since."""
    return ImportOut.model_validate(former.undo_import(machine, me, import_id))
