"""Kinds of files: told by their content, and packed ones measured by unpacking them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.domain.file_kind import FileKind, is_heic, kind_of
from workflows.domain.unpacking import UnpackingLimits, unpacked


def _zip(members: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


DOCX = _zip({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<w/>"})


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xff\xd8\xff\xe0 rest", FileKind.JPEG),
        (b"\x89PNG\r\n\x1a\n rest", FileKind.PNG),
        (b"RIFF\0\0\0\0WEBPVP8 ", FileKind.WEBP),
        (b"%PDF-1.7\n", FileKind.PDF),
        (DOCX, FileKind.DOCX),
        (_zip({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), FileKind.XLSX),
        (_zip({"OFD.xml": b""}), FileKind.OFD),
        (_zip({"a.txt": b"x"}), FileKind.ZIP),
        (b"\0\0\0\x18ftypmp42", FileKind.VIDEO),
        (b"\0\0\0\x18ftypM4A ", FileKind.AUDIO),
        ("聊天记录(示例)".encode("gb18030"), FileKind.TEXT),
        ("聊天记录(示例)".encode(), FileKind.TEXT),
        (b"<script>alert(1)</script>", FileKind.TEXT),
        (b"MZ\x90\0 a program", None),
        (b"\x7fELF\x02", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None),
        (b"\0\0\0\x18ftypheic", None),
        (b"PK\x03\x04 and no directory", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_content_is(content: bytes, kind: FileKind | None) -> None:
    """A program called photo.jpg is still a program, and old Office files that may carry macros are no evidence."""
    assert kind_of(content) is kind


def test_apples_own_photos_are_recognised() -> None:
    """A photo in Apple's own format is named, so that its owner can be told what to set on the phone."""
    assert is_heic(b"\0\0\0\x18ftypheic")
    assert not is_heic(b"\0\0\0\x18ftypmp42")


def test_a_small_packed_file_is_measured() -> None:
    """An ordinary document is counted and nothing is wrong with it."""
    count = unpacked(DOCX)
    assert (count.size, count.members, count.wrong) == (8, 2, "")


SMALL = UnpackingLimits(size=10_000, members=3, depth=2)


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        (_zip({"bomb": b"0" * 10_001}), "size"),
        (_zip({str(number): b"" for number in range(4)}), "members"),
        (_zip({"a.zip": _zip({"bomb": b"0" * 10_001})}), "size"),
        (_zip({"a.zip": _zip({"b.zip": _zip({"c": b""})})}), "depth"),
        (_zip({"word/vbaProject.bin": b"x"}), "macro"),
        (DOCX[:-30], "broken"),
    ],
)
def test_what_would_burst_is_refused(content: bytes, wrong: str) -> None:
    """Bombs, nested bombs, too many members, macros and broken files are each named."""
    assert unpacked(content, SMALL).wrong == wrong


def test_a_directory_that_lies_is_not_believed() -> None:
    """A member that claims to be small is refused by what it becomes."""
    content = bytearray(_zip({"bomb": b"0" * 50_000}))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = content.index(mark) + at
        content[place : place + 4] = (10).to_bytes(4, "little")
    assert unpacked(bytes(content), SMALL).wrong in ("size", "broken")


@given(st.binary(max_size=200))
def test_any_bytes_are_judged_without_mishap(content: bytes) -> None:
    """Whatever is sent, it is a kind or none, and counting it ends."""
    kind_of(content)
    unpacked(b"PK\x03\x04" + content)
    assert unpacked(b"PK\x03\x04" + content).wrong == "broken"
