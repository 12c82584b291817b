"""Attachments: bringing files to a case, and opening them."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from starlette.responses import Response

from workflows.domain.permission import Action
from workflows.errors import FileEmpty
from workflows.usecases.intake.attach_files import attach_files
from workflows.usecases.intake.read_attachment import read_attachment
from workflows.usecases.intake.sort_attachment import sort_attachment
from workflows.web.attachment import attachment
from workflows.web.doors import PageDoor, Sent
from workflows.web.identity import Machine, Me
from workflows.web.lanes import Aside
from workflows.web.pages.intake import uploads_of
from workflows.web.pages.page import go, local_address
from workflows.web.uploads import attachment_kind

router = APIRouter(include_in_schema=False, route_class=Aside)
SEALED_OFF = "sandbox; default-src 'none'"
"""What somebody brought may not run, load or speak to anybody, however a browser shows it."""


@router.post("/cases/{case_id}/attachments", dependencies=[Depends(PageDoor(Action.ATTACH_FILE))])
async def bring(machine: Machine, me: Me, case_id: str, sent: Sent) -> Response:
    """Keep the files with the case and lead back to where they were brought."""
    uploads = await uploads_of(sent)
    if not uploads:
        raise FileEmpty("No file was chosen; choose one first.", zh="还没有选择文件；请先选择文件再上传。")
    element = str(sent.get("element") or "")[:100]
    attach_files(machine, me, case_id, uploads, element=element, kind=attachment_kind(sent.get("kind")))
    return go(local_address(sent.get("next"), f"/cases/{case_id}#attachments"))


@router.post(
    "/cases/{case_id}/attachments/{attachment_id}/kind", dependencies=[Depends(PageDoor(Action.ATTACH_FILE))]
)
def sort_one(machine: Machine, me: Me, case_id: str, attachment_id: str, sent: Sent) -> Response:
    """Say what an attachment is and lead back to the list."""
    sort_attachment(machine, me, case_id, attachment_id, attachment_kind(sent.get("kind")))
    return go(local_address(sent.get("next"), f"/cases/{case_id}#attachments"))


@router.get(
    "/cases/{case_id}/attachments/{attachment_id}", dependencies=[Depends(PageDoor(Action.READ_CASE))]
)
def open_one(machine: Machine, me: Me, case_id: str, attachment_id: str) -> Response:
    """Return an attachment to keep; never to be shown as a page."""
    found, content = read_attachment(machine, me, case_id, attachment_id)
    headers = attachment(found.name) | {
        "Content-Security-Policy": SEALED_OFF,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=found.media_type, headers=headers)
