"""OFD (GB/T 33190) as an archive copy: each page as an exact picture, with its words under it to search and copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pypdfium2

_NAME = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_POINT = 25.4 / 72
_DOTS_AN_INCH = 200
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_FONT = 1
_IDS_A_PAGE = 100_000


@dataclass(frozen=True)
class Words:
    """A run of words on a page: where it stands, in millimetres from the upper left corner, and what it says."""

    x: float
    y: float
    width: float
    height: float
    text: str


@dataclass(frozen=True)
class Page:
    """One page: its size in millimetres, its picture, its words."""

    width: float
    height: float
    picture: bytes
    words: tuple[Words, ...]


def print_ofd(pdf: bytes, *, title: str, document_id: str, made_on: date | None) -> bytes:
    """Return the paper *pdf* as OFD; equal input gives equal bytes.

    *document_id* are 32 hexadecimal digits that name the document.
    """
    pages = list(_pages(pdf))
    files = {"OFD.xml": _entry(title, document_id, made_on), "Doc_0/Document.xml": _document(pages)}
    files["Doc_0/DocumentRes.xml"] = _resources(len(pages))
    for number, page in enumerate(pages):
        files[f"Doc_0/Pages/Page_{number}/Content.xml"] = _content(page, number, len(pages))
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(ZipInfo(name, _LONG_AGO), text, ZIP_DEFLATED)
        for number, page in enumerate(pages):
            archive.writestr(ZipInfo(f"Doc_0/Res/page_{number}.png", _LONG_AGO), page.picture, ZIP_STORED)
    return out.getvalue()


def _pages(pdf: bytes) -> Iterator[Page]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            width, height = page.get_size()
            picture = BytesIO()
            page.render(scale=_DOTS_AN_INCH / 72, grayscale=True).to_pil().save(picture, "PNG")
            words = tuple(_words(page.get_textpage(), height))
            yield Page(width * _POINT, height * _POINT, picture.getvalue(), words)
    finally:
        document.close()


def _words(text: pypdfium2.PdfTextPage, page_height: float) -> Iterator[Words]:
    for place in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(place)
        said = text.get_text_bounded(left, bottom, right, top).strip()
        if said:
            yield Words(
                left * _POINT,
                (page_height - top) * _POINT,
                (right - left) * _POINT,
                (top - bottom) * _POINT,
                said,
            )


def _entry(title: str, document_id: str, made_on: date | None) -> str:
    day = f"<ofd:CreationDate>{made_on.isoformat()}</ofd:CreationDate>" if made_on else ""
    return (
        f'{_HEAD}<ofd:OFD {_NAME} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:DocID>{escape(document_id)}</ofd:DocID><ofd:Title>{escape(title)}</ofd:Title>"
        f"{day}<ofd:Creator>Hewei</ofd:Creator></ofd:DocInfo>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )


def _document(pages: list[Page]) -> str:
    box = f"0 0 {pages[0].width:.3f} {pages[0].height:.3f}"
    listed = "".join(
        f'<ofd:Page ID="{_page_id(number)}" BaseLoc="Pages/Page_{number}/Content.xml"/>'
        for number in range(len(pages))
    )
    last = _first_free(len(pages)) + len(pages) * _IDS_A_PAGE
    return (
        f"{_HEAD}<ofd:Document {_NAME}><ofd:CommonData><ofd:MaxUnitID>{last}</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )


def _resources(count: int) -> str:
    pictures = "".join(
        f'<ofd:MultiMedia ID="{_picture_id(number)}" Type="Image" Format="PNG">'
        f"<ofd:MediaFile>page_{number}.png</ofd:MediaFile></ofd:MultiMedia>"
        for number in range(count)
    )
    return (
        f'{_HEAD}<ofd:Res {_NAME} BaseLoc="Res"><ofd:Fonts>'
        f'<ofd:Font ID="{_FONT}" FontName="宋体" FamilyName="宋体" Charset="unicode"/></ofd:Fonts>'
        f"<ofd:MultiMedias>{pictures}</ofd:MultiMedias></ofd:Res>"
    )


def _content(page: Page, number: int, count: int) -> str:
    """Return one page: its words, not to be seen, under its picture."""
    first = _first_free(count) + number * _IDS_A_PAGE
    box = f"{page.width:.3f} {page.height:.3f}"
    words = "".join(_text(each, first + 2 + place) for place, each in enumerate(page.words))
    return (
        f"{_HEAD}<ofd:Page {_NAME}><ofd:Area><ofd:PhysicalBox>0 0 {box}</ofd:PhysicalBox></ofd:Area><ofd:Content>"
        f'<ofd:Layer ID="{first}" Type="Body">{words}'
        f'<ofd:ImageObject ID="{first + 1}" Boundary="0 0 {box}" ResourceID="{_picture_id(number)}" '
        f'CTM="{page.width:.3f} 0 0 {page.height:.3f} 0 0"/></ofd:Layer></ofd:Content></ofd:Page>'
    )


def _text(words: Words, ident: int) -> str:
    step = words.width / max(len(words.text), 1)
    apart = f' DeltaX="g {len(words.text) - 1} {step:.3f}"' if len(words.text) > 1 else ""
    return (
        f'<ofd:TextObject ID="{ident}" Boundary="{words.x:.3f} {words.y:.3f} {words.width:.3f} {words.height:.3f}" '
        f'Font="{_FONT}" Size="{words.height:.3f}" Alpha="0">'
        f'<ofd:TextCode X="0" Y="{words.height * 0.85:.3f}"{apart}>{escape(words.text)}</ofd:TextCode></ofd:TextObject>'
    )


def _picture_id(number: int) -> int:
    return _FONT + 1 + number


def _page_id(number: int) -> int:
    return 10_000 + number


def _first_free(count: int) -> int:
    return 20_000 + count
