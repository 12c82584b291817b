"""Measure seals and packages: a paper sealed, a package of a 60-page dossier made and checked."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from statistics import median

import pikepdf

from tasks.signing.authority import TestAuthority
from tasks.signing.seal import LocalSeal
from workflows.domain.bench import BenchLine
from workflows.domain.canonical import sha256
from workflows.domain.chain import link
from workflows.domain.court_data import CourtData, Identities
from workflows.domain.journal import Fact, JournalEntry
from workflows.domain.package import (
    DATA,
    HISTORY,
    IDENTITIES,
    MANIFEST,
    SIGNATURE,
    HistoryHead,
    Issuer,
    Manifest,
    Member,
    Role,
)
from workflows.proof import pack
from workflows.proof.bench import run as check

NOW = datetime(2025, 12, 1, 2, 0, tzinfo=UTC)
BODY = "示例镇人民调解委员会"
PAGES = 60
PAGE = 4_000
"""Bytes of text on each page, about as many as a printed page of a record holds."""
FACTS = 200
ROUNDS = 5


def run() -> list[BenchLine]:
    """Return what it costs to seal a paper, to make a package of a 60-page dossier, and to check it."""
    with tempfile.TemporaryDirectory(prefix="hewei-bench-") as folder:
        authority = TestAuthority(Path(folder) / "pki", NOW)
        seal = LocalSeal(authority, BODY, now=NOW)
        paper = dossier(PAGES)
        sealed = _timed(lambda: seal.seal_paper(paper))
        package, made = _once(lambda: whole_package(seal, paper))
        return [
            BenchLine(
                name="seal a paper (PAdES-B-T, ECDSA P-256)", value=sealed, unit="ms", note=f"{PAGES} pages"
            ),
            BenchLine(
                name="make a court package", value=made, unit="ms", note=f"{PAGES} pages, {FACTS} facts"
            ),
            *check(package, frozenset({authority.root_fingerprint})),
        ]


def dossier(pages: int) -> bytes:
    """Return a PDF of *pages* pages with as many bytes as printed ones."""
    out = BytesIO()
    with pikepdf.new() as pdf:
        for number in range(pages):
            pdf.add_blank_page()
            pdf.pages[-1].Contents = pdf.make_stream(f"% {number} ".encode().ljust(PAGE, b"."))
        pdf.save(out, compress_streams=False)
    return out.getvalue()


def whole_package(seal: LocalSeal, paper: bytes) -> bytes:
    """Return a package with *paper* in it, sealed."""
    facts = [
        JournalEntry(
            seq=n, case_id="c", rev=n, at=NOW, actor="a", fact=Fact(kind="StepCompleted", element=f"e{n}")
        )
        for n in range(FACTS)
    ]
    history = link("示例1", facts)
    files = [
        ("01-agreement.pdf", Role.AGREEMENT, seal.seal_paper(paper)),
        (IDENTITIES, Role.IDENTITY, Identities(case="示例1").encoded()),
        (DATA, Role.DATA, CourtData(case="示例1").encoded()),
        (HISTORY, Role.HISTORY, history.encoded()),
    ]
    members = tuple(
        Member(
            name=name,
            role=role,
            title=name,
            media_type="application/pdf" if name.endswith(".pdf") else "application/json",
            size=len(content),
            sha256=sha256(content),
        )
        for name, role, content in files
    )
    manifest = Manifest(
        case="示例1",
        issuer=Issuer(id="b", name=BODY),
        made_at=NOW.isoformat(),
        members=members,
        history=HistoryHead(entries=FACTS, head=history.head()),
    ).encoded()
    return pack(
        [
            (MANIFEST, manifest),
            (SIGNATURE, seal.seal_bytes(manifest)),
            *((name, body) for name, _, body in files),
        ]
    )


def _timed(work: Callable[[], bytes]) -> float:
    return median(_once(work)[1] for _ in range(ROUNDS))


def _once(work: Callable[[], bytes]) -> tuple[bytes, float]:
    start = time.perf_counter()
    made = work()
    return made, (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    for line in run():
        print(f"{line.name}: {line.value:.1f} {line.unit}  {line.note}")  # noqa: T201 - a bench prints
