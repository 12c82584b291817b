"""Seal a signing: its evidence file and the signed paper under the institution's signature, kept by their digests."""

from __future__ import annotations

from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.signing import Signature, Signing
from workflows.domain.signing_evidence import GivenSignature, LegalGround, SignedFile, SigningEvidence
from workflows.errors import PaperNotReady, UnknownSigning
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.assemble_package import Sealing
from workflows.usecases.signing_rules import signing_table


def seal_signing(app: App, signing_id: str, sealing: Sealing) -> Signing:
    """Return the signing with the digests of its sealed evidence and of the signed paper under the seal.

    Raises:
        UnknownSigning: there is none, or it was never completed.
        PaperNotReady: the paper is being made with its signatures; the errand is tried again.
        SigningFailed: the institution's signature could not be made.
    """
    with app.store.read() as tx:
        signing, case, paper = _found(tx, signing_id)
        body = tx.directory.organisation(case.document.handling.org_id or case.org_id)
    if paper.status is not PaperStatus.MADE:
        raise PaperNotReady(zh="文书正在制作；制作完成后自动封存。", paper=paper.id)
    name = body.name if body else case.org_id
    content = evidence_of(app, signing, case, paper, name).encoded()
    seal = sealing(name)
    sealed = {
        "evidence_sha256": app.files.put(content),
        "seal_sha256": app.files.put(seal.seal_bytes(content)),
        "sealed_pdf_sha256": app.files.put(seal.seal_paper(app.files.get(paper.pdf_sha256))),
    }
    with app.store.write() as tx:
        now_standing = tx.signings.get(signing_id, lock=True) or signing
        signing = now_standing.model_copy(update=sealed)
        tx.signings.put(signing)
        data = {"signing": signing.id, "evidence": signing.evidence_sha256}
        fact = Fact(kind="SigningSealed", data=data)
        tx.journal.append(case.id, case.rev, [fact], at=app.clock.now(), actor="system:press")
    return signing


def evidence_of(app: App, signing: Signing, case: Case, paper: Paper, body: str) -> SigningEvidence:
    """Return the evidence file of a completed signing."""
    rule = next((each for each in signing_table(app.catalogue).rule if each.id == signing.rule), None)
    return SigningEvidence(
        case=case.number,
        body=body,
        signing=signing.id,
        kind=signing.kind,
        paper=SignedFile(
            template=paper.template,
            title=paper.title,
            number=paper.number,
            template_version=paper.template_version,
            data_digest=paper.data_digest,
            sha256=signing.signatures[0].paper_sha256,
        ),
        ground=LegalGround(
            rule=signing.rule, law=rule.law if rule else "", source=rule.source if rule else ""
        ),
        started_at=signing.started_at,
        completed_at=signing.completed_at or signing.started_at,
        signatures=tuple(_given(signing, each) for each in signing.signatures),
        scans=signing.scans,
        sample=case.sample,
    )


def _given(signing: Signing, signature: Signature) -> GivenSignature:
    signer = signing.signer(signature.signer)
    return GivenSignature(
        signer=signature.signer,
        role=signer.role if signer else "",
        name=signer.name if signer else "",
        at=signature.at,
        identity=signature.identity,
        witness=signature.witness,
        witness_name=signature.witness_name,
        link=signature.link,
        paper_sha256=signature.paper_sha256,
        path=signature.path,
        strokes=signature.strokes,
    )


def _found(tx: Tx, signing_id: str) -> tuple[Signing, Case, Paper]:
    signing = tx.signings.get(signing_id)
    case = tx.cases.get(signing.case_id) if signing else None
    paper = tx.papers.get(signing.paper_id) if signing else None
    if signing is None or case is None or paper is None or signing.completed_at is None:
        raise UnknownSigning(zh="没有这次签署，或者还没有签完。", signing=signing_id)
    return signing, case, paper
