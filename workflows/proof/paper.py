"""Signed papers: the institution's PAdES-B-T signature in a PDF, which must cover the file from end to end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509

from workflows.proof import der
from workflows.proof.anchor import Anchors, Use, check_chain
from workflows.proof.cms import DATA, check_signature, digest_of, read_signature
from workflows.proof.der import NotDer
from workflows.proof.refusal import broken
from workflows.proof.timestamp import check_timestamp

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s+(\d{1,12})\s*\]")
_HEX = re.compile(rb"<((?:[0-9A-F]{2})+)>")


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """A signature that holds: by which certificate, under which root, and when for certain."""

    signer: x509.Certificate
    root: x509.Certificate
    at: datetime
    algorithm: str


def verify_paper(content: bytes, *, anchors: Anchors, member: str) -> Sealed:
    """Return by whom and when the PDF *content* was signed.

    Raises:
        BrokenPackage: it is not signed, not wholly covered, was changed, or its signer is not trusted.
    """
    before, after, raw = _split(content, member)
    signature = read_signature(raw, kind=DATA, member=member)
    if signature.content is not None:
        raise broken("signature-unreadable", member)
    check_signature(signature, digest_of(signature, before, after), member=member)
    stamp = check_timestamp(signature, anchors=anchors, member=member)
    root = check_chain(
        signature.signer, signature.certificates, anchors=anchors, use=Use.SEAL, at=stamp.at, member=member
    )
    return Sealed(signer=signature.signer, root=root, at=stamp.at, algorithm=signature.algorithm)


def _split(content: bytes, member: str) -> tuple[bytes, bytes, bytes]:
    """Return what stands before and after the signature value, and the value without its padding."""
    ranges = content.count(b"/ByteRange")
    found = list(_RANGE.finditer(content))
    if not ranges:
        raise broken("signature-missing", member)
    if ranges > 1:
        raise broken("signature-twice", member)
    if not found:
        raise broken("signature-unreadable", member)
    start, first, second, length = map(int, found[0].groups())
    hole = content[first:second]
    value = _HEX.fullmatch(hole)
    if start or second + length != len(content) or value is None:
        raise broken("signature-coverage", member)
    return content[:first], content[second:], _unpadded(bytes.fromhex(value[1].decode()), member)


def _unpadded(value: bytes, member: str) -> bytes:
    """Return the DER value at the beginning; what follows must be zeros (PAdES reserves room)."""
    try:
        node = der.first(value)
    except NotDer as error:
        raise broken("signature-unreadable", member) from error
    if value[len(node.raw) :].strip(b"\0"):
        raise broken("signature-unreadable", member)
    return node.raw
