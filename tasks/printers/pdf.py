"""PDF/A and PDF/UA: WeasyPrint with our own faces embedded, tagged, and with no reach beyond the fonts' folder."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path
from shutil import rmtree
from weakref import finalize

from tasks.printers.accessible import accessible
from tasks.printers.faces import FACES
from tasks.printers.scan_sheets import DOTS, QUALITY, SHEETS_CSS
from workflows.documents import Rendered
from workflows.errors import PrinterUnavailable, TemplateFault, UnprintableCharacter

try:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    from tasks.printers.fetcher import FolderFetcher
    from tasks.printers.justify import justify_chinese
    from tasks.printers.once import write_once
    from tasks.printers.plain_page import page_of
except OSError as error:  # a shared library is not on this machine: everything but printing works
    MISSING = str(error)
else:
    MISSING = ""

VARIANT = "pdf/a-2u"
_STAMPS = """
@page { size: A4; margin: 10mm 12mm; }
body, p { margin: 0; font: 12pt "Hewei Song"; text-align: right; }
p { break-after: page; }
p:nth-child(2n) { text-align: left; }
p:last-child { break-after: auto; }
"""


class PdfPrinter:
    """One warm printer: fonts and style sheets are read once and used for every paper.

    It belongs to one process and one thread at a time.
    """

    def __init__(self, faces: Path) -> None:
        """Load the prepared faces from the folder *faces*.

        Raises:
            PrinterUnavailable: Pango's shared libraries are not on this machine.
        """
        if MISSING:
            raise PrinterUnavailable(
                f"PDFs need Pango ({MISSING}); install it (Debian: apt-get install libpango-1.0-0 "
                "libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango).",
                zh=f"生成 PDF 需要 Pango（{MISSING}）；请安装（Debian：apt-get install libpango-1.0-0 "
                "libpangoft2-1.0-0 libharfbuzz-subset0;macOS:brew install pango)。",
            )
        justify_chinese()
        self._faces = faces.resolve()
        self._fetcher = FolderFetcher(self._faces)
        self._fonts = FontConfiguration()
        self._sheet(_font_faces(self._faces))
        finalize(self, rmtree, self._fonts._folder, ignore_errors=True)  # noqa: SLF001 - its own end comes too late
        self._style = lru_cache(maxsize=16)(self._sheet)

    def print(self, rendered: Rendered) -> tuple[bytes, int]:
        """Return the PDF/A of *rendered* and its number of pages.

        Raises:
            TemplateFault: its style sheet asks for a file or an address.
            UnprintableCharacter: no font can print a character; it is named with the paper.
        """
        try:
            html = page_of(rendered.html)(string=rendered.html, url_fetcher=self._fetcher)
            document = html.render(stylesheets=[self._style(rendered.css)], font_config=self._fonts)
            document.metadata.generate_rdf_metadata = accessible(document.metadata.generate_rdf_metadata)
            pdf = document.write_pdf(finisher=write_once, pdf_variant=VARIANT, pdf_tags=True)
        except FatalURLFetchingError as error:
            raise TemplateFault(
                f"{rendered.template_id}: {error}",
                zh=f"{rendered.template_id}：文书样式只能读取字体，不能读取其他文件或网络地址。",
                document=rendered.template_id,
            ) from error
        missing = sorted({code for font in document.fonts.values() for code in font.missing})
        if missing:
            raise _unprintable(rendered, missing)
        return pdf, len(document.pages)

    def stamps(self, count: int) -> bytes:
        """Return a PDF of *count* pages, each with nothing but its number at the upper outer corner (页号)."""
        pages = "".join(f"<p>{number}</p>" for number in range(1, count + 1))
        html = HTML(
            string=f'<html lang="zh-CN"><title>页号</title><body>{pages}</body></html>',
            url_fetcher=self._fetcher,
        )
        document = html.render(stylesheets=[self._style(_STAMPS)], font_config=self._fonts)
        pdf: bytes = document.write_pdf(pdf_variant=VARIANT)
        return pdf

    def sheets(self, html: str) -> bytes:
        """Return the PDF/A of the sheets of a scan that *html* draws."""
        drawn = HTML(string=html, url_fetcher=self._fetcher)
        document = drawn.render(
            stylesheets=[self._style(SHEETS_CSS)], font_config=self._fonts, dpi=DOTS, jpeg_quality=QUALITY
        )
        document.metadata.generate_rdf_metadata = accessible(document.metadata.generate_rdf_metadata)
        pdf: bytes = document.write_pdf(finisher=write_once, pdf_variant=VARIANT, pdf_tags=True)
        return pdf

    def _sheet(self, css: str) -> CSS:
        return CSS(string=css, font_config=self._fonts, url_fetcher=self._fetcher)


def _font_faces(folder: Path) -> str:
    rule = '@font-face{{font-family:"{}";src:url("{}")}}'
    return "".join(rule.format(face.family, (folder / face.file).as_uri()) for face in FACES)


def _unprintable(rendered: Rendered, missing: list[int]) -> UnprintableCharacter:
    chars = "、".join(f"{chr(code)} (U+{code:04X} {unicodedata.name(chr(code), '')})" for code in missing)
    return UnprintableCharacter(
        f"{rendered.title}: no font can print {chars}; install a font that can, or use the registered spelling.",
        zh=f"《{rendered.title}》中的字符 {chars} 没有字体可以打印；请安装含该字的字体，或使用登记的写法。",
        document=rendered.template_id,
        characters="".join(map(chr, missing)),
    )
