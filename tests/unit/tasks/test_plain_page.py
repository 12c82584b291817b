"""Papers are printed by a style sheet of their own elements, and look as if all of HTML had been asked."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from weasyprint import HTML

from tasks.printers import default_fonts, warm_printer
from tasks.printers.faces import FACES
from tasks.printers.plain_page import PlainPage, page_of
from workflows.documents import Rendered, Templates

TEMPLATES = Templates(Path(__file__).resolve().parents[3] / "templates")

fonts = pytest.mark.skipif(
    not (default_fonts() / FACES[0].source).exists(), reason="the font packages are not installed: make setup"
)


@cache
def sample_of(document: str) -> Rendered:
    """Return the proof sample of *document*, rendered."""
    sample = TEMPLATES.sample(document)
    return TEMPLATES.render(document, sample.case, sample.paper)


@pytest.mark.parametrize("document", TEMPLATES.ids())
def test_every_shipped_paper_is_plain(document: str) -> None:
    """None of them needs more of HTML than the short style sheet knows."""
    assert page_of(sample_of(document).html) is PlainPage


@pytest.mark.parametrize("more", ["<ul><li>甲</li></ul>", "<p dir='rtl'>甲</p>", "<i>甲</i>", "<H4>甲</H4>"])
def test_a_template_of_ones_own_may_use_all_of_html(more: str) -> None:
    """What somebody else writes is read with everything that HTML has."""
    assert page_of(f"<html><body>{more}</body></html>") is HTML


@fonts
@pytest.mark.slow
@pytest.mark.parametrize("document", ["agreement", "application", "dossier-index"])
def test_the_short_style_sheet_changes_no_byte(document: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter, a form and a list are the same file whichever style sheet they are printed by."""
    rendered = sample_of(document)
    printer = warm_printer(default_fonts())
    short = printer.print(rendered)
    monkeypatch.setattr("tasks.printers.pdf.page_of", lambda _: HTML)
    assert printer.print(rendered) == short
