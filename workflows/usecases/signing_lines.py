"""What papers print of a signing: handwriting in its places, and the lines of the record of how it was signed."""

from __future__ import annotations

from workflows.clock import CHINA
from workflows.documents import Line, Mark
from workflows.domain.canonical import canonical, plain, sha256
from workflows.domain.paper import Paper
from workflows.domain.signing import IdentityCheck, Signature, Signing, SigningKind, SigningStatus
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.signing_rules import signing_table

CHECKS = {
    IdentityCheck.CARD: "查验居民身份证",
    IdentityCheck.KNOWN: "调解员当面辨认",
    IdentityCheck.AUTHORITY: "查验代理人身份和授权",
    IdentityCheck.CODE: "本人链接和一次性验证码",
    IdentityCheck.LOGIN: "工作人员登录",
}
ROLES = {
    "applicant": "申请人",
    "respondent": "被申请人",
    "third": "第三人",
    "party": "当事人",
    "mediator": "人民调解员",
    "recorder": "记录人",
}
KINDS = {SigningKind.TABLET: "平板电脑或者手机手写", SigningKind.SCAN: "打印、手签、扫描，逐人核对"}


def marks_of(tx: Tx, paper: Paper) -> tuple[Mark, ...]:
    """Return the handwriting on *paper*, once all have signed it."""
    if not paper.signature:
        return ()
    complete = (each for each in tx.signings.of_paper(paper.id) if each.status is not SigningStatus.OPEN)
    signing = next((each for each in complete if each.completed_at is not None), None)
    if signing is None:
        return ()
    return tuple(
        Mark(place=each.signer, name=_name(signing, each), path=each.path)
        for each in signing.signatures
        if each.strokes
    )


def evidence_lines(signing: Signing) -> tuple[Line, ...]:
    """Return a line for each signature."""
    return tuple(_line(signing, each) for each in signing.signatures)


def evidence_content(app: App, signing: Signing) -> str:
    """Return how the paper was signed, by which law, and the digest of the file."""
    law = next((each.law for each in signing_table(app.catalogue).rule if each.id == signing.rule), "")
    file = signing.signatures[0].paper_sha256 if signing.signatures else ""
    scans = "".join(f"扫描件校验值：{each.sha256}。" for each in signing.scans)
    return f"签署方式：{KINDS[signing.kind]}。依据：{law}。文件校验值：{file}。{scans}"


def digest_of(signature: Signature) -> str:
    """Return the digest of everything that is kept of a signature."""
    return sha256(canonical(plain(signature.model_dump(mode="json"))))


def _line(signing: Signing, signature: Signature) -> Line:
    signer = signing.signer(signature.signer)
    local = signature.at.astimezone(CHINA)
    witness = (
        f"见证：{signature.witness_name}；" if signature.witness_name and signer and signer.party else ""
    )
    return Line(
        title=f"{ROLES.get(signer.role, '') if signer else ''} {_name(signing, signature)}".strip(),
        pages=f"{local.year}年{local.month}月{local.day}日{local:%H时%M分}",
        required=CHECKS[signature.identity],
        remark=f"{witness}校验值前十六位：{digest_of(signature)[:16]}",
    )


def _name(signing: Signing, signature: Signature) -> str:
    signer = signing.signer(signature.signer)
    return signer.name if signer else signature.signer
