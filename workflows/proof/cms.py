"""CMS signatures (RFC 5652) as CAdES and RFC 3161 use them: read strictly, then checked.

Every part that the signature itself does not cover (algorithm names, certificates, version numbers) is pinned:
it must be exactly what follows from the rest, so that a change of any byte is found.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from workflows.proof import der
from workflows.proof.der import Node, NotDer
from workflows.proof.refusal import broken

DATA = "1.2.840.113549.1.7.1"
TST_INFO = "1.2.840.113549.1.9.16.1.4"
_SIGNED_DATA = "1.2.840.113549.1.7.2"
_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"
_SIGNING_CERTIFICATE = "1.2.840.113549.1.9.16.2.47"
_SIGNING_CERTIFICATE_1 = "1.2.840.113549.1.9.16.2.12"
_TIMESTAMP = "1.2.840.113549.1.9.16.2.14"
_DIGESTS: Mapping[str, hashes.HashAlgorithm] = MappingProxyType(
    {
        "2.16.840.1.101.3.4.2.1": hashes.SHA256(),
        "2.16.840.1.101.3.4.2.2": hashes.SHA384(),
        "2.16.840.1.101.3.4.2.3": hashes.SHA512(),
    }
)
_ECDSA = {"sha256": "1.2.840.10045.4.3.2", "sha384": "1.2.840.10045.4.3.3", "sha512": "1.2.840.10045.4.3.4"}
_RSA = {
    "sha256": "1.2.840.113549.1.1.11",
    "sha384": "1.2.840.113549.1.1.12",
    "sha512": "1.2.840.113549.1.1.13",
}
_RSA_PLAIN = "1.2.840.113549.1.1.1"


@dataclass(frozen=True, kw_only=True)
class Signature:
    """A signature that was read, not yet checked: by whom, over what, with which time stamp token."""

    certificates: tuple[x509.Certificate, ...]
    signer: x509.Certificate
    digest: hashes.HashAlgorithm
    algorithm: str
    attributes: bytes
    message_digest: bytes
    value: bytes
    content: bytes | None
    token: bytes | None


def read_signature(content: bytes, *, kind: str, member: str) -> Signature:
    """Return the signature in *content*, whose signed content type must be *kind*.

    Raises:
        BrokenPackage: it is not a signature in the agreed form.
    """
    try:
        return _read(der.read(content), kind)
    except (NotDer, ValueError, IndexError, KeyError, x509.ExtensionNotFound) as error:
        raise broken("signature-unreadable", member, detail=str(error)[:120]) from error


def check_signature(signature: Signature, digest: bytes, *, member: str) -> None:
    """Let pass a *signature* over the content with this *digest* that was made with the signer's key.

    Raises:
        BrokenPackage: the content was changed, the signature was forged, or its method is weak.
    """
    if signature.message_digest != digest:
        raise broken("signature-digest", member)
    key = signature.signer.public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            _check_curve(signature, key, member)
            key.verify(signature.value, signature.attributes, ec.ECDSA(signature.digest))
        elif isinstance(key, rsa.RSAPublicKey) and key.key_size >= 2048:
            key.verify(signature.value, signature.attributes, padding.PKCS1v15(), signature.digest)
        else:
            raise broken("signature-weak", member)
    except (InvalidSignature, ValueError) as error:
        raise broken("signature-wrong", member) from error


def digest_of(signature: Signature, *parts: bytes) -> bytes:
    """Return the digest of *parts*, one after the other, by the signature's own method."""
    hasher = hashlib.new(signature.digest.name)
    for part in parts:
        hasher.update(part)
    return hasher.digest()


def _check_curve(signature: Signature, key: ec.EllipticCurvePublicKey, member: str) -> None:
    if not isinstance(key.curve, ec.SECP256R1 | ec.SECP384R1):
        raise broken("signature-weak", member)
    parts = der.read(signature.value).expect(der.SEQUENCE).children()
    if len(parts) != 2 or any(part.integer() <= 0 for part in parts):
        raise NotDer("not an ECDSA value")


def _read(node: Node, kind: str) -> Signature:
    outer, wrapped = node.expect(der.SEQUENCE).children()
    if outer.oid() != _SIGNED_DATA:
        raise NotDer("not signed data")
    (signed,) = wrapped.expect(0xA0).children()
    version, digests, encapsulated, certificates, signers = signed.expect(der.SEQUENCE).children()
    (info,) = signers.expect(der.SET).children()
    known = tuple(_certificate(each.raw) for each in certificates.expect(0xA0).children())
    if len({each.fingerprint(hashes.SHA256()) for each in known}) != len(known):
        raise NotDer("a certificate twice")
    inner, content = _content(encapsulated, kind)
    if version.integer() != (1 if inner == DATA else 3):
        raise NotDer("version of the signed data")
    signature = _signer_info(info.expect(der.SEQUENCE).children(), known, inner, content)
    algorithms = [each.raw for each in digests.expect(der.SET).children()]
    if algorithms != [info.children()[2].raw]:
        raise NotDer("digest methods differ")
    return signature


def _certificate(raw: bytes) -> x509.Certificate:
    """Return the certificate, every part of which was read once: the library itself reads late."""
    try:
        certificate = x509.load_der_x509_certificate(raw)
        certificate.public_key()
        known = (
            certificate.subject,
            certificate.issuer,
            certificate.extensions,
            certificate.not_valid_after_utc,
        )
        strong = certificate.signature_hash_algorithm
    except (
        ValueError,
        TypeError,
        x509.InvalidVersion,
        x509.DuplicateExtension,
        UnsupportedAlgorithm,
    ) as error:
        raise NotDer(f"a certificate that cannot be read: {error}") from error
    if not all(known[:3]) or strong is None or strong.name not in _ECDSA:
        raise NotDer("a certificate signed by a weak method")
    return certificate


def _content(encapsulated: Node, kind: str) -> tuple[str, bytes | None]:
    inner, *rest = encapsulated.expect(der.SEQUENCE).children()
    if inner.oid() != kind:
        raise NotDer("signs another kind of content")
    if not rest:
        return kind, None
    (octets,) = rest[0].expect(0xA0).children()
    return kind, octets.expect(der.OCTETS).content


def _signer_info(
    parts: list[Node], known: tuple[x509.Certificate, ...], kind: str, content: bytes | None
) -> Signature:
    version, issuer_and_serial, digest_node, attributes, algorithm_node, value, *unsigned = parts
    issuer, serial = issuer_and_serial.expect(der.SEQUENCE).children()
    if version.integer() != 1 or len(unsigned) > 1:
        raise NotDer("version of the signer")
    (signer,) = [
        c for c in known if c.serial_number == serial.integer() and c.issuer.public_bytes() == issuer.raw
    ]
    digest = _digest(digest_node)
    signed = _attributes(attributes.expect(0xA0))
    if signed[_CONTENT_TYPE].oid() != kind:
        raise NotDer("the signed kind of content differs")
    _check_certificate_attribute(signed, signer)
    return Signature(
        certificates=known,
        signer=signer,
        digest=digest,
        algorithm=_algorithm(algorithm_node, digest, signer),
        attributes=bytes([der.SET]) + attributes.raw[1:],
        message_digest=signed[_MESSAGE_DIGEST].expect(der.OCTETS).content,
        value=value.expect(der.OCTETS).content,
        content=content,
        token=_token(unsigned),
    )


def _attributes(node: Node) -> dict[str, Node]:
    found: dict[str, Node] = {}
    for attribute in node.children():
        name, values = attribute.expect(der.SEQUENCE).children()
        (value,) = values.expect(der.SET).children()
        if name.oid() in found:
            raise NotDer("an attribute twice")
        found[name.oid()] = value
    return found


def _token(unsigned: list[Node]) -> bytes | None:
    if not unsigned:
        return None
    found = _attributes(unsigned[0].expect(0xA1))
    if set(found) != {_TIMESTAMP}:
        raise NotDer("an unsigned attribute other than a time stamp")
    return found[_TIMESTAMP].raw


def _check_certificate_attribute(signed: Mapping[str, Node], signer: x509.Certificate) -> None:
    """Demand that the signed attributes name the signer's certificate by digest (RFC 5035)."""
    if _SIGNING_CERTIFICATE in signed:
        first = signed[_SIGNING_CERTIFICATE].children()[0].children()[0].children()
        method: hashes.HashAlgorithm = hashes.SHA256()
        if first[0].tag == der.SEQUENCE:
            method, first = _digest(first[0]), first[1:]
    else:
        first = signed[_SIGNING_CERTIFICATE_1].children()[0].children()[0].children()
        method = hashes.SHA1()  # noqa: S303 - RFC 2634 names the certificate this way; the signature itself is SHA-2
    if first[0].expect(der.OCTETS).content != signer.fingerprint(method):
        raise NotDer("the signed attributes name another certificate")


def _digest(node: Node) -> hashes.HashAlgorithm:
    name, *parameters = node.expect(der.SEQUENCE).children()
    if len(parameters) > 1 or any(p.tag != der.NULL or p.content for p in parameters):
        raise NotDer("parameters of the digest method")
    return _DIGESTS[name.oid()]


def _algorithm(node: Node, digest: hashes.HashAlgorithm, signer: x509.Certificate) -> str:
    name, *parameters = node.expect(der.SEQUENCE).children()
    if len(parameters) > 1 or any(p.tag != der.NULL or p.content for p in parameters):
        raise NotDer("parameters of the signature method")
    curve = isinstance(signer.public_key(), ec.EllipticCurvePublicKey)
    fitting = {_ECDSA[digest.name]} if curve else {_RSA[digest.name], _RSA_PLAIN}
    if name.oid() not in fitting:
        raise NotDer("the signature method does not fit the key")
    return f"{'ecdsa' if curve else 'rsa'}-{digest.name}"
