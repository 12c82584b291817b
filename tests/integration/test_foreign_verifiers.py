"""What Hewei signs is also accepted by programs that have never heard of it."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from tests.unit.proof.workshop import NOW, work

pytestmark = pytest.mark.slow


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not on this machine")
def test_openssl_accepts_the_signature_of_the_manifest(tmp_path: Path) -> None:
    """A clerk with OpenSSL alone can check the manifest against the root given out of band."""
    members = dict(work().members())
    for name in ("manifest.json", "manifest.p7s"):
        (tmp_path / name).write_bytes(members[name])
    (tmp_path / "root.pem").write_bytes(work().root)
    command = (
        "openssl cms -verify -binary -inform DER -in manifest.p7s -content manifest.json -CAfile root.pem"
    )
    words = [*command.split(), "-purpose", "any", "-attime", str(int(NOW.timestamp()))]
    good = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
    (tmp_path / "manifest.json").write_bytes(members["manifest.json"] + b" ")
    bad = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
    assert (good.returncode, bad.returncode == 0) == (0, False)


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils is not on this machine")
def test_poppler_accepts_the_seal_of_a_paper(tmp_path: Path) -> None:
    """Poppler's pdfsig says that the signature is valid and the whole document signed."""
    (tmp_path / "paper.pdf").write_bytes(work().members()[2][1])
    said = subprocess.run(
        ["pdfsig", "paper.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False
    ).stdout
    assert ("Signature is Valid." in said, "Total document signed" in said) == (True, True)


@pytest.mark.parametrize("algorithm", ["ecdsa", "rsa"])
def test_pyhanko_accepts_the_seal_of_a_paper(algorithm: str) -> None:
    """PyHanko finds the seal intact, trusted, stamped, and covering the entire file with nothing allowed after it."""
    made = work(algorithm)
    root = x509.load_pem_x509_certificate(made.root).public_bytes(Encoding.DER)
    context = ValidationContext(trust_roots=[Certificate.load(root)], moment=NOW)
    (signature,) = PdfFileReader(BytesIO(made.members()[2][1])).embedded_signatures
    status = validate_pdf_signature(signature, context, ts_validation_context=context)
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert status.timestamp_validity is not None
    assert status.timestamp_validity.timestamp == NOW
