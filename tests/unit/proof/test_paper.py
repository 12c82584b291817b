"""A sealed paper is covered by its signature from the first byte to the last."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from tasks.signing import LocalSeal, TestAuthority
from tests.unit.proof.workshop import BODY, NOW, blank_pdf
from workflows.errors import BrokenPackage
from workflows.proof import verify_paper

pytestmark = pytest.mark.slow


@cache
def sealed(algorithm: str = "ecdsa") -> tuple[bytes, frozenset[str]]:
    """Return a sealed PDF and its anchor."""
    with TemporaryDirectory() as folder:
        authority = TestAuthority(Path(folder) / "pki", NOW)
        seal = LocalSeal(authority, BODY, now=NOW, algorithm="rsa" if algorithm == "rsa" else "ecdsa")
        return seal.seal_paper(blank_pdf()), frozenset({authority.root_fingerprint})


def refusal(content: bytes, anchors: frozenset[str] | None = None) -> str:
    """Return the rule of the refusal."""
    with pytest.raises(BrokenPackage) as refused:
        verify_paper(content, anchors=sealed()[1] if anchors is None else anchors, member="paper.pdf")
    return refused.value.rule


@pytest.mark.parametrize("algorithm", ["ecdsa", "rsa"])
def test_a_sealed_paper_holds(algorithm: str) -> None:
    """A paper sealed with either kind of key is accepted, with the instant of its time stamp."""
    content, anchors = sealed(algorithm)
    assert verify_paper(content, anchors=anchors, member="paper.pdf").at == NOW


@given(st.data())
@settings(max_examples=200)
def test_any_changed_byte_of_a_paper_is_refused(data: st.DataObject) -> None:
    """Whichever byte is changed, padding and certificates included, the paper is refused."""
    content, _ = sealed()
    at = data.draw(st.integers(0, len(content) - 1))
    flip = data.draw(st.integers(1, 255))
    assert refusal(content[:at] + bytes([content[at] ^ flip]) + content[at + 1 :])


def test_appended_bytes_are_refused() -> None:
    """A single space after the end is refused."""
    assert refusal(sealed()[0] + b" ") == "signature-coverage"


def test_an_incremental_save_is_refused() -> None:
    """What another program adds to the file, however harmless, is not covered and refused."""
    writer = IncrementalPdfFileWriter(BytesIO(sealed()[0]))
    writer.root["/Hewei"] = writer.root["/Type"]
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    assert refusal(out.getvalue()) == "signature-coverage"


def test_a_paper_written_anew_is_refused() -> None:
    """A PDF opened and saved by another program has lost its proof."""
    out = BytesIO()
    with pikepdf.open(BytesIO(sealed()[0])) as pdf:
        pdf.save(out)
    assert refusal(out.getvalue()) in ("signature-coverage", "signature-digest", "signature-unreadable")


def test_an_unsigned_paper_is_refused() -> None:
    """A paper without a signature is said to have none."""
    assert refusal(blank_pdf()) == "signature-missing"


def test_a_second_signature_is_refused(tmp_path: Path) -> None:
    """A second seal over the first is refused: the paper would no longer be what was sealed."""
    content = sealed()[0]
    at = content.index(b"/ByteRange")
    assert refusal(content + content[at : at + 60]) == "signature-twice"


def test_a_signature_moved_from_another_paper_is_refused() -> None:
    """The signature value of one paper does not fit another."""
    first, anchors = sealed()
    with TemporaryDirectory() as folder:
        authority = TestAuthority(Path(folder) / "pki", NOW)
        second = LocalSeal(authority, BODY, now=NOW).seal_paper(blank_pdf(2))
    start, end = (first.index(b"/Contents <") + 10, first.index(b">", first.index(b"/Contents <")) + 1)
    at = second.index(b"/Contents <") + 10
    moved = second[:at] + first[start:end] + second[second.index(b">", at) + 1 :]
    assert refusal(moved, anchors) in ("signature-digest", "signature-coverage")


def test_a_self_made_twin_of_a_paper_is_refused(tmp_path: Path) -> None:
    """A paper sealed in the same name under another root is refused."""
    twin = LocalSeal(TestAuthority(tmp_path / "pki", NOW), BODY, now=NOW).seal_paper(blank_pdf())
    assert refusal(twin) == "anchor-unknown"
