"""RFC 3161 time stamps: proof that a signature existed at an instant."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509

from workflows.proof import der
from workflows.proof.anchor import Anchors, Use, check_chain
from workflows.proof.cms import TST_INFO, Signature, check_signature, digest_of, read_signature
from workflows.proof.der import NotDer
from workflows.proof.refusal import broken

_SHA256 = "2.16.840.1.101.3.4.2.1"
TOLERANCE = timedelta(minutes=5)
"""How far the clocks of an institution and of a time stamp authority may differ."""


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """When a signature existed for certain, and who says so."""

    at: datetime
    authority: x509.Certificate


def check_timestamp(signature: Signature, *, anchors: Anchors, member: str) -> Stamp:
    """Return the instant that the time stamp of *signature* proves.

    Raises:
        BrokenPackage: there is none, it belongs to something else, or its authority is not trusted.
    """
    if signature.token is None:
        raise broken("timestamp-missing", member)
    token = read_signature(signature.token, kind=TST_INFO, member=member)
    if token.content is None:
        raise broken("timestamp-wrong", member)
    check_signature(token, digest_of(token, token.content), member=member)
    at, imprint = _info(token.content, member)
    if imprint != hashlib.sha256(signature.value).digest():
        raise broken("timestamp-wrong", member)
    check_chain(token.signer, token.certificates, anchors=anchors, use=Use.TIME, at=at, member=member)
    return Stamp(at=at, authority=token.signer)


def _info(content: bytes, member: str) -> tuple[datetime, bytes]:
    """Return the instant and the SHA-256 that a TSTInfo states."""
    try:
        version, _policy, imprint, _serial, time, *_ = der.read(content).expect(der.SEQUENCE).children()
        method, digest = imprint.expect(der.SEQUENCE).children()
        known = version.integer() == 1 and method.children()[0].oid() == _SHA256
        at, value = time.time(), digest.expect(der.OCTETS).content
    except (NotDer, ValueError, IndexError) as error:
        raise broken("timestamp-wrong", member, detail=str(error)[:120]) from error
    if not known:
        raise broken("timestamp-wrong", member)
    return at, value
