"""Check a court package or a single signed paper: members, history, signatures, certificates, time stamps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from cryptography import x509
from pydantic import ValidationError

from workflows.domain.canonical import sha256
from workflows.domain.chain import History, find_break
from workflows.domain.court_data import CourtData, Identities
from workflows.domain.package import DATA, HISTORY, IDENTITIES, MANIFEST, SIGNATURE, Manifest
from workflows.proof.anchor import Anchors, Use, check_chain
from workflows.proof.archive import Member, unpack
from workflows.proof.cms import DATA as PLAIN
from workflows.proof.cms import check_signature, digest_of, read_signature
from workflows.proof.paper import Sealed, verify_paper
from workflows.proof.refusal import broken
from workflows.proof.timestamp import TOLERANCE, check_timestamp

Part = TypeVar("Part", Manifest, History, CourtData, Identities)


@dataclass(frozen=True, kw_only=True)
class Verified:
    """A package that holds: its manifest, and by whom and when it was signed."""

    manifest: Manifest
    digest: str
    seal: Sealed


def verify_file(content: bytes, *, anchors: Anchors, name: str) -> Verified | Sealed:
    """Return what the package, or the single signed PDF, proves; *name* is how a PDF is called in findings.

    Raises:
        BrokenPackage: the first thing that broke, by name.
    """
    if content.startswith(b"%PDF-"):
        return verify_paper(content, anchors=anchors, member=name)
    return verify_package(content, anchors=anchors)


def verify_package(content: bytes, *, anchors: Anchors) -> Verified:
    """Return what the package proves; needs no network, no database and no clock.

    Raises:
        BrokenPackage: the first thing that broke, by name.
    """
    members = unpack(content)
    manifest, files = _read_manifest(members)
    _check_members(manifest, files)
    _check_data(manifest, dict(files))
    seal = _check_seal(dict(members), manifest, anchors)
    for name, file in files:
        if name.endswith(".pdf"):
            _check_paper(name, file, seal, anchors)
    return Verified(manifest=manifest, digest=sha256(members[0][1]), seal=seal)


def _read_manifest(members: Sequence[Member]) -> tuple[Manifest, Sequence[Member]]:
    names = [name for name, _ in members[:2]]
    for wanted, found in zip((MANIFEST, SIGNATURE), [*names, "", ""], strict=False):
        if wanted != found:
            everywhere = {name for name, _ in members}
            raise broken("member-order" if wanted in everywhere else "member-missing", wanted)
    manifest = _parse(Manifest, members[0][1], MANIFEST, "manifest-unreadable")
    return manifest, members[2:]


def _parse(model: type[Part], content: bytes, member: str, rule: str) -> Part:
    try:
        part = model.model_validate_json(content)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise broken(rule, member, detail=".".join(map(str, first["loc"])) or str(first["type"])) from error
    if not _canonical(part, content):
        raise broken("not-canonical", member)
    return part


def _canonical(part: Manifest | History | CourtData | Identities, content: bytes) -> bool:
    try:
        return part.encoded() == content
    except ValueError:  # a number that canonical JSON does not have
        return False


def _check_members(manifest: Manifest, files: Sequence[Member]) -> None:
    _check_names([member.name for member in manifest.members], [name for name, _ in files])
    for member, (name, content) in zip(manifest.members, files, strict=True):
        if member.name != name:
            raise broken("member-order", name)
        if member.size != len(content):
            raise broken("member-size", name, detail=member.title)
        if member.sha256 != sha256(content):
            raise broken("member-changed", name, detail=member.title)


def _check_names(listed: Sequence[str], present: Sequence[str]) -> None:
    for name in listed:
        if listed.count(name) > 1:
            raise broken("name-twice", name)
        if name not in present:
            raise broken("member-missing", name)
    for name in present:
        if name not in listed:
            raise broken("member-extra", name)


def _check_data(manifest: Manifest, files: dict[str, bytes]) -> None:
    for name in (DATA, IDENTITIES, HISTORY):
        if name not in files:
            raise broken("member-missing", name)
    data = _parse(CourtData, files[DATA], DATA, "json-unreadable")
    persons = _parse(Identities, files[IDENTITIES], IDENTITIES, "json-unreadable")
    history = _parse(History, files[HISTORY], HISTORY, "json-unreadable")
    for name, case in ((DATA, data.case), (IDENTITIES, persons.case), (HISTORY, history.case)):
        if case != manifest.case:
            raise broken("other-case", name, detail=case)
    gap = find_break(history.case, history.entries)
    if gap is not None:
        raise broken(gap.rule, HISTORY, detail=f"entry {gap.entry}", zh=f"第 {gap.entry} 条")
    if (len(history.entries), history.head()) != (manifest.history.entries, manifest.history.head):
        raise broken("history-cut", HISTORY)


def _check_seal(files: dict[str, bytes], manifest: Manifest, anchors: Anchors) -> Sealed:
    signature = read_signature(files[SIGNATURE], kind=PLAIN, member=SIGNATURE)
    if signature.content is not None:
        raise broken("signature-unreadable", SIGNATURE)
    check_signature(signature, digest_of(signature, files[MANIFEST]), member=MANIFEST)
    stamp = check_timestamp(signature, anchors=anchors, member=SIGNATURE)
    root = check_chain(
        signature.signer, signature.certificates, anchors=anchors, use=Use.SEAL, at=stamp.at, member=SIGNATURE
    )
    if stamp.at < datetime.fromisoformat(manifest.made_at) - TOLERANCE:
        raise broken("timestamp-early", SIGNATURE)
    return Sealed(signer=signature.signer, root=root, at=stamp.at, algorithm=signature.algorithm)


def _check_paper(name: str, content: bytes, seal: Sealed, anchors: Anchors) -> None:
    own = verify_paper(content, anchors=anchors, member=name)
    if _subject(own.signer) != _subject(seal.signer):
        raise broken("signer-other", name)


def _subject(certificate: x509.Certificate) -> bytes:
    return certificate.subject.public_bytes()
