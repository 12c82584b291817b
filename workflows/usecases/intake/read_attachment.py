"""Read an attachment, for those who see the whole case, once it was looked through."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.attachment import Attachment, AttachmentStatus
from workflows.errors import AttachmentInfected, AttachmentWaits, UnknownAttachment
from workflows.usecases.access import readable_case, sees_all
from workflows.usecases.app import App


def read_attachment(app: App, actor: Actor, case_id: str, attachment_id: str) -> tuple[Attachment, bytes]:
    """Return an attachment with its content.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
        UnknownAttachment: the case has no such attachment, or it is not theirs to see.
        AttachmentWaits: it was not looked through yet.
        AttachmentInfected: the scanner refused it.
    """
    with app.store.read() as tx:
        case = readable_case(tx, actor, case_id)
        found = tx.attachments.get(attachment_id)
    if found is None or found.case_id != case.id or not sees_all(actor):
        raise UnknownAttachment(
            zh="没有这个附件，或者不归您查看；请核对案件的附件列表。", attachment=attachment_id
        )
    if found.status is AttachmentStatus.WAITING:
        raise AttachmentWaits(zh="这个附件正在查毒；请一分钟后再打开。")
    if found.status is AttachmentStatus.REFUSED:
        raise AttachmentInfected(zh="查毒程序没有放行这个附件，任何人都不能打开；请向提供者索取干净的文件。")
    return found, app.files.get(found.sha256)
