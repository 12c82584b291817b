"""Bring evidence: a party adds photos and files to their own case, with the checks that staff's files go through."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.domain.actor import Actor
from workflows.domain.attachment import Attachment
from workflows.domain.permission import Action
from workflows.errors import NothingBrought
from workflows.usecases.app import App
from workflows.usecases.intake.accept_file import Upload
from workflows.usecases.intake.attach_files import attach_files
from workflows.usecases.party.own_case import own_case


def bring_evidence(app: App, actor: Actor, uploads: Sequence[Upload]) -> Sequence[Attachment]:
    """Return what the party brought.

    Raises:
        PartyNotIn: the visit has ended.
        NothingBrought: nothing was chosen.
        TooManyFiles, FileEmpty, FileTooLarge, FileKindRefused, PhotoKindRefused, PackedFileRefused: as for staff.
    """
    if not uploads:
        raise NothingBrought(zh="请先选择照片或者文件。")
    with app.store.read() as tx:
        case = own_case(tx, actor, Action.PARTY_BRING)
    # Whose case it is was just looked at; the use case of staff then runs in the party's name.
    in_their_name = Actor(account_id=actor.account_id, name=actor.name, system=True)
    return attach_files(app, in_their_name, case.id, uploads)


def brought_before(app: App, actor: Actor) -> Sequence[Attachment]:
    """Return what this party has brought, in the order it came.

    Raises:
        PartyNotIn: the visit has ended.
    """
    with app.store.read() as tx:
        case = own_case(tx, actor, Action.PARTY_BRING)
        return [each for each in tx.attachments.of_case(case.id) if each.added_by == actor.account_id]
