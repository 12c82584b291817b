"""How large a packed file is once unpacked, counted by unpacking it: what its directory claims may be a lie."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass, field

PIECE = 64 * 1024
PACKED_WITHIN = (b"PK\x03\x04",)


@dataclass(frozen=True, kw_only=True)
class UnpackingLimits:
    """How much a packed file may become: bytes, members, and packed files within packed files."""

    size: int = 200_000_000
    members: int = 5_000
    depth: int = 2


@dataclass
class Unpacked:
    """What was counted so far, and the first thing wrong: `size`, `members`, `depth`, `locked`, `macro`, `broken`."""

    size: int = 0
    members: int = 0
    wrong: str = ""
    limits: UnpackingLimits = field(default_factory=UnpackingLimits)

    def refuse(self, wrong: str) -> None:
        """Note the first thing that is wrong."""
        self.wrong = self.wrong or wrong


def unpacked(content: bytes, limits: UnpackingLimits | None = None) -> Unpacked:
    """Return what *content* becomes unpacked, counted until a limit is passed; nothing is kept or written."""
    count = Unpacked(limits=limits or UnpackingLimits())
    _look(content, count, 1)
    return count


def _look(content: bytes, count: Unpacked, depth: int) -> None:
    if depth > count.limits.depth:
        count.refuse("depth")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                _member(archive, member, count, depth)
                if count.wrong:
                    return
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError):
        count.refuse("broken")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, count: Unpacked, depth: int) -> None:
    count.members += 1
    if count.members > count.limits.members:
        count.refuse("members")
    elif member.flag_bits & 0x1:
        count.refuse("locked")
    elif member.filename.lower().endswith("vbaproject.bin"):
        count.refuse("macro")
    elif not member.is_dir():
        inner = _read(archive, member, count)
        if not count.wrong and inner.startswith(PACKED_WITHIN):
            _look(inner, count, depth + 1)


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo, count: Unpacked) -> bytes:
    pieces: list[bytes] = []
    with archive.open(member) as stream:
        while piece := stream.read(PIECE):
            count.size += len(piece)
            if count.size > count.limits.size:
                count.refuse("size")
                return b""
            if not pieces or pieces[0].startswith(PACKED_WITHIN):
                pieces.append(piece)
    return b"".join(pieces)
