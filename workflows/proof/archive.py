"""The package file: a ZIP without compression, written in exactly one way, so that any other way is a change."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from workflows.proof.refusal import broken

MOST_BYTES = 512 * 1024 * 1024
MOST_MEMBERS = 400
_BOMB = 100
"""How many times larger than its stored bytes a member may claim to be before it is called a bomb."""

_METHODS = (0, 8)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\.(pdf|json|p7s|jpg|png|webp)")
_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = 0x04034B50, 0x02014B50, 0x06054B50
_VERSION, _MADE_BY, _DAY, _MODE = 20, 0x0314, 0x21, 0o100644 << 16

PACKAGE = "package.zip"
"""How the file as a whole is called in findings."""

Member = tuple[str, bytes]


@dataclass(frozen=True, kw_only=True)
class _Entry:
    name: str
    flags: int
    method: int
    crc: int
    stored: int
    size: int
    mode: int
    offset: int


def pack(members: Sequence[Member]) -> bytes:
    """Return the ZIP file of *members* in this order; the same members always give the same bytes.

    Raises:
        ValueError: a name is not one that a package may use.
    """
    body, directory = bytearray(), bytearray()
    for name, content in members:
        if not _NAME.fullmatch(name):
            raise ValueError(f"Expected a plain member name, but got {name!r}; use small letters and digits.")
        crc, size, raw = zlib.crc32(content), len(content), name.encode()
        directory += _CENTRAL.pack(
            _CENTRAL_MARK, _MADE_BY, _VERSION, 0, 0, 0, _DAY, crc, size, size, len(raw), 0, 0, 0, 0, _MODE, len(body)
        )  # fmt: skip
        directory += raw
        body += _LOCAL.pack(_LOCAL_MARK, _VERSION, 0, 0, 0, _DAY, crc, size, size, len(raw), 0)
        body += raw + content
    count = len(members)
    end = _END.pack(_END_MARK, 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)


def unpack(content: bytes) -> list[Member]:
    """Return the members of a package file in their order; `check_layout` says whether they lie as they must.

    A package that some archive program wrote anew is still read, so that what was changed in it can be named.

    Raises:
        BrokenPackage: the file cannot be read safely; the first thing that broke is named.
    """
    if len(content) > MOST_BYTES:
        raise broken("too-large", PACKAGE)
    entries = _directory(content)
    _check_entries(entries)
    return [(entry.name, _body(content, entry)) for entry in entries]


def check_layout(content: bytes, members: Sequence[Member]) -> None:
    """Let pass a file that is byte for byte what `pack` writes of its *members*.

    Raises:
        BrokenPackage: it is written otherwise; named is the member in whose header the first difference lies.
    """
    whole = pack(members)
    if whole == content:
        return
    at = next((n for n, (a, b) in enumerate(zip(whole, content, strict=False)) if a != b), len(whole))
    position, name = 0, PACKAGE
    for each, body in members:
        end = position + _LOCAL.size + len(each) + len(body)
        if position <= at < end:
            name = each
        position = end
    raise broken("not-canonical", name)


def _directory(content: bytes) -> list[_Entry]:
    start, size, count = _end(content)
    entries, at, stop = [], start, start + size
    for number in range(count):
        if at + _CENTRAL.size > stop:
            raise broken("layout", PACKAGE, detail=f"entry {number + 1}", zh=f"第 {number + 1} 项")
        words = _CENTRAL.unpack_from(content, at)
        if words[0] != _CENTRAL_MARK:
            raise broken("layout", PACKAGE, detail=f"entry {number + 1}", zh=f"第 {number + 1} 项")
        name = content[at + _CENTRAL.size : at + _CENTRAL.size + words[10]]
        entries.append(
            _Entry(
                name=name.decode("utf-8", "backslashreplace"),
                flags=words[3],
                method=words[4],
                crc=words[7],
                stored=words[8],
                size=words[9],
                mode=words[15] >> 16,
                offset=words[16],
            )
        )
        at += _CENTRAL.size + words[10] + words[11] + words[12]
    return entries


def _end(content: bytes) -> tuple[int, int, int]:
    """Return where the directory begins, its length in bytes, and how many entries it has."""
    at = content.rfind(b"PK\x05\x06")
    if not content.startswith(b"PK\x03\x04") or at < 0 or at + _END.size > len(content):
        raise broken("not-a-package", PACKAGE)
    _, _, _, here, count, size, start, comment = _END.unpack_from(content, at)
    if at + _END.size != len(content) or comment:
        raise broken("appended-bytes", PACKAGE)
    if here != count or count > MOST_MEMBERS:
        raise broken("layout", PACKAGE)
    if start + size != at:
        raise broken("appended-bytes" if start + size < at else "layout", PACKAGE)
    return start, size, count


def _check_entries(entries: Sequence[_Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        shown = entry.name.encode("unicode_escape").decode()[:80]
        if entry.mode & 0o170000 not in (0, 0o100000):
            raise broken("link", shown)
        if entry.name.casefold() in seen:
            raise broken("name-twice", shown)
        if not _NAME.fullmatch(entry.name):
            raise broken("name-unsafe", shown)
        seen.add(entry.name.casefold())
        if entry.size > max(entry.stored, 1) * _BOMB or entry.size > MOST_BYTES:
            raise broken("bomb", entry.name, detail=f"{entry.size} bytes", zh=f"{entry.size} 字节")
        if entry.method not in _METHODS or entry.flags & 0x41:
            raise broken("compressed", entry.name)
    if sum(entry.size for entry in entries) > MOST_BYTES:
        raise broken("too-large", PACKAGE)


def _body(content: bytes, entry: _Entry) -> bytes:
    """Return the bytes of *entry*, inflated where an archive program has compressed them."""
    if entry.offset + _LOCAL.size > len(content):
        raise broken("layout", entry.name)
    words = _LOCAL.unpack_from(content, entry.offset)
    start = entry.offset + _LOCAL.size + words[9]
    name = content[entry.offset + _LOCAL.size : start]
    start += words[10]
    raw = content[start : start + entry.stored]
    if words[0] != _LOCAL_MARK or name != entry.name.encode() or len(raw) != entry.stored:
        raise broken("layout", entry.name)
    body = _inflated(raw, entry) if entry.method else raw
    if len(body) != entry.size or zlib.crc32(body) != entry.crc:
        raise broken("bytes-changed", entry.name)
    return body


def _inflated(raw: bytes, entry: _Entry) -> bytes:
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, entry.size + 1)
    except zlib.error as error:
        raise broken("bytes-changed", entry.name) from error
