"""Check a court package or a single signed paper: members, history, signatures, certificates, time stamps."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar

from cryptography import x509
from pydantic import ValidationError

from workflows.domain.canonical import sha256
from workflows.domain.chain import History, find_break
from workflows.domain.court_data import CourtData, Identities
from workflows.domain.package import DATA, HISTORY, IDENTITIES, MANIFEST, SCAN, SIGNATURE, Manifest, Member
from workflows.errors import BrokenPackage
from workflows.proof.anchor import Anchors, Use, check_chain
from workflows.proof.archive import PACKAGE, check_layout, unpack
from workflows.proof.archive import Member as File
from workflows.proof.cms import DATA as PLAIN
from workflows.proof.cms import check_signature, digest_of, read_signature
from workflows.proof.paper import Sealed, verify_paper
from workflows.proof.refusal import broken, called
from workflows.proof.timestamp import TOLERANCE, check_timestamp

Result = TypeVar("Result")
Files = Mapping[str, bytes]
Part = TypeVar("Part", Manifest, History, CourtData, Identities)


@dataclass(frozen=True, kw_only=True)
class Verified:
    """A package that holds: its manifest, and by whom and when it was signed."""

    manifest: Manifest
    digest: str
    seal: Sealed


def verify_detached(signature: bytes, content: bytes, *, anchors: Anchors, member: str, place: str) -> Sealed:
    """Return by whom and when *content* (called *member*) was signed with the detached *signature* (in *place*).

    Raises:
        BrokenPackage: the content was changed, or the signature does not hold under one of *anchors*.
    """
    found = read_signature(signature, kind=PLAIN, member=place)
    if found.content is not None:
        raise broken("signature-unreadable", place)
    check_signature(found, digest_of(found, content), member=member)
    stamp = check_timestamp(found, anchors=anchors, member=place)
    root = check_chain(
        found.signer, found.certificates, anchors=anchors, use=Use.SEAL, at=stamp.at, member=place
    )
    return Sealed(signer=found.signer, root=root, at=stamp.at, algorithm=found.algorithm)


def verify_file(content: bytes, *, anchors: Anchors, name: str) -> Verified | Sealed:
    """Return what the package, or the single signed PDF, proves; *name* is how the file is called in findings.

    Raises:
        BrokenPackage: the first thing that broke, by name.
    """
    if content.startswith(b"%PDF-"):
        return verify_paper(content, anchors=anchors, member=name)
    try:
        return verify_package(content, anchors=anchors)
    except BrokenPackage as refused:
        raise called(refused, PACKAGE, name) from refused


def verify_package(content: bytes, *, anchors: Anchors) -> Verified:
    """Return what the package proves; needs no network, no database and no clock.

    Raises:
        BrokenPackage: the first thing that broke, by name, in the order of the file; `others` holds the rest.
    """
    members = unpack(content)
    manifest, files = _read_manifest(members)
    contents = dict(members)
    found = _Findings()
    seal = found.run(lambda: _check_seal(contents, manifest, anchors))
    found.run(lambda: _check_names([member.name for member in manifest.members], [name for name, _ in files]))
    for member in manifest.members:
        if member.name in contents:
            found.run(partial(_check_member, member, contents[member.name]))
    for check in (_check_data, _check_identities, _check_history):
        found.run(partial(check, manifest, contents))
    for name, file in files:
        if name.endswith(".pdf") and not name.startswith(SCAN) and seal is not None:
            found.run(partial(_check_paper, name, file, seal, anchors))
    found.run(lambda: check_layout(content, members))
    found.settle()
    if seal is None:
        raise broken("signature-unreadable", SIGNATURE)
    return Verified(manifest=manifest, digest=sha256(contents[MANIFEST]), seal=seal)


class _Findings:
    """Runs one check after the other and keeps what each refused."""

    def __init__(self) -> None:
        self._broken: list[BrokenPackage] = []

    def run(self, check: Callable[[], Result]) -> Result | None:
        try:
            return check()
        except BrokenPackage as refused:
            self._broken.append(refused)
            return None

    def settle(self) -> None:
        if self._broken:
            first = self._broken[0]
            first.others = tuple(self._broken[1:])
            raise first


def _read_manifest(members: Sequence[File]) -> tuple[Manifest, Sequence[File]]:
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


def _check_names(listed: Sequence[str], present: Sequence[str]) -> None:
    for name in listed:
        if listed.count(name) > 1:
            raise broken("name-twice", name)
        if name not in present:
            raise broken("member-missing", name)
    for name in present:
        if name not in listed:
            raise broken("member-extra", name)
    for wanted, name in zip(listed, present, strict=True):
        if wanted != name:
            raise broken("member-order", name)


def _check_member(member: Member, content: bytes) -> None:
    if member.size != len(content):
        raise broken("member-size", member.name, detail=member.title)
    if member.sha256 != sha256(content):
        raise broken("member-changed", member.name, detail=member.title)


def _check_data(manifest: Manifest, files: Files) -> None:
    _check_case(_parse(CourtData, _file(files, DATA), DATA, "json-unreadable").case, manifest, DATA)


def _check_identities(manifest: Manifest, files: Files) -> None:
    persons = _parse(Identities, _file(files, IDENTITIES), IDENTITIES, "json-unreadable")
    _check_case(persons.case, manifest, IDENTITIES)


def _check_history(manifest: Manifest, files: Files) -> None:
    history = _parse(History, _file(files, HISTORY), HISTORY, "json-unreadable")
    _check_case(history.case, manifest, HISTORY)
    gap = find_break(history.case, history.entries)
    if gap is not None:
        raise broken(gap.rule, HISTORY, detail=f"entry {gap.entry}", zh=f"第 {gap.entry} 条")
    if (len(history.entries), history.head()) != (manifest.history.entries, manifest.history.head):
        raise broken("history-cut", HISTORY)


def _check_case(case: str, manifest: Manifest, member: str) -> None:
    if case != manifest.case:
        raise broken("other-case", member, detail=case)


def _file(files: Files, name: str) -> bytes:
    if name not in files:
        raise broken("member-missing", name)
    return files[name]


def _check_seal(files: Files, manifest: Manifest, anchors: Anchors) -> Sealed:
    seal = verify_detached(
        files[SIGNATURE], files[MANIFEST], anchors=anchors, member=MANIFEST, place=SIGNATURE
    )
    if seal.at < datetime.fromisoformat(manifest.made_at) - TOLERANCE:
        raise broken("timestamp-early", SIGNATURE)
    return seal


def _check_paper(name: str, content: bytes, seal: Sealed, anchors: Anchors) -> None:
    own = verify_paper(content, anchors=anchors, member=name)
    if _subject(own.signer) != _subject(seal.signer):
        raise broken("signer-other", name)


def _subject(certificate: x509.Certificate) -> bytes:
    return certificate.subject.public_bytes()
