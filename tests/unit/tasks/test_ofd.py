"""The archive copy: an OFD with each page as a picture and its words to search, the same bytes each time."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from PIL import Image

from tasks.printers import default_fonts, print_paper
from tasks.printers.faces import FACES
from tasks.printers.ofd import print_ofd
from workflows.documents import Templates

NAME = {"ofd": "http://www.ofdspec.org/2016"}
TEMPLATES = Templates(Path(__file__).resolve().parents[3] / "templates")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (default_fonts() / FACES[0].source).exists(),
        reason="the font packages are not installed: make setup",
    ),
]


def test_an_ofd_holds_every_page_and_every_word() -> None:
    """As many pages as the PDF, each a picture of the whole page, and under it the words of the paper."""
    sample = TEMPLATES.sample("agreement")
    rendered = TEMPLATES.render("agreement", sample.case, sample.paper)
    printed = print_paper(rendered)
    given = {"title": rendered.title, "document_id": "0" * 32, "made_on": date(2026, 3, 2)}
    content = print_ofd(printed.pdf, **given)
    assert content == print_ofd(printed.pdf, **given)
    archive = ZipFile(BytesIO(content))
    parts = {
        name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")
    }
    root = parts["OFD.xml"].find(".//ofd:DocRoot", NAME).text
    pages = parts[root].findall(".//ofd:Page", NAME)
    assert len(pages) == printed.pages
    ids = [each.get("ID") for part in parts.values() for each in part.iter() if each.get("ID")]
    assert len(ids) == len(set(ids))
    assert max(map(int, ids)) <= int(parts[root].find(".//ofd:MaxUnitID", NAME).text)
    words = ""
    for page in pages:
        tree = parts[f"Doc_0/{page.get('BaseLoc')}"]
        words += "".join(each.text for each in tree.iter(f"{{{NAME['ofd']}}}TextCode"))
        assert tree.find(".//ofd:ImageObject", NAME).get("Boundary") == "0 0 210.000 297.000"
    for place in range(printed.pages):
        assert Image.open(BytesIO(archive.read(f"Doc_0/Res/page_{place}.png"))).size == (1654, 2339)
    said = re.sub(r"\s", "", words)
    assert all(re.sub(r"\s", "", line)[:12] in said for line in rendered.text.splitlines()[:6])
