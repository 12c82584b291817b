"""Accept a file: what it is, whether it may be kept, and the bytes that are kept of it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from workflows.domain.file_kind import ENDINGS, IMAGES, PACKED, FileKind, is_heic, kind_of
from workflows.domain.photo import without_place
from workflows.domain.unpacking import unpacked
from workflows.errors import FileEmpty, FileKindRefused, FileTooLarge, PackedFileRefused, PhotoKindRefused

LARGEST = 20_000_000
"""Bytes of one file; a photo of a good phone has some 6 million."""
NAME = 80
WHY = {
    "size": ("解压后过大", "it becomes too large when unpacked"),
    "members": ("其中的文件过多", "it holds too many files"),
    "depth": ("压缩包层层嵌套", "packed files lie within packed files within it"),
    "locked": ("设有密码，无法查毒", "it is locked with a password and cannot be looked through"),
    "macro": ("含有宏程序", "it contains macros"),
    "broken": ("已损坏", "it is broken"),
}


@dataclass(frozen=True, kw_only=True)
class Upload:
    """A file as it came in."""

    name: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """A file as it is kept: with its own kind's ending, without the place where a photo was taken."""

    name: str
    kind: FileKind
    content: bytes
    received_sha256: str


def accept_file(upload: Upload) -> Accepted:
    """Return the file as it may be kept.

    Raises:
        FileEmpty: it has no content.
        FileTooLarge: it has more than LARGEST bytes.
        PhotoKindRefused: it is a photo whose particulars cannot be taken out.
        FileKindRefused: it is nothing that a case takes, whatever its name says.
        PackedFileRefused: it would burst, hides macros, or cannot be looked into.
    """
    content = upload.content
    if not content:
        raise FileEmpty(zh=f"文件“{_shown(upload)}”是空的；请重新选择或者重新拍照。")
    if len(content) > LARGEST:
        raise FileTooLarge(
            f"The file {_shown(upload)!r} has more than {LARGEST // 1_000_000} MB; send a smaller one.",
            zh=f"文件“{_shown(upload)}”超过 {LARGEST // 1_000_000} MB；请压缩或者降低照片分辨率后再传。",
        )
    kind = kind_of(content)
    if kind is None:
        raise _refused(upload)
    if kind in PACKED:
        _must_unpack(upload)
    kept = without_place(content, kind) if kind in IMAGES else content
    return Accepted(
        name=_named(upload.name, kind),
        kind=kind,
        content=kept,
        received_sha256=hashlib.sha256(content).hexdigest(),
    )


def _refused(upload: Upload) -> FileKindRefused | PhotoKindRefused:
    if is_heic(upload.content):
        return PhotoKindRefused(
            zh=f"照片“{_shown(upload)}”是 HEIC 格式；请在手机相机设置中选“兼容性最佳”，或者转成 JPEG 再传。"
        )
    return FileKindRefused(
        zh=f"不接受文件“{_shown(upload)}”的类型；请传照片（JPEG、PNG、WebP）、PDF、OFD、DOCX、XLSX、文本、"
        "录音、录像或者 ZIP。"
    )


def _must_unpack(upload: Upload) -> None:
    wrong = unpacked(upload.content).wrong
    if wrong:
        zh, en = WHY[wrong]
        raise PackedFileRefused(
            f"The file {_shown(upload)!r} is not taken: {en}; send its parts one by one.",
            zh=f"不能接受文件“{_shown(upload)}”：{zh}；请把其中的文件逐个上传。",
            why=wrong,
        )


def _shown(upload: Upload) -> str:
    return _plain(upload.name)[:40]


def _named(name: str, kind: FileKind) -> str:
    plain = _plain(name)
    stem = plain.rpartition(".")[0] if re.search(r"\.[A-Za-z0-9]{1,5}$", plain) else plain
    return f"{(stem or 'file')[:NAME]}.{ENDINGS[kind]}"


def _plain(name: str) -> str:
    last = re.split(r"[\\/]", name)[-1]
    kept = (sign for sign in last if unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*')
    return "".join(kept).strip(" .") or "file"
