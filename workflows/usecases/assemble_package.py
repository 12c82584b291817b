"""Assemble the court package: sealed papers, data, identities and history under one signed manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from workflows.domain.canonical import sha256
from workflows.domain.case import Case
from workflows.domain.chain import History, link
from workflows.domain.court_data import court_data, identities
from workflows.domain.organisation import Organisation
from workflows.domain.package import (
    DATA,
    EVIDENCE,
    HISTORY,
    IDENTITIES,
    INDISPENSABLE,
    MANIFEST,
    SIGNATURE,
    TEMPLATES,
    WANTED,
    HistoryHead,
    Issuer,
    Manifest,
    Member,
    Role,
)
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.signing import Signing, SigningStatus
from workflows.errors import PackageIncomplete, PackageNotReady, UnknownCase
from workflows.proof import pack
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.hold_to_signing import standing
from workflows.usecases.package_scans import PackageScan, package_scans, unsigned_templates

_FORMS = {Role.DATA: "案件数据", Role.IDENTITY: "当事人身份信息", Role.HISTORY: "案件经过（哈希链）"}


class Seal(Protocol):
    """The institution's signature; where the key lies (file, CA service, court seal, SM2 device) is its own matter."""

    def seal_paper(self, pdf: bytes) -> bytes:
        """Return *pdf* with the signature in it."""
        ...

    def seal_bytes(self, content: bytes) -> bytes:
        """Return a detached signature over *content*."""
        ...


Sealing = Callable[[str], Seal]
"""Gives the seal of the body with this name."""


@dataclass(frozen=True, kw_only=True)
class Assembled:
    """A package ready to be kept: the file, and the digest of its manifest."""

    content: bytes
    manifest: str


@dataclass(frozen=True)
class _Contents:
    case: Case
    body: Issuer
    papers: Sequence[Paper]
    history: History
    evidence: str
    scans: Sequence[PackageScan]


def assemble_package(app: App, case_id: str, sealing: Sealing) -> Assembled:
    """Return the court package of a case as it stands now.

    Raises:
        UnknownCase: there is no such case.
        PackageNotReady: a paper of it is still being made.
        PackageIncomplete: there is no application or no agreement.
        SigningFailed: the signature could not be made.
    """
    with app.store.read() as tx:
        contents = _collect(tx, case_id)
    seal = sealing(contents.body.name)
    members = list(_members(app, contents, seal))
    manifest = _manifest(contents, [member for member, _ in members], app.clock.now()).encoded()
    signature = seal.seal_bytes(manifest)
    files = [(member.name, content) for member, content in members]
    return Assembled(
        content=pack([(MANIFEST, manifest), (SIGNATURE, signature), *files]), manifest=sha256(manifest)
    )


def _collect(tx: Tx, case_id: str) -> _Contents:
    case = tx.cases.get(case_id)
    if case is None:
        raise UnknownCase(zh="没有这个案件。", case=case_id)
    org_id = case.document.handling.org_id or case.org_id
    papers = _newest(tx.papers.of_case(case_id))
    _check_papers(papers)
    signing = _completed(tx, case_id)
    scans = package_scans(signing, tx.attachments.of_case(case_id))
    unsigned = unsigned_templates(signing, scans)
    return _Contents(
        case=case,
        body=_issuer(tx.directory.organisation(org_id), org_id),
        papers=[paper for paper in papers if paper.template not in unsigned],
        history=link(case.number, tx.journal.of_case(case_id)),
        evidence=signing.evidence_sha256 if signing else "",
        scans=scans,
    )


def _completed(tx: Tx, case_id: str) -> Signing | None:
    """Return the signing of the agreement that was completed here, with its evidence; None if signed on a table."""
    signing = standing(tx, case_id)
    if signing is None or signing.status is not SigningStatus.COMPLETE:
        return None
    if not signing.evidence_sha256:
        raise PackageNotReady(
            "The evidence of the signatures is still being sealed; the package is filed when it is.",
            zh="签署证据正在封存；封存完成后自动移送。",
        )
    return signing


def _issuer(body: Organisation | None, org_id: str) -> Issuer:
    return Issuer(id=org_id, name=body.name if body else org_id)


def _newest(papers: Sequence[Paper]) -> Sequence[Paper]:
    """Return the last paper of each template that goes to the court, in the order of the package."""
    last = {paper.template: paper for paper in papers if paper.template in TEMPLATES}
    return [last[template] for template in TEMPLATES if template in last]


def _check_papers(papers: Sequence[Paper]) -> None:
    waiting = [paper.title or paper.template for paper in papers if paper.status is PaperStatus.WANTED]
    if waiting:
        raise PackageNotReady(
            f"These papers are still being made: {', '.join(waiting)}; the package is filed when they are.",
            zh=f"下列文书正在制作：{'、'.join(waiting)}；制作完成后自动移送。",
        )
    there = {TEMPLATES[paper.template] for paper in papers if paper.status is PaperStatus.MADE}
    missing = [role.value for role in INDISPENSABLE if role not in there]
    if missing:
        raise PackageIncomplete(
            f"The court package lacks: {', '.join(missing)}; make these papers, then file again.",
            zh=f"司法确认材料缺少：{'、'.join(missing)}；请先制作这些文书，再移送。",
            missing=",".join(missing),
        )


def _members(app: App, contents: _Contents, seal: Seal) -> Iterator[tuple[Member, bytes]]:
    made = [paper for paper in contents.papers if paper.status is PaperStatus.MADE]
    for number, paper in enumerate(made, start=1):
        role = TEMPLATES[paper.template]
        content = seal.seal_paper(app.files.get(paper.pdf_sha256))
        yield (
            _member(f"{number:02d}-{paper.template}.pdf", role, paper.title, content, number=paper.number),
            content,
        )
    for number, scan in enumerate(contents.scans, start=1):
        content = app.files.get(scan.sha256)
        yield _member(scan.name(number), scan.role, scan.title, content, media_type=scan.media_type), content
    if contents.evidence:
        content = app.files.get(contents.evidence)
        yield _member(EVIDENCE, Role.AGREEMENT, "签署证据数据", content), content
    case = contents.case
    for name, role, content in (
        (IDENTITIES, Role.IDENTITY, identities(case).encoded()),
        (DATA, Role.DATA, court_data(case, contents.body.name).encoded()),
        (HISTORY, Role.HISTORY, contents.history.encoded()),
    ):
        yield _member(name, role, _FORMS[role], content), content


def _member(
    name: str, role: Role, title: str, content: bytes, *, number: str = "", media_type: str = ""
) -> Member:
    return Member(
        name=name,
        role=role,
        title=title,
        number=number,
        media_type=media_type or ("application/pdf" if name.endswith(".pdf") else "application/json"),
        size=len(content),
        sha256=sha256(content),
    )


def _manifest(contents: _Contents, members: Sequence[Member], now: datetime) -> Manifest:
    case, history = contents.case, contents.history
    # What was typed of a person is no proof of who they are, so identities.json does not count.
    roles = {member.role for member in members if member.name != IDENTITIES}
    return Manifest(
        case=case.number,
        issuer=contents.body,
        court=case.document.confirmation.court_name,
        made_at=now.isoformat(timespec="seconds"),
        sample=case.sample,
        members=tuple(members),
        history=HistoryHead(entries=len(history.entries), head=history.head()),
        lacking=tuple(role for role in WANTED if role not in roles),
    )
