"""Sign: one signature after another, each over the very file that was shown; the last one completes the signing."""

from __future__ import annotations

from typing import NamedTuple

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.permission import Action
from workflows.domain.signing import (
    IdentityCheck,
    Signature,
    Signer,
    Signing,
    SigningKind,
    SigningStatus,
    subject_of,
)
from workflows.domain.strokes import Stroke, read_strokes
from workflows.errors import (
    AlreadySigned,
    IdentityUnchecked,
    NotASigner,
    PaperChanged,
    PaperNotReady,
    ScanMissing,
    SigningNotOpen,
    UnknownSigning,
)
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.doing import Doing, doing
from workflows.usecases.party.own_case import own_case, stand_of
from workflows.usecases.signing.complete_signing import complete

STAFF = frozenset({"mediator", "recorder"})
AT_DESK = (IdentityCheck.CARD, IdentityCheck.KNOWN, IdentityCheck.AUTHORITY)
"""How staff can make sure who signs before them."""


class Given(NamedTuple):
    """What was handed in for one place: handwriting (none for a scan), and the digest of the paper that was shown."""

    signer: str
    strokes: tuple[Stroke, ...] = ()
    paper_sha256: str = ""


def sign_at_desk(
    app: App, actor: Actor, signing_id: str, key: str, *, strokes: str, identity: str, paper_sha256: str
) -> Signing:
    """Return the signing with the signature of *key*, given on the tablet of *actor*, who is its witness.

    Raises:
        UnknownSigning: there is none, or its case is not theirs.
        SigningNotOpen: it has ended.
        PaperNotReady: the paper is not made yet.
        PaperChanged: another paper was shown than the one that stands.
        NotASigner: nobody with this key signs here.
        AlreadySigned: they have signed.
        IdentityUnchecked: it is not said how it was made sure who signs.
        StrokesRefused: there is no handwriting.
    """
    drawn = read_strokes(strokes)
    given = Given(key, drawn, paper_sha256)
    return _by_staff(app, actor, signing_id, SigningKind.TABLET, given, identity)


def confirm_scanned(app: App, actor: Actor, signing_id: str, key: str, *, identity: str) -> Signing:
    """Return the signing with the confirmation that the scanned paper bears the signature of *key*.

    Raises:
        UnknownSigning: there is none, or its case is not theirs.
        ScanMissing: no scan was uploaded yet.
        SigningNotOpen, NotASigner, AlreadySigned, IdentityUnchecked: as in `sign_at_desk`.
    """
    return _by_staff(app, actor, signing_id, SigningKind.SCAN, Given(key), identity)


def sign_own(app: App, actor: Actor, signing_id: str, *, strokes: str, paper_sha256: str) -> Signing:
    """Return the signing with the signature of the party *actor*, who signed alone after entering a one-time code.

    Raises:
        PartyNotIn: the visit has ended.
        UnknownSigning: there is none in their case that they may sign alone.
        SigningNotOpen, PaperNotReady, PaperChanged, AlreadySigned, StrokesRefused: as in `sign_at_desk`.
    """
    stand = stand_of(actor)
    drawn = read_strokes(strokes)
    with doing(app, actor, "sign-own", stand.case_id, signing_id) as do:
        case = own_case(do.tx, actor, Action.PARTY_SIGN, lock=True)
        signing = do.tx.signings.get(signing_id, lock=True)
        if signing is None or signing.case_id != case.id or not signing.remote:
            raise _unknown(signing_id)
        signer = next((each for each in signing.signers if each.party == stand.party_id), None)
        paper = _check(do, case, signing, signer, paper_sha256)
        signature = Signature(
            signer=stand.party_id,
            at=do.now,
            paper_sha256=paper.pdf_sha256,
            identity=IdentityCheck.CODE,
            link=_link(do, case, stand.party_id),
            strokes=drawn,
        )
        return _add(do, case, signing, signature)


def _by_staff(
    app: App, actor: Actor, signing_id: str, kind: SigningKind, given: Given, identity: str
) -> Signing:
    demand(actor, Action.COLLECT_SIGNATURES)
    with app.store.read() as tx:
        known = tx.signings.get(signing_id)
    if known is None:
        raise _unknown(signing_id)
    with doing(app, actor, "sign", known.case_id, signing_id, given.signer) as do:
        case = do.case(known.case_id, Action.COLLECT_SIGNATURES)
        signing = do.tx.signings.get(signing_id, lock=True)
        if signing is None or signing.kind is not kind:
            raise _unknown(signing_id)
        if kind is SigningKind.SCAN and not signing.scans:
            raise ScanMissing(zh="还没有上传扫描件；请先上传签好的文书。")
        signer = signing.signer(given.signer)
        paper = _check(do, case, signing, signer, given.paper_sha256)
        signature = Signature(
            signer=given.signer,
            at=do.now,
            paper_sha256=paper.pdf_sha256,
            identity=_identity(signer, identity),
            witness=actor.account_id,
            witness_name=actor.name,
            strokes=given.strokes,
        )
        return _add(do, case, signing, signature)


def _check(do: Doing, case: Case, signing: Signing, signer: Signer | None, paper_sha256: str) -> Paper:
    if signing.status is not SigningStatus.OPEN:
        raise SigningNotOpen(zh="这次签署已经结束或者作废；请重新查看。", signing=signing.id)
    if signer is None:
        raise NotASigner(zh="这个人不在签名人之列；请查看签名人名单。")
    if signing.signature(signer.key) is not None:
        raise AlreadySigned(zh=f"{signer.name}已经签过了。", signer=signer.key)
    paper = do.tx.papers.get(signing.paper_id)
    if paper is None or paper.status is not PaperStatus.MADE:
        raise PaperNotReady(zh="要签的文书正在制作；请稍候再打开。", paper=signing.paper_id)
    shown = paper_sha256 or paper.pdf_sha256
    if shown != paper.pdf_sha256 or subject_of(case.document) != signing.subject:
        raise PaperChanged(zh="文书内容已有变化；请重新阅读后，再签新的文书。", paper=paper.id)
    return paper


def _identity(signer: Signer | None, identity: str) -> IdentityCheck:
    if signer is not None and signer.key in STAFF:
        return IdentityCheck.LOGIN
    try:
        check = IdentityCheck(identity)
    except ValueError:
        check = IdentityCheck.CODE
    if check not in AT_DESK:
        raise IdentityUnchecked(zh="请选择核实签名人身份的方式。")
    return check


def _add(do: Doing, case: Case, signing: Signing, signature: Signature) -> Signing:
    after = signing.signed(signature)
    do.tx.signings.put(after)
    data = {
        "signing": signing.id,
        "signer": signature.signer,
        "identity": signature.identity.value,
        "paper_sha256": signature.paper_sha256,
    }
    fact = Fact(kind="PaperSigned", data=data)
    if after.status is SigningStatus.COMPLETE:
        complete(do, case, after, fact)
    else:
        do.note(case, fact)
    return after


def _link(do: Doing, case: Case, party_id: str) -> str:
    return next((each.id for each in do.tx.links.of_case(case.id) if each.party_id == party_id), "")


def _unknown(signing_id: str) -> UnknownSigning:
    return UnknownSigning(zh="没有这次签署，或者不归您办；请重新查看案件。", signing=signing_id)
