"""Photos without the place where they were taken: its coordinates go, the picture itself is not touched.

What a camera writes beside the picture is left out, except which way up it is held and when it was taken, which
evidence needs. Pictures are not encoded anew: a copy that differs in its pixels proves less.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from workflows.domain.file_kind import FileKind

ORIENTATION, TAKEN, EXIF_PART, TAKEN_FIRST = 0x0112, 0x0132, 0x8769, 0x9003
KEPT_IN_JPEG = ((0xE0, b"JFIF"), (0xE2, b"ICC_PROFILE"), (0xEE, b"Adobe"))
"""Application parts that the picture needs: its density, colour profile and colour transform."""
LEFT_OUT_OF_PNG = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
LEFT_OUT_OF_WEBP = frozenset({b"EXIF", b"XMP "})
EXIF = b"Exif\0\0"
WEBP_FLAGS = 0b0000_1100
"""The flags of VP8X that announce EXIF and XMP."""


def without_place(content: bytes, kind: FileKind) -> bytes:
    """Return the photo without its particulars; a file that ends before it should is returned as far as it goes."""
    clean = {FileKind.JPEG: _jpeg, FileKind.PNG: _png, FileKind.WEBP: _webp}.get(kind)
    return clean(content) if clean else content


def _jpeg(content: bytes) -> bytes:
    kept, exif, place = [content[:2]], b"", 2
    while place + 4 <= len(content) and content[place] == 0xFF:
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        if marker == 0xDA:
            break
        length = int.from_bytes(content[place + 2 : place + 4], "big")
        part = content[place : place + 2 + max(length, 2)]
        if marker == 0xE1 and part[4:10] == EXIF:
            exif = exif or _small_exif(part[10:])
        elif _needed(marker, part[4:]):
            kept.append(part)
        place += len(part)
    if exif:
        kept.insert(1, b"\xff\xe1" + struct.pack(">H", len(exif) + 8) + EXIF + exif)
    return b"".join(kept) + _one_picture(content[place:])


def _needed(marker: int, body: bytes) -> bool:
    if 0xE0 <= marker <= 0xEF:
        return any(marker == own and body.startswith(name) for own, name in KEPT_IN_JPEG)
    return marker != 0xFE


def _one_picture(rest: bytes) -> bytes:
    """Return the picture up to its end: what some phones append behind it (previews, films) has particulars too."""
    end = rest.find(b"\xff\xd9")  # nothing within a picture's data is spelt so
    return rest if end < 0 else rest[: end + 2]


def _png(content: bytes) -> bytes:
    kept, place = [content[:8]], 8
    while place + 12 <= len(content):
        length = int.from_bytes(content[place : place + 4], "big")
        part = content[place : place + 12 + length]
        if part[4:8] == b"eXIf":
            small = _small_exif(part[8:-4])
            kept += [_png_part(b"eXIf", small)] if small else []
        elif part[4:8] not in LEFT_OUT_OF_PNG:
            kept.append(part)
        place += len(part)
        if part[4:8] == b"IEND":
            break
    return b"".join(kept)


def _png_part(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _webp(content: bytes) -> bytes:
    kept = [_webp_part(name, body) for name, body in _webp_parts(content) if name not in LEFT_OUT_OF_WEBP]
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _webp_parts(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 12
    while place + 8 <= len(content):
        name, length = content[place : place + 4], int.from_bytes(content[place + 4 : place + 8], "little")
        body = content[place + 8 : place + 8 + length]
        if name == b"VP8X" and body:
            body = bytes([body[0] & ~WEBP_FLAGS]) + body[1:]
        yield name, body
        place += 8 + length + length % 2


def _webp_part(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def _small_exif(tiff: bytes) -> bytes:
    """Return which way up and when, of all that a camera wrote; nothing where neither can be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], "")
    if not order:
        return b""
    try:
        head = dict(_entries(tiff, order, struct.unpack_from(f"{order}I", tiff, 4)[0]))
        first = dict(_entries(tiff, order, _whole(head[EXIF_PART], order))) if EXIF_PART in head else {}
    except (struct.error, ValueError):
        return b""
    turned = _whole(head[ORIENTATION][:2], order) if ORIENTATION in head else 1
    taken = _text(first.get(TAKEN_FIRST) or head.get(TAKEN) or b"")
    return _tiff(turned if 1 <= turned <= 8 else 1, taken)


def _entries(tiff: bytes, order: str, start: int) -> Iterator[tuple[int, bytes]]:
    (count,) = struct.unpack_from(f"{order}H", tiff, start)
    for number in range(min(count, 200)):
        tag, kind, length = struct.unpack_from(f"{order}HHI", tiff, start + 2 + 12 * number)
        value = tiff[start + 10 + 12 * number : start + 14 + 12 * number]
        if kind == 2 and length > 4:
            (offset,) = struct.unpack(f"{order}I", value)
            value = tiff[offset : offset + min(length, 64)]
        yield tag, value


def _whole(value: bytes, order: str) -> int:
    return int.from_bytes(value, "little" if order == "<" else "big")


def _text(value: bytes) -> bytes:
    """Return a moment as cameras write it, or nothing: other words could be anything."""
    moment = value.rstrip(b"\0 ")[:19]
    return moment if len(moment) == 19 and not moment.translate(None, b"0123456789: ") else b""


def _tiff(turned: int, taken: bytes) -> bytes:
    count = 2 if taken else 1
    table = struct.pack(">HHHIHH", count, ORIENTATION, 3, 1, turned, 0)
    if taken:
        table += struct.pack(">HHII", TAKEN, 2, 20, 8 + 2 + 12 * count + 4)
    return b"MM\0*\0\0\0\x08" + table + b"\0\0\0\0" + (taken + b"\0" if taken else b"")
