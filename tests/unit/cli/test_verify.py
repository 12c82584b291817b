"""`hewei verify` answers with an exit code and a sentence, without a database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.unit.proof.workshop import work
from workflows.cli.verify import verify

pytestmark = pytest.mark.slow
COMMAND = typer.Typer()
COMMAND.command()(verify)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a package on disk, on a machine that has never heard of Hewei."""
    monkeypatch.setenv("HEWEI_HOME", str(tmp_path / "home"))
    path = tmp_path / "package.zip"
    path.write_bytes(work().content)
    return path


def run(*words: str) -> tuple[int, str]:
    """Return exit code and everything printed."""
    result = CliRunner().invoke(COMMAND, list(words))
    return result.exit_code, result.output


def test_a_good_package_passes(file: Path) -> None:
    """With the fingerprint typed in, colons and all, the package is accepted and its members are listed."""
    typed = ":".join(next(iter(work().anchors))[n : n + 2] for n in range(0, 64, 2)).upper()
    code, words = run(str(file), "--anchor", typed)
    assert (code, "核验通过" in words, "02-agreement.pdf" in words, "测试证书" in words) == (
        0,
        True,
        True,
        True,
    )


def test_a_file_is_named_as_it_was_given(file: Path, tmp_path: Path) -> None:
    """What is wrong with the file as a whole is said of the file that was given, whatever it is called."""
    given = tmp_path / "材料 副本(1).zip"
    given.write_bytes(file.read_bytes() + b"x")
    code, words = run(str(given))
    assert (code, "材料 副本(1).zip 文件末尾之后还有多余的内容" in words, "package.zip" in words) == (
        1,
        True,
        False,
    )


def test_the_anchor_may_be_a_certificate_file(file: Path, tmp_path: Path) -> None:
    """The root may be given as a file."""
    root = tmp_path / "root.pem"
    root.write_bytes(work().root)
    assert run(str(file), "--anchor", str(root))[0] == 0


def test_the_machine_that_made_it_knows_its_own_root(file: Path, tmp_path: Path) -> None:
    """Where the package was made, nothing has to be typed."""
    (tmp_path / "home" / "pki").mkdir(parents=True)
    (tmp_path / "home" / "pki" / "ca.pem").write_bytes(work().root)
    assert run(str(file))[0] == 0


def test_without_an_anchor_it_shows_what_to_compare(file: Path) -> None:
    """A reader without an anchor is shown the fingerprint and told what to do; the exit code is 1."""
    code, words = run(str(file))
    assert (code, next(iter(work().anchors)) in words, "--anchor" in words) == (1, True, True)


def test_a_changed_package_is_named(file: Path) -> None:
    """The first broken member is named in both languages, and as data for programs."""
    changed = work().changed("02-agreement.pdf", lambda old: old.replace(b"/HeweiSeal", b"/HeweiSeam") + b" ")
    file.write_bytes(changed)
    code, words = run(str(file), "--anchor", next(iter(work().anchors)), "--json")
    found = json.loads(words)
    assert (code, found["ok"], found["member"], found["rule"]) == (
        1,
        False,
        "02-agreement.pdf",
        "member-size",
    )
    assert [(each["member"], each["rule"]) for each in found["others"]] == [
        ("02-agreement.pdf", "signature-coverage")
    ]


@pytest.mark.parametrize("anchor", ["abc", "no-such-file.pem"])
def test_an_unreadable_anchor_is_refused(file: Path, anchor: str) -> None:
    """An anchor that is neither a file nor a fingerprint is refused with what is expected."""
    code, words = run(str(file), "--anchor", anchor)
    assert (code, "64" in words) == (1, True)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A missing file is named."""
    code, words = run(str(tmp_path / "nothing.zip"), "--anchor", "0" * 64)
    assert (code, "nothing.zip" in words) == (1, True)
