"""Photos lose the place where they were taken, and nothing that can be seen."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from workflows.domain.file_kind import FileKind
from workflows.domain.photo import without_place

TAKEN = "2026:03:02 09:30:00"
GPS = 0x8825


def _photo(form: str, *, turned: int = 6) -> bytes:
    picture = Image.new("RGB", (24, 16), (200, 30, 30))
    picture.putpixel((3, 3), (0, 0, 255))
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x010F] = "A maker (sample)"
    exif.get_ifd(0x8769)[0x9003] = TAKEN
    exif.get_ifd(GPS).update({1: "N", 2: (30.0, 57.0, 1.5), 3: "E", 4: (108.0, 41.0, 2.5)})
    out = io.BytesIO()
    picture.save(
        out, form, exif=exif, **({"xmp": b"<x:xmpmeta>30.95N</x:xmpmeta>"} if form == "WEBP" else {})
    )
    return out.getvalue()


def _seen(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as picture:
        return picture.convert("RGB").tobytes()


def _exif(content: bytes) -> Image.Exif:
    with Image.open(io.BytesIO(content)) as picture:
        return picture.getexif()


@pytest.mark.parametrize(
    ("form", "kind"), [("JPEG", FileKind.JPEG), ("PNG", FileKind.PNG), ("WEBP", FileKind.WEBP)]
)
def test_the_place_goes_and_the_picture_stays(form: str, kind: FileKind) -> None:
    """Coordinates and the camera's maker are gone, and every pixel is what it was."""
    before = _photo(form)
    after = without_place(before, kind)
    assert dict(_exif(before).get_ifd(GPS)) != {}
    assert dict(_exif(after).get_ifd(GPS)) == {}
    assert _exif(after).get(0x010F) is None
    assert b"30.95N" not in after
    assert _seen(after) == _seen(before)


@pytest.mark.parametrize(("form", "kind"), [("JPEG", FileKind.JPEG), ("PNG", FileKind.PNG)])
def test_which_way_up_and_when_stay(form: str, kind: FileKind) -> None:
    """A photo taken on its side is still shown upright, and still says when it was taken."""
    after = _exif(without_place(_photo(form), kind))
    assert (after[0x0112], after[0x0132]) == (6, TAKEN)


def test_what_is_appended_behind_a_picture_goes() -> None:
    """A film or preview that a phone hides behind the picture is not kept."""
    photo = _photo("JPEG")
    assert without_place(photo + b"a film with its own place", FileKind.JPEG) == without_place(
        photo, FileKind.JPEG
    )


def test_cleaning_twice_changes_nothing_more() -> None:
    """A photo that was cleaned once stays as it is."""
    once = without_place(_photo("JPEG"), FileKind.JPEG)
    assert without_place(once, FileKind.JPEG) == once


@given(st.binary(max_size=300), st.sampled_from([FileKind.JPEG, FileKind.PNG, FileKind.WEBP]))
def test_broken_photos_do_no_harm(rest: bytes, kind: FileKind) -> None:
    """Whatever follows the first bytes, cleaning ends and gives bytes."""
    first = {
        FileKind.JPEG: b"\xff\xd8\xff\xe1",
        FileKind.PNG: b"\x89PNG\r\n\x1a\n",
        FileKind.WEBP: b"RIFF0000WEBP",
    }
    cleaned = without_place(first[kind] + rest, kind)
    assert len(cleaned) <= len(first[kind] + rest) + 100
