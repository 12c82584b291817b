"""Files that a browser sent beside a form: what was chosen, and what it is said to be."""

from __future__ import annotations

from starlette.datastructures import FormData, UploadFile

from workflows.domain.attachment import AttachmentKind
from workflows.errors import UnknownAttachmentKind
from workflows.usecases.intake.accept_file import Upload


def chosen_files(sent: FormData, name: str) -> list[Upload]:
    """Return the files sent under *name*, read here; a chooser left empty sends one without a name."""
    found = [each for each in sent.getlist(name) if isinstance(each, UploadFile) and each.filename]
    return [Upload(name=each.filename or "", content=each.file.read()) for each in found]


def attachment_kind(given: object) -> AttachmentKind:
    """Return the kind that a page's list sent; nothing at all is any other material.

    Raises:
        UnknownAttachmentKind: it is none of the list.
    """
    said = str(given or "")
    if said not in set(AttachmentKind):
        raise UnknownAttachmentKind(zh="没有这类附件；请在列表中选择。", kind=said[:40])
    return AttachmentKind(said)
