"""Attachments: what may be brought to a case, by whom, and who may open it."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.unit.engine.drawn import end, flow, start
from tests.unit.usecases.counter import Counter, counter, person, step
from workflows.domain.attachment import AttachmentKind, AttachmentStatus
from workflows.errors import (
    FileEmpty,
    FileKindRefused,
    FileTooLarge,
    NotAllowed,
    PackedFileRefused,
    PhotoKindRefused,
    ScanKindRefused,
    TooManyFiles,
    UnknownAttachment,
    UnknownCase,
)
from workflows.usecases.intake import attach_files as attaching
from workflows.usecases.intake.accept_file import LARGEST, Upload, accept_file
from workflows.usecases.intake.attach_files import attach_files
from workflows.usecases.intake.read_attachment import read_attachment
from workflows.usecases.intake.sort_attachment import sort_attachment
from workflows.usecases.show_case import show_case

STEPS = (start(), step("talk"), end(), flow("start", "talk", "end"))
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xda\x00\x02\x00\xff\xd9"
NOTE = Upload(name="C:\\桌面\\收条(示例).exe", content="今收到500元(示例)".encode())


def _bring(at: Counter, *uploads: Upload, who: str = "desk") -> list[str]:
    return [each.id for each in attach_files(at.app, person(who), at.case_id, uploads)]


def test_a_file_is_kept_under_its_own_kind() -> None:
    """The name loses its folder and a false ending; the journal has a number and a digest, and no name."""
    with counter(*STEPS) as at:
        (file,) = attach_files(at.app, person("desk"), at.case_id, [NOTE], element="talk")
        assert (file.name, file.media_type, file.status, file.element) == (
            "收条(示例).txt", "text/plain", AttachmentStatus.UNSCANNED, "talk",
        )  # fmt: skip
        assert read_attachment(at.app, person("chair"), at.case_id, file.id) == (file, NOTE.content)
        ((_, who, data),) = at.facts("AttachmentAdded")
        assert (who, set(data)) == ("desk", {"attachment", "kind", "type", "size", "sha256"})
        assert b"500" not in at.case.state


def test_what_an_attachment_is_can_be_said_and_changed() -> None:
    """The window says that a photo is an identity card; later somebody who may bring files says otherwise."""
    with counter(*STEPS) as at:
        card = Upload(name="证件.jpg", content=JPEG)
        (file,) = attach_files(at.app, person("desk"), at.case_id, [card], kind=AttachmentKind.IDENTITY)
        assert file.kind is AttachmentKind.IDENTITY
        changed = sort_attachment(at.app, person("chair"), at.case_id, file.id, AttachmentKind.PROPERTY)
        again = sort_attachment(at.app, person("chair"), at.case_id, file.id, AttachmentKind.PROPERTY)
        assert (changed.kind, again) == (AttachmentKind.PROPERTY, changed)
        assert show_case(at.app, person("med"), at.case_id).files == (changed,)
        ((_, who, data),) = at.facts("AttachmentSorted")
        assert (who, data) == ("chair", {"attachment": file.id, "kind": "property"})


def test_only_what_a_court_can_read_is_of_a_kind_that_goes_there() -> None:
    """A text or a table is no scan of an identity card; nobody sorts files of a case that is not theirs."""
    with counter(*STEPS) as at:
        with pytest.raises(ScanKindRefused):
            attach_files(at.app, person("desk"), at.case_id, [NOTE], kind=AttachmentKind.IDENTITY)
        (note,) = _bring(at, NOTE)
        with pytest.raises(ScanKindRefused):
            sort_attachment(at.app, person("desk"), at.case_id, note, AttachmentKind.AGREEMENT)
        with pytest.raises(UnknownCase):
            sort_attachment(at.app, person("stranger"), at.case_id, note, AttachmentKind.OTHER)
        with pytest.raises(UnknownAttachment):
            sort_attachment(at.app, person("desk"), at.case_id, "none", AttachmentKind.OTHER)


def test_sending_twice_keeps_one() -> None:
    """A double click brings a file once."""
    with counter(*STEPS) as at:
        assert _bring(at, NOTE) == _bring(at, NOTE)
        assert len(show_case(at.app, person("med"), at.case_id).files) == 1


def test_pages_brought_together_stay_in_their_order() -> None:
    """Photos of one paper that are sent together are listed, and so printed in lists, in the order they were given."""
    pages = [Upload(name=f"第{turn}页.jpg", content=JPEG + bytes([turn])) for turn in range(12)]
    with counter(*STEPS) as at:
        _bring(at, *pages)
        files = show_case(at.app, person("med"), at.case_id).files
        assert [each.name for each in files] == [page.name for page in pages]


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", FileEmpty),
        (b"a" * (LARGEST + 1), FileTooLarge),
        (b"MZ\x90\0", FileKindRefused),
        (b"\0\0\0\x18ftypheic", PhotoKindRefused),
    ],
)
def test_what_is_no_evidence_is_refused_by_name(content: bytes, refusal: type[Exception]) -> None:
    """Empty files, giants, programs and photos nobody else can open are refused, each with what to do."""
    with pytest.raises(refusal):
        accept_file(Upload(name="照片.jpg", content=content))


def test_a_locked_package_is_refused() -> None:
    """What cannot be looked through is not taken."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    content = bytearray(out.getvalue())
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(mark) + at] |= 1
    with pytest.raises(PackedFileRefused) as refused:
        accept_file(Upload(name="证据.zip", content=bytes(content)))
    assert refused.value.where["why"] == "locked"


def test_all_or_none_of_several_files() -> None:
    """Where one file cannot be kept, none is, so that nobody has to find out which were."""
    with counter(*STEPS) as at:
        with pytest.raises(FileKindRefused):
            _bring(at, NOTE, Upload(name="x", content=b"MZ\x90\0"))
        assert show_case(at.app, person("med"), at.case_id).files == ()


def test_a_case_holds_only_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever brings too much is told how much a case takes."""
    monkeypatch.setattr(attaching, "MOST", 2)
    with counter(*STEPS) as at:
        _bring(at, NOTE)
        with pytest.raises(TooManyFiles):
            _bring(at, *[Upload(name="x", content=str(number).encode()) for number in range(2)])


def test_only_who_may_read_the_case_opens_its_files() -> None:
    """A foreign mediator and a court find no such case; nobody finds a file in another case."""
    with counter(*STEPS) as at:
        (first,) = _bring(at, NOTE)
        for stranger in ("stranger", "judge"):
            with pytest.raises(UnknownCase):
                read_attachment(at.app, person(stranger), at.case_id, first)
        with pytest.raises(UnknownCase):
            _bring(at, NOTE, who="stranger")
        with pytest.raises((UnknownCase, NotAllowed)):
            _bring(at, NOTE, who="judge")
        other = Counter(at.app, at.clock).opened()
        with pytest.raises(UnknownAttachment):
            read_attachment(at.app, person("med"), other.case_id, first)
