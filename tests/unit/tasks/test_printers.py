"""Papers on paper: PDF/A and DOCX say the same as the screen, in the house style, with fonts inside."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from tasks.printers import Printed, default_fonts, print_docx, print_paper
from tasks.printers.faces import FACES, prepare_faces
from tasks.printers.pdf import PdfPrinter
from tasks.printers.word_styles import MAIN, STYLES
from workflows.documents import PaperContext, Rendered, Templates
from workflows.domain.case import CaseDocument, Party, PartyRole
from workflows.errors import FontsMissing, PrinterUnavailable, TemplateFault, UnprintableCharacter

ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = Templates(ROOT / "templates")
PAGE_NUMBER = re.compile(r"— *\d+ *—")

fonts = pytest.mark.skipif(
    not (default_fonts() / FACES[0].source).exists(), reason="the font packages are not installed: make setup"
)


@cache
def sample_of(document: str) -> Rendered:
    """Return the proof sample of *document*, rendered."""
    sample = TEMPLATES.sample(document)
    return TEMPLATES.render(document, sample.case, sample.paper)


@cache
def docx_of(document: str) -> bytes:
    """Return the proof sample of *document* for Word."""
    return print_docx(sample_of(document))


def named(name: str) -> Rendered:
    """Return an application of a person called *name*."""
    case = CaseDocument(parties=(Party(role=PartyRole.APPLICANT, name=name),))
    return TEMPLATES.render("application", case, PaperContext())


def letters(text: str) -> str:
    """Return *text* without spaces of any kind."""
    return re.sub(r"\s+", "", text)


def text_of_pdf(pdf: bytes) -> str:
    """Return what a reader of the PDF can select, without page numbers."""
    document = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    return PAGE_NUMBER.sub("", text)


def part_of(docx: bytes, name: str) -> etree._Element:
    """Return one XML part of a DOCX."""
    return etree.fromstring(ZipFile(BytesIO(docx)).read(name))


def text_of_docx(docx: bytes) -> str:
    """Return the text of a DOCX."""
    return "".join(part_of(docx, "word/document.xml").itertext(f"{{{MAIN}}}t"))


@pytest.fixture(scope="module")
def agreement() -> Printed:
    """The agreement's sample on paper."""
    return print_paper(sample_of("agreement"))


@fonts
@pytest.mark.slow
@pytest.mark.parametrize("document", TEMPLATES.ids())
def test_screen_pdf_and_word_say_the_same(document: str) -> None:
    """One template, three outputs, equal text."""
    rendered = sample_of(document)
    printed = print_paper(rendered)
    assert letters(text_of_pdf(printed.pdf)) == letters(rendered.text)
    assert letters(text_of_docx(printed.docx)) == letters(rendered.text)


@fonts
@pytest.mark.slow
def test_a_pdf_is_pdf_a_2u_with_title_language_tags_and_fonts_inside(agreement: Printed) -> None:
    """An archive and a screen reader find what they need."""
    with pikepdf.open(BytesIO(agreement.pdf)) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "U")
        assert metadata["dc:title"] == "人民调解协议书"
        assert pdf.Root.Lang == "zh-CN"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert len(pdf.pages) == agreement.pages
        loose = [
            font.BaseFont
            for page in pdf.pages
            for font in page.Resources.Font.values()
            if "/FontFile2" not in font.DescendantFonts[0].FontDescriptor
        ]
        assert loose == []


@fonts
@pytest.mark.slow
def test_a_page_is_a4_with_the_number_outside_between_dashes(agreement: Printed) -> None:
    """Odd pages have their number on the right, even pages on the left (GB/T 9704)."""
    document = pypdfium2.PdfDocument(agreement.pdf)
    for index, page in enumerate(document):
        assert [round(side) for side in page.get_size()] == [595, 842]
        textpage = page.get_textpage()
        at = textpage.search(f"— {index + 1} —").get_next()
        assert at is not None
        left, *_ = textpage.get_charbox(at[0])
        assert (left > 400) == (index % 2 == 0)


@fonts
@pytest.mark.slow
@pytest.mark.parametrize("name", ["㛃示例", "𠮷示例", "䶮示例"])
def test_rare_characters_of_names_are_printed(name: str) -> None:
    """A rare character of a name is in the PDF as itself."""
    assert name in text_of_pdf(print_paper(named(name)).pdf)


@fonts
@pytest.mark.slow
def test_a_character_that_no_font_has_is_named_with_the_paper() -> None:
    """Nothing is printed as an empty box: the character and the paper are named."""
    with pytest.raises(UnprintableCharacter, match=r"U\+11D00") as caught:
        print_paper(named("\U00011d00示例"))
    assert caught.value.where["document"] == "application"


@fonts
@pytest.mark.slow
def test_the_same_text_gives_the_same_bytes(agreement: Printed) -> None:
    """A paper printed again is the same file, so that its sha256 names it."""
    assert print_paper(sample_of("agreement")) == agreement


@fonts
@pytest.mark.slow
def test_the_command_prints_a_sample_to_a_file(tmp_path: Path) -> None:
    """`hewei render` starts this command."""
    output = tmp_path / "paper.pdf"
    subprocess.run(
        [sys.executable, "-m", "tasks.render", "agreement", "--sample", "-o", str(output)],
        check=True,
        cwd=ROOT,
    )
    assert output.read_bytes().startswith(b"%PDF-1.7")


@pytest.mark.parametrize("document", TEMPLATES.ids())
def test_a_docx_uses_only_styles_that_it_brings(document: str) -> None:
    """Word and WPS find every style, footer and font that the text names."""
    docx = docx_of(document)
    names = {
        style.get(f"{{{MAIN}}}styleId") for style in part_of(docx, "word/styles.xml").iter(f"{{{MAIN}}}style")
    }
    used = {
        mark.get(f"{{{MAIN}}}val")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for mark in part_of(docx, "word/document.xml").iter(f"{{{MAIN}}}{tag}")
    }
    assert used - names == set()
    assert ZipFile(BytesIO(docx)).testzip() is None


@pytest.mark.parametrize("document", TEMPLATES.ids())
def test_each_row_of_a_docx_table_fills_its_grid(document: str) -> None:
    """The cells of each row span exactly the columns of the table, merged ones included."""
    tree = part_of(docx_of(document), "word/document.xml")
    for table in tree.iter(f"{{{MAIN}}}tbl"):
        columns = len(table.find(f"{{{MAIN}}}tblGrid"))
        for row in table.iter(f"{{{MAIN}}}tr"):
            spans = [cell.find(f".//{{{MAIN}}}gridSpan") for cell in row.iter(f"{{{MAIN}}}tc")]
            assert sum(1 if span is None else int(span.get(f"{{{MAIN}}}val")) for span in spans) == columns


def test_a_docx_has_the_page_and_the_sizes_of_the_house_style() -> None:
    """A4, margins 37/28/26/35 mm, title 22 pt, body 16 pt on 28 pt lines, numbers outside."""
    docx = docx_of("agreement")
    margins = part_of(docx, "word/document.xml").find(f".//{{{MAIN}}}pgMar")
    assert [
        round(int(margins.get(f"{{{MAIN}}}{side}")) * 25.4 / 1440)
        for side in ("top", "left", "right", "bottom")
    ] == [
        37,
        28,
        26,
        35,
    ]
    assert (STYLES["h1"].size, STYLES["p"].size, STYLES["p"].pitch) == (22, 16, 28)
    assert part_of(docx, "word/settings.xml").find(f"{{{MAIN}}}evenAndOddHeaders") is not None


def test_a_place_for_a_signature_is_underlined_in_word() -> None:
    """Blanks keep their line when the paper is opened in Word or WPS."""
    tree = part_of(docx_of("agreement"), "word/document.xml")
    underlined = [
        "".join(run.itertext(f"{{{MAIN}}}t"))
        for run in tree.iter(f"{{{MAIN}}}r")
        if run.find(f".//{{{MAIN}}}u") is not None
    ]
    assert "\u3000" * 9 in underlined


def test_missing_fonts_are_named_with_the_remedy(tmp_path: Path) -> None:
    """Without the font packages the printer says which file is missing and what to run."""
    with pytest.raises(FontsMissing, match="make setup"):
        prepare_faces(tmp_path, tmp_path)


@fonts
@pytest.mark.slow
@pytest.mark.parametrize("url", ["http://example.invalid/x.png", "file:///etc/passwd", "data:text/plain,x"])
def test_the_printer_reads_nothing_but_its_fonts(url: str) -> None:
    """A style sheet that asks for a file or an address stops the printing; nothing is fetched."""
    css = f"@font-face {{ font-family: x; src: url('{url}') }} body {{ background-image: url('{url}') }}"
    with pytest.raises(TemplateFault, match="nothing but their fonts"):
        print_paper(replace(sample_of("agreement"), css=css))


def test_a_machine_without_pango_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything but printing works there; the printer says which packages bring it."""
    monkeypatch.setattr("tasks.printers.pdf.MISSING", "cannot load library 'libpango-1.0-0'")
    with pytest.raises(PrinterUnavailable, match="apt-get install libpango"):
        PdfPrinter(tmp_path)


def test_the_style_sheet_and_word_agree_on_the_margins() -> None:
    """The two outputs have one page."""
    css = (ROOT / "templates" / "layout" / "print.css").read_text("utf-8")
    assert "margin: 37mm 26mm 35mm 28mm" in css
    assert "margin: 25mm 22mm 24mm 25mm" in css
