"""A certificate authority for trying things out: made at first use, in files, and marked as a test everywhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from workflows.proof import fingerprint

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
Algorithm = Literal["ecdsa", "rsa"]

TEST = "(测试用)"
WARNING = "测试用，不具有法律效力"
_ROOM = 64
"""How many bytes a name in a certificate may have."""
_LIFE = timedelta(days=3650)
_LEEWAY = timedelta(days=1)
"""Certificates begin a day before they are made, because clocks differ."""


@dataclass(frozen=True)
class Credential:
    """A private key with its certificate."""

    key: Key
    certificate: x509.Certificate

    def der(self) -> tuple[bytes, bytes]:
        """Return the certificate and the key (PKCS 8) in DER."""
        key = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return self.certificate.public_bytes(serialization.Encoding.DER), key


class TestAuthority:
    """The test root, the test time stamp authority and the test certificates of bodies, in one folder."""

    __test__ = False

    def __init__(self, folder: Path, now: datetime) -> None:
        """Open the authority in *folder*, or make a new one there as of *now*.

        Raises:
            OSError: the folder cannot be written.
        """
        self._folder = folder
        self._now = now
        if not (folder / "ca.pem").exists():
            self._make()

    @property
    def root(self) -> x509.Certificate:
        """Return the root, the trust anchor of everything made here."""
        return x509.load_pem_x509_certificate((self._folder / "ca.pem").read_bytes())

    @property
    def root_fingerprint(self) -> str:
        """Return the fingerprint that readers are given out of band."""
        return fingerprint(self.root)

    def clock(self) -> Credential:
        """Return the credential of the time stamp authority."""
        return self._read("tsa")

    def body(self, name: str, *, algorithm: Algorithm = "ecdsa") -> Credential:
        """Return the credential of the body called *name*, made at first use."""
        stem = f"body-{hashed(name)}-{algorithm}"
        if not (self._folder / f"{stem}.pem").exists():
            subject = _name(name, serial=hashed(name))
            self._issue(stem, subject, _signing_usage(), algorithm)
        return self._read(stem)

    def _make(self) -> None:
        """Make root and time stamp authority aside and put the folder in place in one go."""
        aside = self._folder.with_name(f".{self._folder.name}.{os.getpid()}")
        aside.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = _new_key("ecdsa")
        subject = _name("和为测试根证书")
        root = _certificate(key, subject, key, subject, _authority_usage(), self._now)
        _write(aside / "ca.key", Credential(key, root))
        (aside / "ca.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
        clock = _new_key("rsa")
        stamp = _certificate(clock, _name("和为测试时间戳"), key, subject, _clock_usage(), self._now)
        _write(aside / "tsa.pem", Credential(clock, stamp))
        try:
            aside.rename(self._folder)
        except OSError:
            shutil.rmtree(aside)
            if not (self._folder / "ca.pem").exists():
                raise

    def _issue(
        self, stem: str, subject: x509.Name, usage: Sequence[_Extension], algorithm: Algorithm
    ) -> None:
        root = _load(self._folder / "ca.key")
        key = _new_key(algorithm)
        certificate = _certificate(key, subject, root.key, root.certificate.subject, usage, self._now)
        _write(self._folder / f"{stem}.pem", Credential(key, certificate))

    def _read(self, stem: str) -> Credential:
        return _load(self._folder / f"{stem}.pem")


_Extension = tuple[x509.ExtensionType, bool]


def hashed(name: str) -> str:
    """Return a short name for files, the same for the same *name*."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(name.encode())
    return digest.finalize().hex()[:16]


def _name(common: str, *, serial: str = "") -> x509.Name:
    """Return the subject; `serial` tells two bodies apart whose names begin alike."""
    words = [
        (NameOID.COUNTRY_NAME, "CN"),
        (NameOID.ORGANIZATION_NAME, _cut(common, _ROOM)),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, WARNING),
        (NameOID.COMMON_NAME, _cut(common, _ROOM - len(TEST.encode())) + TEST),
        *([(NameOID.SERIAL_NUMBER, serial)] if serial else []),
    ]
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in words])


def _cut(text: str, room: int) -> str:
    """Return as much of *text* as *room* bytes hold."""
    return text.encode()[:room].decode(errors="ignore")


def _new_key(algorithm: Algorithm) -> Key:
    if algorithm == "rsa":
        return rsa.generate_private_key(public_exponent=65537, key_size=3072)
    return ec.generate_private_key(ec.SECP256R1())


def _usage(*, sign: bool = False, certify: bool = False) -> _Extension:
    usage = x509.KeyUsage(
        digital_signature=sign,
        content_commitment=sign,
        key_cert_sign=certify,
        crl_sign=certify,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    return usage, True


def _authority_usage() -> Sequence[_Extension]:
    return [(x509.BasicConstraints(ca=True, path_length=1), True), _usage(certify=True)]


def _signing_usage() -> Sequence[_Extension]:
    return [(x509.BasicConstraints(ca=False, path_length=None), True), _usage(sign=True)]


def _clock_usage() -> Sequence[_Extension]:
    return [*_signing_usage(), (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), True)]


def _certificate(
    key: Key,
    subject: x509.Name,
    issuer_key: Key,
    issuer: x509.Name,
    usage: Sequence[_Extension],
    now: datetime,
) -> x509.Certificate:
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _LEEWAY)
        .not_valid_after(now + _LIFE)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
    )
    for extension, critical in usage:
        builder = builder.add_extension(extension, critical=critical)
    return builder.sign(issuer_key, hashes.SHA256())


def _write(path: Path, credential: Credential) -> None:
    """Write key and certificate into one file that only the owner reads; who comes second keeps the first."""
    key = credential.key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.touch(mode=0o600)
    aside.write_bytes(key + credential.certificate.public_bytes(serialization.Encoding.PEM))
    aside.chmod(0o400)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()


def _load(path: Path) -> Credential:
    content = path.read_bytes()
    key = serialization.load_pem_private_key(content, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise TypeError(
            f"Expected an ECDSA or RSA key in {path}, but it is {type(key).__name__}; replace it."
        )
    return Credential(key, x509.load_pem_x509_certificate(content[content.index(b"-----BEGIN CERT") :]))
