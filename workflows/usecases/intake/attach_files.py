"""Attach files to a case: at the window, at a task or at the case itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import JsonValue

from workflows.domain.actor import Actor
from workflows.domain.attachment import SCANNED, Attachment, AttachmentKind, AttachmentStatus
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.new_id import new_id
from workflows.domain.outbox import Errand
from workflows.domain.permission import Action
from workflows.errors import ScanKindRefused, TooManyFiles
from workflows.store import Tx
from workflows.usecases.access import readable_case
from workflows.usecases.app import App
from workflows.usecases.intake.accept_file import Accepted, Upload, accept_file

SCAN = "scan-attachment"
"""The errand that has a file looked through for viruses."""
MOST = 200
"""Files of one case."""
TOGETHER = 500_000_000
"""Bytes of all files of one case."""


def attach_files(
    app: App,
    actor: Actor,
    case_id: str,
    uploads: Sequence[Upload],
    *,
    element: str = "",
    kind: AttachmentKind = AttachmentKind.OTHER,
) -> Sequence[Attachment]:
    """Return the attachments that *uploads* became; a file that the case has already is not kept twice.

    *kind* says what all of them are.

    Raises:
        UnknownCase: there is no such case, or files of it are not theirs to bring.
        TooManyFiles: the case would hold more than MOST files or more than TOGETHER bytes.
        FileEmpty, FileTooLarge, FileKindRefused, PhotoKindRefused, PackedFileRefused: a file cannot be kept.
        ScanKindRefused: a file of a kind that goes to the court is neither PDF nor picture.
    """
    accepted = [accept_file(upload) for upload in uploads]
    for each in accepted:
        must_be_scan(kind, each.kind.value)
    with app.store.read() as tx:
        readable_case(tx, actor, case_id, Action.ATTACH_FILE)
    kept = [(each, app.files.put(each.content)) for each in accepted]
    now = app.clock.now()
    with app.store.write() as tx:
        case = readable_case(tx, actor, case_id, Action.ATTACH_FILE)
        there = {each.received_sha256: each for each in tx.attachments.of_case(case.id)}
        _must_fit(list(there.values()), [each for each in accepted if each.received_sha256 not in there])
        for each, sha256 in kept:
            if each.received_sha256 not in there:
                new = replace(_attachment(app, case, actor, each, sha256, element, now), kind=kind)
                there[each.received_sha256] = new
                _keep(tx, case, new, now)
        return [there[each.received_sha256] for each in accepted]


def must_be_scan(kind: AttachmentKind, media_type: str) -> None:
    """Let pass a file of *media_type* as what *kind* says.

    Raises:
        ScanKindRefused: it goes to the court and is neither PDF nor picture.
    """
    if kind is not AttachmentKind.OTHER and media_type not in SCANNED:
        raise ScanKindRefused(
            zh="要随案移送法院的附件只能是 PDF 或者照片（JPEG、PNG、WebP）；请另存或者拍照后再传。",
            media_type=media_type,
        )


def _must_fit(there: Sequence[Attachment], new: Sequence[Accepted]) -> None:
    size = sum(each.size for each in there) + sum(len(each.content) for each in new)
    if len(there) + len(new) > MOST or size > TOGETHER:
        raise TooManyFiles(
            f"A case holds at most {MOST} files of {TOGETHER // 1_000_000} MB together; leave out what is not needed.",
            zh=f"一个案件最多 {MOST} 个文件、合计 {TOGETHER // 1_000_000} MB；请去掉不需要的文件。",
        )


def _attachment(
    app: App, case: Case, actor: Actor, file: Accepted, sha256: str, element: str, now: datetime
) -> Attachment:
    waits = AttachmentStatus.WAITING if app.settings.clamav else AttachmentStatus.UNSCANNED
    return Attachment(
        id=new_id(now),
        case_id=case.id,
        name=file.name,
        media_type=file.kind.value,
        size=len(file.content),
        sha256=sha256,
        received_sha256=file.received_sha256,
        status=waits,
        added_at=now,
        added_by=actor.account_id,
        element=element,
    )


def _keep(tx: Tx, case: Case, new: Attachment, now: datetime) -> None:
    tx.attachments.put(new)
    # The name of a file often names a person, so the journal has its number and digest only.
    data: dict[str, JsonValue] = {
        "attachment": new.id,
        "kind": new.kind.value,
        "type": new.media_type,
        "size": new.size,
        "sha256": new.received_sha256,
    }
    fact = Fact(kind="AttachmentAdded", element=new.element, data=data)
    tx.journal.append(case.id, case.rev, [fact], at=now, actor=new.added_by)
    if new.status is AttachmentStatus.WAITING:
        tx.outbox.put(
            Errand(
                id=f"{case.id}:scan:{new.id}",
                case_id=case.id,
                kind=SCAN,
                payload={"request": "", "rev": case.rev, "attachment": new.id},
                created_at=now,
                run_at=now,
            )
        )
