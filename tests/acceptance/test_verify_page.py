"""The page that checks a package in a browser, without a network and without us, agrees with `hewei verify`."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zipfile
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from playwright.sync_api import Browser, Page

from tests.unit.proof.workshop import crude_zip, resealed, with_manifest, work
from workflows.errors import BrokenPackage
from workflows.proof import pack, verify_file
from workflows.proof.refusal import WORDS

PAGE = Path(__file__).resolve().parents[2] / "workflows" / "web" / "static" / "verify.html"


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Page:
    """Return the page, opened from the disk."""
    opened = chromium.new_page()
    opened.set_default_timeout(120_000)
    opened.context.set_offline(True)
    opened.goto(PAGE.as_uri())
    return opened


def said(page: Page, content: bytes, anchors: frozenset[str], name: str = "package.zip") -> tuple[str, str]:
    """Return (rule, member) that the page names, or ("", "") if it accepts."""
    page.fill("#anchor", next(iter(anchors), ""))
    page.set_input_files("#file", [{"name": name, "mimeType": "application/octet-stream", "buffer": content}])
    page.wait_for_selector("#answer.good, #answer.bad")
    if "good" in (page.get_attribute("#answer", "class") or ""):
        return "", ""
    return page.get_attribute("#answer", "data-rule") or "", page.get_attribute(
        "#answer", "data-member"
    ) or ""


def ours(content: bytes, anchors: frozenset[str], name: str = "package.zip") -> tuple[str, str]:
    """Return what `hewei verify` names."""
    try:
        verify_file(content, anchors=anchors, name=name)
    except BrokenPackage as refused:
        return refused.rule, refused.member
    return "", ""


def forgeries(folder: Path) -> list[bytes]:
    """Return packages that were changed in many ways."""
    made = work()
    members = made.members()
    dice = Random(6)  # noqa: S311 - chooses what to change, keeps no secret
    flips = []
    for _ in range(12):
        name, content = dice.choice(members)
        at = dice.randrange(len(content))
        flips.append(made.changed(name, lambda old, at=at: old[:at] + bytes([old[at] ^ 4]) + old[at + 1 :]))
    raw = [bytearray(made.content) for _ in range(8)]
    for each in raw:
        each[dice.randrange(len(each))] ^= 1
    return [
        *flips,
        *map(bytes, raw),
        made.content + b"\n",
        made.content[:-1],
        pack(members[:2] + members[3:]),
        pack([*members, ("more.json", b"{}")]),
        pack([*members[:2], *reversed(members[2:])]),
        with_manifest(made, lambda m: m.update(court="别的法院")),
        with_manifest(made, lambda m: m["members"].reverse()),
        resealed(made.content, folder)[0],
        written_anew(members, zipfile.ZIP_STORED),
        written_anew(members, zipfile.ZIP_DEFLATED),
        written_anew([(n, b"{}" if n == "history.json" else c) for n, c in members], zipfile.ZIP_DEFLATED),
        crude_zip([("../evil.pdf", b"x", 0, 1, 0o100644)]),
        crude_zip([("a.pdf", b"x", 8, 900_000_000, 0o100644)]),
        crude_zip([("a.pdf", b"x", 0, 1, 0o120777)]),
        b"%PDF-1.7 nothing",
        b"rubbish",
    ]


def written_anew(members: list[tuple[str, bytes]], method: int) -> bytes:
    """Return the members as Python's own ZIP writer would write them."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize("algorithm", ["ecdsa", "rsa"])
def test_a_good_package_is_accepted_in_the_browser(page: Page, algorithm: str) -> None:
    """A clerk who has only the page is told what is missing yet, and with the fingerprint that the package is whole."""
    made = work(algorithm)
    assert said(page, made.content, frozenset()) == ("anchor-missing", "manifest.p7s")
    assert "尚未核验 / Not decided" in page.inner_text("#answer h2")
    assert said(page, made.content, made.anchors) == ("", "")
    assert "核验通过 / Verified" in page.inner_text("#answer")
    assert "测试证书" in page.inner_text("#answer")


@pytest.mark.slow
def test_the_page_names_the_same_break_as_the_command(page: Page, tmp_path: Path) -> None:
    """Page and command line, written twice, refuse the same forgeries with the same names."""
    made = work()
    cases = forgeries(tmp_path)
    expected = [ours(each, made.anchors) for each in cases]
    assert all(rule for rule, _ in expected)
    assert [said(page, each, made.anchors) for each in cases] == expected


@pytest.mark.slow
def test_scans_are_checked_in_the_browser_too(page: Page) -> None:
    """A package with scans is accepted as it is; a changed byte of one is named by page and command."""
    made = work(scans=True)
    assert said(page, made.content, made.anchors) == ("", "")
    for name, _ in made.members():
        if name.startswith("scan-"):
            forged = made.changed(name, lambda old: old[:-1] + b"?")
            expected = ("member-changed", name)
            assert (ours(forged, made.anchors), said(page, forged, made.anchors)) == (expected, expected)


@pytest.mark.slow
def test_a_single_paper_is_checked_too(page: Page) -> None:
    """One sealed PDF taken out of the package is accepted alone, and refused with a byte more."""
    made = work()
    paper = made.members()[2][1]
    assert said(page, paper, made.anchors, "paper.pdf") == ("", "")
    assert said(page, paper + b" ", made.anchors, "paper.pdf") == ("signature-coverage", "paper.pdf")


@pytest.mark.slow
def test_without_an_anchor_the_page_believes_nothing(page: Page) -> None:
    """With the field left empty the page shows the fingerprint and does not accept."""
    assert said(page, work().content, frozenset()) == ("anchor-missing", "manifest.p7s")


def test_the_page_reaches_nothing() -> None:
    """The page forbids itself every connection and runs only the script that stands in it."""
    html = PAGE.read_text("utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    rules = dict(each.strip().split(" ", 1) for each in policy[1].split(";"))
    for tag, rule in (("script", "script-src"), ("style", "style-src")):
        inner = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inner[0].encode()).digest()).decode()
        assert (len(inner), rules[rule]) == (1, f"'sha256-{digest}'")
    assert rules["default-src"] == "'none'"
    assert re.findall(r"https?://|src=|href=|fetch\(|XMLHttpRequest|WebSocket|import\(", html) == []


def test_page_and_command_use_the_same_sentences() -> None:
    """What a clerk reads in the browser is what the command line says."""
    found = re.search(r"const WORDS = (\{.*?\n\});", PAGE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    assert json.loads(found[1]) == {rule: list(sentences) for rule, sentences in WORDS.items()}
