"""A case with made papers, sealed into a court package: what the tests of proof start from."""

from __future__ import annotations

import json
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pikepdf

from tasks.signing import LocalSeal, TestAuthority
from workflows.domain.attachment import Attachment, AttachmentKind, AttachmentStatus
from workflows.domain.case import Agreement, Case, CaseDocument, Confirmation, Instalment, Party, PartyRole
from workflows.domain.journal import Fact
from workflows.domain.organisation import Organisation
from workflows.domain.paper import Paper, PaperStatus
from workflows.proof import pack, unpack
from workflows.testing.stage import stage
from workflows.usecases.app import App
from workflows.usecases.assemble_package import assemble_package

NOW = datetime(2025, 12, 1, 2, 0, tzinfo=UTC)
BODY = "示例镇人民调解委员会"
CASE = Case(
    id="c1",
    number="示例2025-000001",
    pack="",
    procedure="dispute",
    version="v",
    org_id="body",
    title="示例纠纷",
    opened_at=NOW,
    sample=True,
    document=CaseDocument(
        parties=(
            Party(id="p1", role=PartyRole.APPLICANT, name="陈示例", id_number="500235198001010010"),
            Party(id="p2", role=PartyRole.RESPONDENT, name="林样本"),
        ),
        agreement=Agreement(
            number="(2025)示例镇民调字第1号",
            agreed_on=date(2025, 11, 29),
            amount=Decimal("3000.50"),
            instalments=(Instalment(payer="林样本", payee="陈示例", amount=Decimal("3000.50")),),
        ),
        confirmation=Confirmation(joint=True, court_name="示例县人民法院", court_id="court"),
    ),
)
TEMPLATES = ("confirmation-application", "agreement", "mediation-proof", "transfer-letter")


@dataclass(frozen=True)
class Work:
    """A package with the anchor under which it must hold."""

    content: bytes
    anchors: frozenset[str]
    root: bytes

    def members(self) -> list[tuple[str, bytes]]:
        """Return the members in order."""
        return unpack(self.content)

    def changed(self, name: str, change: Callable[[bytes], bytes]) -> bytes:
        """Return the package with one member changed, checksums of the ZIP made good again."""
        return pack([(each, change(body) if each == name else body) for each, body in self.members()])


def blank_pdf(pages: int = 1) -> bytes:
    """Return a small PDF."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


@cache
def _keys() -> TemporaryDirectory[str]:
    """Return the folder of a test authority, made once: to find the primes of its clock costs a second."""
    folder = TemporaryDirectory()
    TestAuthority(Path(folder.name) / "pki", NOW)
    return folder


def give_keys(app: App) -> None:
    """Give *app* a test authority that was made before."""
    shutil.copytree(Path(_keys().name) / "pki", app.settings.pki)


@contextmanager
def office(
    papers: Sequence[str] = TEMPLATES, status: PaperStatus = PaperStatus.MADE, *, keys: bool = True
) -> Iterator[App]:
    """Yield a machine in memory that holds the case with these papers, and *keys* to seal them unless it is new."""
    with stage() as (app, clock):
        clock.move_to(NOW)
        if keys:
            give_keys(app)
        digest = app.files.put(blank_pdf())
        with app.store.write() as tx:
            tx.directory.put_organisations(
                [
                    Organisation(id="body", pack="", kind="township_centre", tier="township", name=BODY, path="body/"),
                    Organisation(id="court", pack="", kind="court", tier="court", name="示例县人民法院", path="court/"),
                ]
            )  # fmt: skip
            tx.cases.add(CASE)
            facts = [
                Fact(kind="CaseOpened"),
                Fact(kind="FormSubmitted", element="sign", data={"form": "sign"}),
            ]
            tx.journal.append(
                CASE.id, 0, [*facts, Fact(kind="StepCompleted", element="sign")], at=NOW, actor="a1"
            )
            for number, template in enumerate(papers):
                tx.papers.put(
                    Paper(
                        id=f"c1-0-{number}",
                        case_id=CASE.id,
                        template=template,
                        title=f"示例文书{number}",
                        wanted_at=NOW,
                        status=status,
                        pdf_sha256=digest,
                    )
                )
        yield app


SCANS = (
    (AttachmentKind.AGREEMENT, "application/pdf", b"%PDF-1.4 signed by hand and scanned"),
    (AttachmentKind.IDENTITY, "image/jpeg", b"\xff\xd8\xff identity card"),
    (AttachmentKind.AUTHORITY, "image/png", b"\x89PNG power of attorney"),
    (AttachmentKind.OTHER, "image/jpeg", b"\xff\xd8\xff a photo of the wall"),
)
"""Files that were brought to the case: of all but the last it was said what they are."""


def bring(app: App, kind: AttachmentKind, media_type: str, content: bytes, **changes: Any) -> Attachment:
    """Return a file that was brought to the case of these tests."""
    digest = app.files.put(content)
    given = Attachment(
        id=digest[:8],
        case_id=CASE.id,
        name="扫描件",
        media_type=media_type,
        size=len(content),
        sha256=digest,
        received_sha256=digest,
        status=AttachmentStatus.CLEAN,
        added_at=NOW,
        added_by="a1",
        kind=kind,
    )
    file = replace(given, **changes)
    with app.store.write() as tx:
        tx.attachments.put(file)
    return file


@cache
def work(algorithm: str = "ecdsa", *, scans: bool = False) -> Work:
    """Return a good package, made once for all tests; with *scans* also of files that were brought."""
    with TemporaryDirectory() as folder, office() as app:
        for scan in SCANS if scans else ():
            bring(app, *scan)
        authority = TestAuthority(Path(folder) / "pki", NOW)
        made = assemble_package(
            app,
            CASE.id,
            lambda body: LocalSeal(
                authority, body, now=NOW, algorithm="rsa" if algorithm == "rsa" else "ecdsa"
            ),
        )
        root = (Path(folder) / "pki" / "ca.pem").read_bytes()
        return Work(made.content, frozenset({authority.root_fingerprint}), root)


def resealed(content: bytes, folder: Path, *, body: str = BODY) -> tuple[bytes, str]:
    """Return the package signed anew, PDFs included, under another root: what a self-made twin looks like."""
    authority = TestAuthority(folder / "twin", NOW)
    seal = LocalSeal(authority, body, now=NOW)
    members = unpack(content)
    return pack([(n, seal.seal_bytes(members[0][1]) if n == "manifest.p7s" else c) for n, c in members]), (
        authority.root_fingerprint
    )


def with_manifest(work: Work, change: Callable[[dict[str, object]], None]) -> bytes:
    """Return the package with its manifest edited and written canonically, the old signature left in place."""

    def edit(content: bytes) -> bytes:
        value = json.loads(content)
        change(value)
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    return work.changed("manifest.json", edit)


def crude_zip(entries: Sequence[tuple[str, bytes, int, int, int]]) -> bytes:
    """Return a ZIP of (name, stored bytes, method, claimed size, unix mode), with none of our care."""
    body, directory = b"", b""
    for name, content, method, size, mode in entries:
        raw, crc = name.encode(), zlib.crc32(content)
        offset = len(body)
        body += struct.pack(
            "<IHHHHHIIIHH", 0x04034B50, 20, 0, method, 0, 0x21, crc, len(content), size, len(raw), 0
        )
        body += raw + content
        directory += struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 0x0314, 20, 0, method, 0, 0x21, crc, len(content), size, len(raw),
            0, 0, 0, 0, mode << 16, offset,
        ) + raw  # fmt: skip
    count = len(entries)
    return (
        body
        + directory
        + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), len(body), 0)
    )
