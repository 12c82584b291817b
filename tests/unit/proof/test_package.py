"""A court package says by itself whether it is whole: every change is refused with the name of what broke."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.signing import LocalSeal, TestAuthority
from tests.unit.proof.workshop import NOW, Work, blank_pdf, crude_zip, resealed, with_manifest, work
from workflows.domain.package import MANIFEST, SIGNATURE
from workflows.errors import BrokenPackage
from workflows.proof import pack, unpack, verify_package

pytestmark = pytest.mark.slow

GOOD = b"%PDF-"
FILE = 0o100644
DATA_FILES = ("data.json", "identities.json", "history.json")


def refusal(content: bytes, anchors: frozenset[str]) -> tuple[str, str]:
    """Return rule and member of the refusal."""
    with pytest.raises(BrokenPackage) as refused:
        verify_package(content, anchors=anchors)
    assert refused.value.member in refused.value.zh
    return refused.value.rule, refused.value.member


@pytest.mark.parametrize("algorithm", ["ecdsa", "rsa"])
def test_a_good_package_holds(algorithm: str) -> None:
    """A package signed with an elliptic curve or with RSA is accepted under the anchor given."""
    made = work(algorithm)
    found = verify_package(made.content, anchors=made.anchors)
    assert (found.seal.algorithm, found.seal.at) == (f"{algorithm}-sha256", NOW)
    assert [member.name for member in found.manifest.members] == [
        "01-confirmation-application.pdf",
        "02-agreement.pdf",
        "03-mediation-proof.pdf",
        "04-transfer-letter.pdf",
        "identities.json",
        "data.json",
        "history.json",
    ]


@given(st.data())
@settings(max_examples=150)
def test_any_changed_byte_is_refused(data: st.DataObject) -> None:
    """Whichever byte of the file is changed to whatever other value, the package is refused."""
    made = work()
    at = data.draw(st.integers(0, len(made.content) - 1))
    new = data.draw(st.integers(0, 255).filter(lambda value: value != made.content[at]))
    changed = made.content[:at] + bytes([new]) + made.content[at + 1 :]
    rule, member = refusal(changed, made.anchors)
    assert rule
    assert member


@given(st.data())
@settings(max_examples=150)
def test_a_changed_byte_is_refused_though_the_checksums_of_the_file_were_made_good(
    data: st.DataObject,
) -> None:
    """A forger who repairs the ZIP around the change is refused as well, at the member he changed or the manifest."""
    made = work()
    name, content = data.draw(st.sampled_from(made.members()))
    at = data.draw(st.integers(0, len(content) - 1))
    flip = data.draw(st.integers(1, 255))
    changed = made.changed(name, lambda old: old[:at] + bytes([old[at] ^ flip]) + old[at + 1 :])
    assert refusal(changed, made.anchors)[1] in (name, MANIFEST, SIGNATURE)
    if name not in (MANIFEST, SIGNATURE):
        assert refusal(changed, made.anchors)[1] == name


@pytest.mark.parametrize(
    ("edit", "others"),
    [
        (lambda m: m["members"].pop(), [("member-extra", "history.json")]),
        (lambda m: m["members"].append(m["members"][0]), [("name-twice", "01-confirmation-application.pdf")]),
        (lambda m: m["members"].reverse(), [("member-order", "01-confirmation-application.pdf")]),
        (lambda m: m["members"][0].update(size=3), [("member-size", "01-confirmation-application.pdf")]),
        (lambda m: m["history"].update(entries=2), [("history-cut", "history.json")]),
        (lambda m: m.update(court="别的法院"), []),
        (lambda m: m.update(case="示例2025-000009"), [("other-case", name) for name in DATA_FILES]),
    ],
)  # fmt: skip
def test_an_edited_manifest_is_refused(
    edit: Callable[[dict[str, object]], None], others: list[tuple[str, str]]
) -> None:
    """An edited list is refused by its signature first; what no longer fits it is told as well."""
    with pytest.raises(BrokenPackage) as refused:
        verify_package(with_manifest(work(), edit), anchors=work().anchors)
    assert (refused.value.rule, refused.value.member) == ("signature-digest", MANIFEST)
    assert [(each.rule, each.member) for each in refused.value.others] == others


@pytest.mark.parametrize(
    "edit", [lambda m: m.update(version=2), lambda m: m.update(more=1), lambda m: m.pop("court")]
)
def test_a_manifest_by_another_schema_is_refused(edit: Callable[[dict[str, object]], None]) -> None:
    """A manifest with a name too many, too few or another version is not read further."""
    rule, member = refusal(with_manifest(work(), edit), work().anchors)
    assert (rule in ("manifest-unreadable", "not-canonical"), member) == (True, MANIFEST)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_package_written_anew_by_an_archive_program_names_what_was_changed(method: int) -> None:
    """Unpacked, edited and packed again: the edited member is named; packed again unchanged, the file is."""
    made = work()
    assert refusal(repacked(made, method, {}), made.anchors)[0] == "not-canonical"
    edited = repacked(made, method, {"history.json": b"{}"})
    assert refusal(edited, made.anchors) == ("member-size", "history.json")


def repacked(made: Work, method: int, changes: dict[str, bytes]) -> bytes:
    """Return the package as Python's own ZIP writer would write it."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in made.members():
            archive.writestr(name, changes.get(name, content))
    return out.getvalue()


def history(work: Work, change: Callable[[list[dict[str, object]]], None]) -> bytes:
    """Return the package with its history edited and the manifest fitted to it, but not signed again."""
    content = dict(work.members())["history.json"]
    value = json.loads(content)
    change(value["entries"])
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda e: e.reverse(), "history-order"),
        (lambda e: e.pop(0), "history-order"),
        (lambda e: e.pop(), "history-cut"),
        (lambda e: e[1].update(kind="SomethingElse"), "history-entry"),
        (lambda e: e[1].update(prev="0" * 64), "history-link"),
        (lambda e: e[0].update(n=2), "history-order"),
    ],
)
def test_an_edited_history_is_refused(change: Callable[[list[dict[str, object]]], None], rule: str) -> None:
    """Facts that were reordered, cut or reworded are found, even where the digests of the manifest were made to fit."""
    made = work()
    edited = history(made, change)
    fitted = with_manifest(
        Work(made.changed("history.json", lambda _: edited), made.anchors, made.root),
        lambda m: m["members"][-1].update(size=len(edited), sha256=hashlib.sha256(edited).hexdigest()),
    )
    with pytest.raises(BrokenPackage) as refused:
        verify_package(fitted, anchors=made.anchors)
    assert (refused.value.rule, refused.value.member) == ("signature-digest", MANIFEST)
    assert (rule, "history.json") in [(each.rule, each.member) for each in refused.value.others]


def test_members_may_be_neither_missing_nor_added_nor_moved() -> None:
    """The file holds exactly the members of its manifest, in their order."""
    made = work()
    members = made.members()
    assert refusal(pack(members[:2] + members[3:]), made.anchors) == ("member-missing", members[2][0])
    assert refusal(pack([*members, ("more.json", b"{}")]), made.anchors) == ("member-extra", "more.json")
    assert refusal(pack([members[0], members[1], members[3], members[2], *members[4:]]), made.anchors) == (
        "member-order",
        members[3][0],
    )
    assert refusal(pack(members[1:]), made.anchors) == ("member-missing", MANIFEST)
    assert refusal(pack([members[1], members[0], *members[2:]]), made.anchors) == ("member-order", MANIFEST)


def test_bytes_before_or_after_the_file_are_refused() -> None:
    """Nothing may stand before, between or after the members."""
    made = work()
    assert refusal(made.content + b"\0", made.anchors) == ("appended-bytes", "package.zip")
    assert refusal(made.content + made.content, made.anchors)[0] in ("appended-bytes", "layout")
    assert refusal(b"x" + made.content, made.anchors) == ("not-a-package", "package.zip")
    assert refusal(b"", made.anchors) == ("not-a-package", "package.zip")
    assert refusal(made.content[:-30], made.anchors) == ("not-a-package", "package.zip")


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([("../evil.pdf", GOOD, 0, 5, FILE)], ("name-unsafe", "../evil.pdf")),
        ([("/etc/evil.pdf", GOOD, 0, 5, FILE)], ("name-unsafe", "/etc/evil.pdf")),
        ([("C:\\evil.pdf", GOOD, 0, 5, FILE)], ("name-unsafe", "C:\\\\evil.pdf")),
        ([("a\x00.pdf", GOOD, 0, 5, FILE)], ("name-unsafe", "a\\x00.pdf")),
        ([("a.pdf", GOOD, 0, 5, FILE), ("a.pdf", GOOD, 0, 5, FILE)], ("name-twice", "a.pdf")),
        ([("a.pdf", GOOD, 0, 5, FILE), ("A.PDF", GOOD, 0, 5, FILE)], ("name-twice", "A.PDF")),
        ([("link.pdf", b"/etc/passwd", 0, 11, 0o120777)], ("link", "link.pdf")),
        ([("folder", b"", 0, 0, 0o040755)], ("link", "folder")),
        ([("a.pdf", GOOD, 8, 5, FILE)], ("bytes-changed", "a.pdf")),
        ([("a.pdf", GOOD, 8, 2_000_000_000, FILE)], ("bomb", "a.pdf")),
        ([("a.pdf", GOOD, 0, 100, FILE)], ("bytes-changed", "a.pdf")),
        ([("a.pdf", GOOD, 12, 5, FILE)], ("compressed", "a.pdf")),
        ([("a.pdf", GOOD, 0, 5, FILE)], ("member-missing", MANIFEST)),
    ],
)  # fmt: skip
def test_tricks_with_paths_links_and_sizes_are_refused(
    entries: list[tuple[str, bytes, int, int, int]], expected: tuple[str, str]
) -> None:
    """Names that lead elsewhere, doubles, links, compression and bombs are refused before anything is unpacked."""
    assert refusal(crude_zip(entries), frozenset({"0" * 64})) == expected


def test_a_twin_under_a_root_of_the_same_name_is_refused(tmp_path: Path) -> None:
    """A package signed again under a self-made root with the same names does not hold under the true anchor."""
    made = work()
    twin, foreign = resealed(made.content, tmp_path)
    assert refusal(twin, made.anchors) == ("anchor-unknown", SIGNATURE)
    assert refusal(twin, frozenset({foreign})) == ("anchor-unknown", "01-confirmation-application.pdf")


def test_without_an_anchor_nothing_is_believed() -> None:
    """A reader who names no anchor is shown the fingerprint to compare, and the package is not accepted."""
    assert refusal(work().content, frozenset()) == ("anchor-missing", SIGNATURE)


def test_a_seal_of_another_body_does_not_fit(tmp_path: Path) -> None:
    """Papers sealed by one body in a package sealed by another are refused."""
    authority = TestAuthority(tmp_path / "pki", NOW)
    one, other = (LocalSeal(authority, name, now=NOW) for name in ("甲委员会(示例)", "乙委员会(示例)"))
    made = work()
    paper = other.seal_paper(blank_pdf())
    first = made.members()[2][0]
    edited = with_manifest(
        Work(made.changed(first, lambda _: paper), made.anchors, made.root),
        lambda m: m["members"][0].update(size=len(paper), sha256=hashlib.sha256(paper).hexdigest()),
    )
    members = unpack(edited)
    resigned = pack([(n, one.seal_bytes(members[0][1]) if n == SIGNATURE else c) for n, c in members])
    assert refusal(resigned, frozenset({authority.root_fingerprint})) == ("signer-other", first)


def test_a_stamp_from_before_the_making_is_refused(tmp_path: Path) -> None:
    """A package that says it was made after its time stamp is refused."""
    authority = TestAuthority(tmp_path / "pki", NOW - timedelta(days=2))
    early = LocalSeal(authority, "甲委员会(示例)", now=NOW - timedelta(days=1))
    members = work().members()
    backdated = pack([(n, early.seal_bytes(members[0][1]) if n == SIGNATURE else c) for n, c in members])
    assert refusal(backdated, frozenset({authority.root_fingerprint})) == ("timestamp-early", SIGNATURE)


def test_a_certificate_that_had_ended_is_refused(tmp_path: Path) -> None:
    """What was signed after the end of a certificate is refused, whatever the clock says today."""
    authority = TestAuthority(tmp_path / "pki", NOW - timedelta(days=3700))
    late = LocalSeal(authority, "甲委员会(示例)", now=NOW)
    members = work().members()
    late_one = pack([(n, late.seal_bytes(members[0][1]) if n == SIGNATURE else c) for n, c in members])
    assert refusal(late_one, frozenset({authority.root_fingerprint})) == ("certificate-expired", SIGNATURE)


@given(st.binary(max_size=400))
@settings(max_examples=300)
def test_rubbish_is_refused_by_name(content: bytes) -> None:
    """Whatever bytes are handed in, the answer is a named refusal."""
    assert refusal(content, frozenset({"0" * 64}))[0] == "not-a-package"
    members = [(n, content if n == SIGNATURE else c) for n, c in work().members()]
    assert refusal(pack(members), work().anchors) == ("signature-unreadable", SIGNATURE)


def test_the_same_members_always_give_the_same_file() -> None:
    """Packing is deterministic, so a package can be compared byte for byte."""
    members = work().members()
    assert pack(members) == pack(members) == work().content
