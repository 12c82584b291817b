"""The court's door for programs: package files, their check, answers, and the schemas of all three."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from fastapi import Depends, Response
from pydantic import BaseModel

from workflows.domain.chain import History
from workflows.domain.court_answer import SignedAnswer
from workflows.domain.court_data import CourtData, Identities
from workflows.domain.package import Manifest
from workflows.domain.permission import Action
from workflows.usecases.check_package import check_package
from workflows.usecases.read_answer import read_answer
from workflows.usecases.read_package import read_package
from workflows.usecases.trusted_roots import trusted_roots
from workflows.web.api.court_models import AnswerTakenOut, CheckedOut
from workflows.web.api.ground import under_api
from workflows.web.attachment import attachment
from workflows.web.doors import ProgramDoor
from workflows.web.idempotency import Key
from workflows.web.identity import Machine, Me

router = under_api("court")
READ = [Depends(ProgramDoor(Action.READ_PAPER))]
ZIP = "application/zip"
FILE: dict[int | str, dict[str, Any]] = {200: {"description": "The package.", "content": {ZIP: {}}}}
MODELS: Mapping[str, type[BaseModel]] = {
    "court-manifest": Manifest,
    "court-data": CourtData,
    "court-identities": Identities,
    "court-history": History,
    "court-answer": SignedAnswer,
}
Schema = Literal["court-manifest", "court-data", "court-identities", "court-history", "court-answer"]


@router.get("/cases/{case_id}/package", dependencies=READ, responses=FILE, response_class=Response)
def package(machine: Machine, me: Me, case_id: str) -> Response:
    """Return the court package that was filed last, as a file."""
    _, content, name = read_package(machine, me, case_id)
    return Response(content, media_type=ZIP, headers=attachment(name))


@router.get("/cases/{case_id}/package/check", dependencies=READ)
def checked(machine: Machine, me: Me, case_id: str) -> CheckedOut:
    """Return what the check of that package came to: it holds, or what broke, by name."""
    return CheckedOut.of(check_package(machine, me, case_id))


@router.post("/court/answers", dependencies=[Depends(ProgramDoor(Action.DO_TASK))])
def answer(machine: Machine, me: Me, body: SignedAnswer, _: Key) -> AnswerTakenOut:
    """Take the court's answer to a package into its case; the same answer again changes nothing more."""
    content = body.model_dump_json().encode()
    return AnswerTakenOut.of(read_answer(machine, me, content, anchors=trusted_roots(machine.settings)))


@router.get("/schemas/{name}", dependencies=[Depends(ProgramDoor(Action.KNOCK))])
def schema(name: Schema) -> dict[str, Any]:
    """Return the JSON schema of a member of the package, or of the answer."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **MODELS[name].model_json_schema()}
