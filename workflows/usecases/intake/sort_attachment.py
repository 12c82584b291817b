"""Sort an attachment: say what it is, so that it goes to the court with the papers it belongs to."""

from __future__ import annotations

from dataclasses import replace

from workflows.domain.actor import Actor
from workflows.domain.attachment import Attachment, AttachmentKind
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.errors import UnknownAttachment
from workflows.usecases.access import readable_case
from workflows.usecases.app import App
from workflows.usecases.intake.attach_files import must_be_scan


def sort_attachment(
    app: App, actor: Actor, case_id: str, attachment_id: str, kind: AttachmentKind
) -> Attachment:
    """Return the attachment as what it is now said to be.

    Raises:
        UnknownCase: there is no such case, or files of it are not theirs to bring.
        UnknownAttachment: the case has no such attachment.
        ScanKindRefused: it shall go to the court and is neither PDF nor picture.
    """
    with app.store.write() as tx:
        case = readable_case(tx, actor, case_id, Action.ATTACH_FILE)
        found = tx.attachments.get(attachment_id)
        if found is None or found.case_id != case.id:
            raise UnknownAttachment(
                zh="没有这个附件，或者不归您查看；请核对案件的附件列表。", attachment=attachment_id
            )
        must_be_scan(kind, found.media_type)
        if kind is found.kind:
            return found
        sorted_now = replace(found, kind=kind)
        tx.attachments.put(sorted_now)
        fact = Fact(kind="AttachmentSorted", data={"attachment": found.id, "kind": kind.value})
        tx.journal.append(case.id, case.rev, [fact], at=app.clock.now(), actor=actor.account_id)
    return sorted_now
