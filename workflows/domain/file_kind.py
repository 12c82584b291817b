"""What a file is, read from its first bytes and never from its name; only kinds that are evidence are known here."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
MEDIA_BRANDS = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"qt  ",
    b"3gp",
)
OPEN_TEXT = frozenset(range(32)) - {9, 10, 12, 13}


class FileKind(StrEnum):
    """A kind of file that a case takes, as its media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"
    OFD = "application/ofd"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ZIP = "application/zip"
    TEXT = "text/plain"
    VIDEO = "video/mp4"
    AUDIO = "audio/mp4"
    MP3 = "audio/mpeg"
    WAV = "audio/wav"
    AMR = "audio/amr"


ENDINGS: dict[FileKind, str] = {
    FileKind.JPEG: "jpg",
    FileKind.PNG: "png",
    FileKind.WEBP: "webp",
    FileKind.PDF: "pdf",
    FileKind.OFD: "ofd",
    FileKind.DOCX: "docx",
    FileKind.XLSX: "xlsx",
    FileKind.ZIP: "zip",
    FileKind.TEXT: "txt",
    FileKind.VIDEO: "mp4",
    FileKind.AUDIO: "m4a",
    FileKind.MP3: "mp3",
    FileKind.WAV: "wav",
    FileKind.AMR: "amr",
}
IMAGES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
PACKED = frozenset({FileKind.OFD, FileKind.DOCX, FileKind.XLSX, FileKind.ZIP})
BEGINNINGS: tuple[tuple[bytes, FileKind], ...] = (
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"%PDF-", FileKind.PDF),
    (b"ID3", FileKind.MP3),
    (b"\xff\xfb", FileKind.MP3),
    (b"\xff\xf3", FileKind.MP3),
    (b"#!AMR", FileKind.AMR),
)


def kind_of(content: bytes) -> FileKind | None:
    """Return what *content* is, or None if it is nothing that a case takes."""
    for beginning, kind in BEGINNINGS:
        if content.startswith(beginning):
            return kind
    if content[:4] == b"RIFF":
        return {b"WEBP": FileKind.WEBP, b"WAVE": FileKind.WAV}.get(content[8:12])
    if content[4:8] == b"ftyp":
        return _media(content[8:12])
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    return FileKind.TEXT if is_text(content) else None


def is_heic(content: bytes) -> bool:
    """Return whether this is a photo in Apple's own format, whose particulars cannot be taken out here."""
    return content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS


def is_text(content: bytes) -> bool:
    """Return whether this is plain text in UTF-8 or GB 18030, without control signs."""
    if not content or OPEN_TEXT & set(content):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False


def _media(brand: bytes) -> FileKind | None:
    if brand == b"M4A ":
        return FileKind.AUDIO
    return FileKind.VIDEO if brand.startswith(MEDIA_BRANDS) else None


def _packed(content: bytes) -> FileKind | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return FileKind.DOCX
        return FileKind.XLSX if "xl/workbook.xml" in names else FileKind.ZIP
    return FileKind.OFD if "OFD.xml" in names else FileKind.ZIP
