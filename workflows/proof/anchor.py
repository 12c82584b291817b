"""Trust anchors: the fingerprints of roots that a reader was given by another way, and chains that end there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.x509.oid import ExtendedKeyUsageOID

from workflows.errors import AnchorUnreadable
from workflows.proof.refusal import broken

Anchors = frozenset[str]
"""SHA-256 fingerprints, 64 hexadecimal digits each."""

_LONGEST = 5


class Use(StrEnum):
    """What a certificate at the end of a chain is for."""

    SEAL = "seal"
    TIME = "time"


def fingerprint(certificate: x509.Certificate) -> str:
    """Return the SHA-256 of the certificate, as it is printed and given out of band."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def read_anchor(text: str) -> str:
    """Return the fingerprint that *text* is (colons and spaces allowed), or that of the certificate file it names.

    Raises:
        AnchorUnreadable: it is neither.
    """
    digits = re.sub(r"[\s:]", "", text).lower()
    if re.fullmatch(r"[0-9a-f]{64}", digits):
        return digits
    try:
        content = Path(text).read_bytes()
        if content.lstrip().startswith(b"-----"):
            return fingerprint(x509.load_pem_x509_certificate(content))
        return fingerprint(x509.load_der_x509_certificate(content))
    except (OSError, ValueError) as error:
        raise AnchorUnreadable(
            f"{text!r} is neither a certificate file nor a SHA-256 fingerprint of 64 hexadecimal digits.",
            zh=f"{text!r} 既不是证书文件，也不是 64 位十六进制的 SHA-256 指纹；请核对。",
            anchor=text,
        ) from error


def check_chain(
    leaf: x509.Certificate,
    known: Iterable[x509.Certificate],
    *,
    anchors: Anchors,
    use: Use,
    at: datetime,
    member: str,
) -> x509.Certificate:
    """Return the root to which *leaf* leads by way of the *known* certificates, all valid *at* that instant.

    Every known certificate must be on the way, so that none can be slipped in.

    Raises:
        BrokenPackage: the chain does not hold, or its root is not among *anchors*.
    """
    chain = _chain(leaf, list(known), member)
    for certificate in chain:
        if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
            raise broken("certificate-expired", member, detail=common_name(certificate))
    _check_use(leaf, use, member)
    for authority in chain[1:]:
        _check_authority(authority, member)
    root = chain[-1]
    if not anchors:
        raise broken("anchor-missing", member, detail=f"SHA-256 {fingerprint(root)}")
    if fingerprint(root) not in anchors:
        raise broken("anchor-unknown", member, detail=f"SHA-256 {fingerprint(root)}")
    return root


def _chain(leaf: x509.Certificate, known: list[x509.Certificate], member: str) -> list[x509.Certificate]:
    chain, rest = [leaf], [each for each in known if each != leaf]
    while chain[-1].issuer != chain[-1].subject:
        issuer = next((each for each in rest if each.subject == chain[-1].issuer), None)
        if issuer is None or len(chain) >= _LONGEST:
            raise broken("certificate-chain", member, detail=common_name(chain[-1]))
        _check_issued(chain[-1], issuer, member)
        chain.append(issuer)
        rest.remove(issuer)
    _check_issued(chain[-1], chain[-1], member)
    if rest:
        raise broken("certificate-chain", member, detail=common_name(rest[0]))
    return chain


def _check_issued(certificate: x509.Certificate, issuer: x509.Certificate, member: str) -> None:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError) as error:
        raise broken("certificate-chain", member, detail=common_name(certificate)) from error


def _check_use(leaf: x509.Certificate, use: Use, member: str) -> None:
    try:
        usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
        fitting = usage.digital_signature or usage.content_commitment
        if use is Use.TIME:
            purposes = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
            fitting = purposes.critical and list(purposes.value) == [ExtendedKeyUsageOID.TIME_STAMPING]
        authority = leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (x509.ExtensionNotFound, ValueError) as error:
        raise broken("certificate-use", member, detail=common_name(leaf)) from error
    if not fitting or authority:
        raise broken("certificate-use", member, detail=common_name(leaf))


def _check_authority(certificate: x509.Certificate, member: str) -> None:
    try:
        constraints = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError) as error:
        raise broken("certificate-use", member, detail=common_name(certificate)) from error
    if not constraints.ca or not usage.key_cert_sign:
        raise broken("certificate-use", member, detail=common_name(certificate))


def common_name(certificate: x509.Certificate) -> str:
    """Return the name by which people know the certificate."""
    names = certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(names[0].value) if names else certificate.subject.rfc4514_string()
