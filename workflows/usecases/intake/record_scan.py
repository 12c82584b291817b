"""Record what the virus scanner said of an attachment."""

from __future__ import annotations

from dataclasses import replace

from workflows.domain.actor import PRESS
from workflows.domain.attachment import Attachment, AttachmentStatus
from workflows.domain.journal import Fact
from workflows.errors import UnknownAttachment
from workflows.usecases.app import App


def waiting_file(app: App, attachment_id: str) -> tuple[Attachment, bytes]:
    """Return the attachment that is to be looked through, with its content.

    Raises:
        UnknownAttachment: there is none.
    """
    with app.store.read() as tx:
        found = tx.attachments.get(attachment_id)
    if found is None:
        raise UnknownAttachment(zh="没有这个附件。", attachment=attachment_id)
    return found, app.files.get(found.sha256)


def record_scan(app: App, attachment_id: str, *, finding: str) -> Attachment:
    """Return the attachment as it is now: clean, or refused with *finding*, the name of what was found.

    Raises:
        UnknownAttachment: there is none.
    """
    now = app.clock.now()
    with app.store.write() as tx:
        found = tx.attachments.get(attachment_id)
        if found is None:
            raise UnknownAttachment(zh="没有这个附件。", attachment=attachment_id)
        if found.status is not AttachmentStatus.WAITING:
            return found
        status = AttachmentStatus.REFUSED if finding else AttachmentStatus.CLEAN
        seen = replace(found, status=status, looked_at=now, finding=finding[:200])
        tx.attachments.put(seen)
        if finding and (case := tx.cases.get(found.case_id)) is not None:
            data = {"attachment": found.id, "finding": seen.finding}
            fact = Fact(kind="AttachmentRefused", element=found.element, data=data)
            tx.journal.append(case.id, case.rev, [fact], at=now, actor=PRESS.account_id)
        return seen
