"""The virus scanner: what it says of an attachment decides whether anybody may open it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tasks.channels.scanner import finding_in
from tasks.delivery import deliver
from tests.unit.engine.drawn import end, flow, start
from tests.unit.usecases.counter import counter, person, step
from workflows.domain.attachment import AttachmentStatus
from workflows.errors import AttachmentInfected, AttachmentWaits, ScannerSilent
from workflows.usecases.app import App
from workflows.usecases.intake.accept_file import Upload
from workflows.usecases.intake.attach_files import attach_files
from workflows.usecases.intake.read_attachment import read_attachment

CLAMD = Path(__file__).with_name("fake_clamd.py")
STEPS = (start(), step("talk"), end(), flow("start", "talk", "end"))


@contextmanager
def clamd(odd: str = "") -> Iterator[str]:
    """Run the stand-in and give its address."""
    with subprocess.Popen(
        [sys.executable, str(CLAMD), *([odd] if odd else [])],
        stdout=subprocess.PIPE,
        text=True,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            assert process.stdout is not None
            yield f"127.0.0.1:{process.stdout.readline().strip()}"
        finally:
            process.kill()


def _with(app: App, address: str) -> App:
    return replace(app, settings=replace(app.settings, clamav=address))


def test_the_scanner_is_asked_in_its_own_words() -> None:
    """Content goes over in pieces and the answer is understood, however large the file is."""
    with clamd() as address:
        assert finding_in(address, b"x" * 200_000) == ""
        assert finding_in(address, b"x" * 100_000 + b"VIRUS") == "Sample.Virus"


def test_a_scanner_that_does_not_answer_is_named() -> None:
    """Silence and strange answers never count as clean."""
    with clamd("INSTREAM size limit exceeded. ERROR") as address, pytest.raises(ScannerSilent):
        finding_in(address, b"x")
    with clamd("hangs-up") as address, pytest.raises(ScannerSilent):
        finding_in(address, b"x")
    with pytest.raises(ScannerSilent):
        finding_in("127.0.0.1:1", b"x")
    with pytest.raises(ScannerSilent):
        finding_in("/nowhere/clamd.ctl", b"x")


def test_nobody_opens_a_file_before_it_was_looked_through() -> None:
    """A file waits, then is clean or refused; the refused one is named in the case and opened by nobody."""
    with counter(*STEPS) as at, clamd() as address:
        app = _with(at.app, address)
        clean, bad = attach_files(
            app,
            person("desk"),
            at.case_id,
            [Upload(name="收条.txt", content=b"paid"), Upload(name="x", content=b"VIRUS")],
        )
        assert clean.status is AttachmentStatus.WAITING
        with pytest.raises(AttachmentWaits):
            read_attachment(app, person("med"), at.case_id, clean.id)
        delivered = deliver(app, "test")
        assert (len(delivered.done), delivered.failed) == (2, [])
        assert read_attachment(app, person("med"), at.case_id, clean.id)[1] == b"paid"
        with pytest.raises(AttachmentInfected):
            read_attachment(app, person("med"), at.case_id, bad.id)
        assert [data["finding"] for _, _, data in at.facts("AttachmentRefused")] == ["Sample.Virus"]


def test_while_the_scanner_is_away_the_file_waits() -> None:
    """A scanner that is down delays the file and loses nothing; the errand is tried again."""
    with counter(*STEPS) as at:
        app = _with(at.app, "127.0.0.1:1")
        (file,) = attach_files(app, person("desk"), at.case_id, [Upload(name="a", content=b"paid")])
        assert len(deliver(app, "test").failed) == 1
        with pytest.raises(AttachmentWaits):
            read_attachment(app, person("med"), at.case_id, file.id)
        with clamd() as address:
            at.wait(1)
            assert len(deliver(_with(at.app, address), "test").done) == 1
        assert read_attachment(app, person("med"), at.case_id, file.id)[0].status is AttachmentStatus.CLEAN
