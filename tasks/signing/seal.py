"""The local seal: PAdES-B-T under a PDF and a detached CAdES signature over bytes, with a key kept in a file."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from typing import Any, TypeVar

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, async_sign_pdf
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tasks.signing.authority import Algorithm, Credential, TestAuthority
from workflows.errors import SigningFailed

FIELD = "HeweiSeal"
_DIGEST = "sha256"
Result = TypeVar("Result")


class LocalSeal:
    """Signs for one body with a key in a file and time stamps from the local test authority."""

    def __init__(
        self, authority: TestAuthority, body: str, *, now: datetime, algorithm: Algorithm = "ecdsa"
    ) -> None:
        """Sign for *body* as of *now*; `algorithm` is ecdsa (P-256) or rsa (3072 bits).

        Raises:
            OSError: the key cannot be read or made.
        """
        self._body = body
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register(Certificate.load(authority.root.public_bytes(Encoding.DER)))
        certificate, key = _pieces(authority.body(body, algorithm=algorithm))
        self._signer = SimpleSigner(certificate, key, store)
        clock_certificate, clock_key = _pieces(authority.clock())
        self._clock = DummyTimeStamper(clock_certificate, clock_key, store, fixed_dt=now)

    def seal_paper(self, pdf: bytes) -> bytes:
        """Return *pdf* with the body's PAdES-B-T signature, certified so that nothing may be changed after it.

        Raises:
            SigningFailed: the PDF or the key cannot be used.
        """
        metadata = PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm=_DIGEST,
            reason="人民调解司法确认材料",
            name=self._body,
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        try:
            writer = IncrementalPdfFileWriter(BytesIO(pdf))
            signed = _run(async_sign_pdf(writer, metadata, self._signer, timestamper=self._clock))
        except (SigningError, PdfError, ValueError) as fault:
            raise _failed(fault) from fault
        return bytes(signed.getvalue())

    def seal_bytes(self, content: bytes) -> bytes:
        """Return a detached CAdES-B-T signature (CMS, DER) over *content*.

        Raises:
            SigningFailed: the key cannot be used.
        """
        try:
            signed = _run(
                self._signer.async_sign_general_data(
                    content, _DIGEST, use_cades=True, timestamper=self._clock
                )
            )
        except (SigningError, ValueError) as fault:
            raise _failed(fault) from fault
        return bytes(signed.dump())


def _pieces(credential: Credential) -> tuple[Certificate, PrivateKeyInfo]:
    certificate, key = credential.der()
    return Certificate.load(certificate), PrivateKeyInfo.load(key)


def _run(work: Coroutine[Any, Any, Result]) -> Result:
    """Return what *work* gives; a thread of its own, because the caller may be inside an event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def _failed(fault: Exception) -> SigningFailed:
    return SigningFailed(
        f"The institution's signature could not be made: {fault}. Look at the key folder, then try again.",
        zh=f"未能加盖电子签名：{fault}。请检查密钥文件夹后重试。",
    )
