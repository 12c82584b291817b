"""DOCX from the same HTML: real Word styles, the page of GB/T 9704, page numbers outside, equal text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml.html import HtmlElement, document_fromstring

from tasks.printers.word_styles import MAIN, RELATED, STYLES, fonts_xml, footer_xml, styles_xml
from tasks.printers.word_table import Place, rows, widths
from workflows.documents import Rendered

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TWIPS = 1440 / 25.4
_MARGINS = {"letter": (37, 26, 35, 28), "form": (25, 22, 24, 25), "cover": (37, 26, 35, 28)}
"""Top, right, bottom and left margins in millimetres, as templates/layout/print.css has them."""

_TALL = {"tall": 1120, "very-tall": 4000}
_EMPTY = '<w:p><w:pPr><w:pStyle w:val="CellText"/></w:pPr></w:p>'
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def print_docx(rendered: Rendered) -> bytes:
    """Return the DOCX of *rendered*; equal input gives equal bytes."""
    page = document_fromstring(rendered.html)
    body = page[-1]
    layout = body.get("class") or "letter"
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in _parts().items():
            archive.writestr(ZipInfo(name, _LONG_AGO), text, ZIP_DEFLATED)
        archive.writestr(ZipInfo("docProps/core.xml", _LONG_AGO), _core(rendered.title), ZIP_DEFLATED)
        archive.writestr(ZipInfo("word/document.xml", _LONG_AGO), _document(body, layout), ZIP_DEFLATED)
    return out.getvalue()


def _document(body: HtmlElement, layout: str) -> str:
    top, right, bottom, left = (round(side * _TWIPS) for side in _MARGINS[layout])
    printed = (
        element for element in body if element.tag != "img"
    )  # a file that anybody can change bears no QR code
    content = "".join(part for element in printed for part in _block(element, 11906 - left - right))
    footers = (
        ""
        if layout == "cover"
        else '<w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>'
    )
    return (
        f'{_HEAD}<w:document xmlns:w="{MAIN}" xmlns:r="{RELATED}"><w:body>{content}<w:sectPr>{footers}'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        'w:header="851" w:footer="1304" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def _block(element: HtmlElement, width: int) -> Iterator[str]:
    if element.tag == "table":
        yield _table(element, width)
        yield '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
    else:
        yield _paragraph(element, _style_of(element))


def _style_of(element: HtmlElement) -> str:
    for name in (element.get("class") or "").split():
        if f"{element.tag}.{name}" in STYLES:
            return f"{element.tag}.{name}"
    return str(element.tag)


def _paragraph(element: HtmlElement, style: str) -> str:
    classes = (element.get("class") or "").split()
    extra = "<w:pageBreakBefore/>" if "new-page" in classes else ""
    if "keep" in classes:
        extra = "<w:keepNext/>" + extra
    if "gap" in classes:
        extra += '<w:spacing w:before="280"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="{STYLES[style].id}"/>{extra}</w:pPr>{"".join(_runs(element, ""))}</w:p>'


def _runs(element: HtmlElement, properties: str) -> Iterator[str]:
    yield _run(element.text, properties)
    for child in element:
        if child.tag == "br":
            yield "<w:r><w:br/></w:r>"
        elif child.tag not in ("p", "table"):
            yield from _runs(child, properties + _properties(child))
        yield _run(child.tail, properties)


def _properties(element: HtmlElement) -> str:
    if element.tag == "strong":
        return '<w:rStyle w:val="Strong"/>'
    return '<w:u w:val="single"/>' if set((element.get("class") or "").split()) & {"blank", "u"} else ""


def _run(text: str | None, properties: str) -> str:
    words = (text or "").replace("\n", "")
    if not words:
        return ""
    style = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _table(table: HtmlElement, width: int) -> str:
    form = "form" in (table.get("class") or "").split()
    columns = widths(table, width)
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    body = "".join(_row(row, places, columns, form=form) for row, places in rows(table))
    style = "FormTable" if form else "TableNormal"
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>'
    )


def _row(row: HtmlElement, places: list[Place], columns: list[int], *, form: bool) -> str:
    classes = {
        name for place in places if place.cell is not None for name in (place.cell.get("class") or "").split()
    }
    height = max((_TALL[name] for name in classes & _TALL.keys()), default=0)
    rule = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    split = "" if "flow" in (row.get("class") or "").split() else "<w:cantSplit/>"
    cells = "".join(_cell(place, columns, form=form) for place in places)
    return f"<w:tr><w:trPr>{split}{rule}</w:trPr>{cells}</w:tr>"


def _cell(place: Place, columns: list[int], *, form: bool) -> str:
    width = sum(columns[place.column : place.column + place.span])
    merge = (
        "<w:vMerge/>" if place.cell is None else '<w:vMerge w:val="restart"/>' if place.begins_merge else ""
    )
    span = f'<w:gridSpan w:val="{place.span}"/>' if place.span > 1 else ""
    classes = [] if place.cell is None else (place.cell.get("class") or "").split()
    align = "center" if form and not set(classes) & _TALL.keys() else "top"
    content = _EMPTY if place.cell is None else "".join(_cell_paragraphs(place.cell, classes, form=form))
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="{align}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _cell_paragraphs(cell: HtmlElement, classes: list[str], *, form: bool) -> Iterator[str]:
    base = "p.flush" if not form else "td.label" if {"label", "center"} & set(classes) else "td"
    own = "".join(_runs(cell, ""))
    paragraphs = [child for child in cell if child.tag == "p"]
    if own or not paragraphs:
        yield f'<w:p><w:pPr><w:pStyle w:val="{STYLES[base].id}"/></w:pPr>{own}</w:p>'
    for child in paragraphs:
        style = _style_of(child)
        yield _paragraph(child, "td p" if form and style == "p" else style)


@cache
def _parts() -> dict[str, str]:
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(
            ("doc", "officeDocument", "word/document.xml"), ("core", "", "docProps/core.xml")
        ),
        "word/_rels/document.xml.rels": _relations(
            ("styles", "styles", "styles.xml"),
            ("fonts", "fontTable", "fontTable.xml"),
            ("settings", "settings", "settings.xml"),
            ("odd", "footer", "footer1.xml"),
            ("even", "footer", "footer2.xml"),
        ),
        "word/styles.xml": styles_xml(),
        "word/fontTable.xml": fonts_xml(),
        "word/settings.xml": _settings(),
        "word/footer1.xml": footer_xml("right"),
        "word/footer2.xml": footer_xml("left"),
    }


def _settings() -> str:
    language = '<w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/>'
    return f'{_HEAD}<w:settings xmlns:w="{MAIN}"><w:evenAndOddHeaders/>{language}</w:settings>'


def _types() -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "/word/document.xml": f"{kind}.document.main+xml",
        "/word/styles.xml": f"{kind}.styles+xml",
        "/word/fontTable.xml": f"{kind}.fontTable+xml",
        "/word/settings.xml": f"{kind}.settings+xml",
        "/word/footer1.xml": f"{kind}.footer+xml",
        "/word/footer2.xml": f"{kind}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    rows_ = "".join(
        f"<Override PartName={quoteattr(name)} ContentType={quoteattr(value)}/>"
        for name, value in parts.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows_}</Types>'
    )


def _relations(*entries: tuple[str, str, str]) -> str:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    body = "".join(
        f'<Relationship Id="{name}" Type="{f"{RELATED}/{kind}" if kind else core}" Target="{target}"/>'
        for name, kind, target in entries
    )
    return f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{body}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        "<dc:creator>Hewei</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )
