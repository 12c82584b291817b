"""Change a signing under way: bring the scan of the signed paper, or end the signing."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.domain.signing import Scan, Signing, SigningKind, SigningStatus
from workflows.errors import ScanRefused, SigningNotOpen, UnknownSigning
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.doing import Doing, doing, reason_of
from workflows.usecases.void_signings import void

KINDS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}
"""What a scan may be, by its first bytes."""
MOST_SCANS = 12


def add_scan(app: App, actor: Actor, signing_id: str, content: bytes) -> Signing:
    """Return the signing with one more file of the scanned paper; the same file again changes nothing.

    Raises:
        UnknownSigning: there is none that is signed on paper, or its case is not theirs.
        SigningNotOpen: it has ended.
        ScanRefused: the file is neither PDF nor a photo, or there are too many.
    """
    demand(actor, Action.COLLECT_SIGNATURES)
    kind = next((each for start, each in KINDS.items() if content.startswith(start)), "")
    with doing(app, actor, "add-scan", _case_of(app, signing_id), signing_id) as do:
        case, signing = _open(do, signing_id)
        if signing.kind is not SigningKind.SCAN or not kind or len(signing.scans) >= MOST_SCANS:
            raise ScanRefused(zh="扫描件请用 PDF、JPEG 或者 PNG 文件，不超过 12 个。")
        scan = Scan(sha256=app.files.put(content), media_type=kind, size=len(content))
        if scan in signing.scans:
            return signing
        signing = signing.model_copy(update={"scans": (*signing.scans, scan)})
        do.tx.signings.put(signing)
        do.note(case, Fact(kind="ScanBrought", data={"signing": signing.id, "sha256": scan.sha256}))
        return signing


def end_signing(app: App, actor: Actor, signing_id: str, *, reason: str) -> Signing:
    """Return the signing as void; nothing that was signed in it counts any more.

    Raises:
        UnknownSigning: there is none, or its case is not theirs.
        SigningNotOpen: it has ended.
        ReasonMissing: there is no reason.
    """
    demand(actor, Action.COLLECT_SIGNATURES)
    why = reason_of(reason)
    with doing(app, actor, "end-signing", _case_of(app, signing_id), signing_id, why) as do:
        case, signing = _open(do, signing_id)
        do.note(case, void(do.tx, signing, do.now, why))
        return do.tx.signings.get(signing_id) or signing


def _case_of(app: App, signing_id: str) -> str:
    with app.store.read() as tx:
        signing = tx.signings.get(signing_id)
    if signing is None:
        raise UnknownSigning(zh="没有这次签署，或者不归您办；请重新查看案件。", signing=signing_id)
    return signing.case_id


def _open(do: Doing, signing_id: str) -> tuple[Case, Signing]:
    signing = do.tx.signings.get(signing_id, lock=True)
    case = do.case(signing.case_id if signing else "", Action.COLLECT_SIGNATURES)
    if signing is None or signing.status is not SigningStatus.OPEN:
        raise SigningNotOpen(zh="这次签署已经结束或者作废；请重新查看。", signing=signing_id)
    return case, signing
