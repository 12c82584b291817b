"""Where templates come from: a place's own folder goes before the shipped one, file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows.documents import PaperContext, Templates
from workflows.domain.case import CaseDocument, Claim
from workflows.errors import BrokenDocumentFile

STOCK = Path(__file__).resolve().parents[3] / "templates"
CASE = CaseDocument(claim=Claim(title="土地边界纠纷"))


def test_a_place_overrides_one_file_and_inherits_the_rest(tmp_path: Path) -> None:
    """A place's own body is used with the shipped title, and other documents stay as they are."""
    (tmp_path / "agreement").mkdir()
    (tmp_path / "agreement" / "body.html.j2").write_text(
        "<h1>本地协议书</h1>\n<p>{{ case.claim.title }}</p>\n", "utf-8"
    )
    templates = Templates(tmp_path, STOCK)
    assert templates.render("agreement", CASE, PaperContext()).text == "本地协议书\n土地边界纠纷\n"
    assert templates.info("agreement").title == "人民调解协议书"
    assert set(templates.ids()) == set(Templates(STOCK).ids())


def test_a_changed_file_gives_another_version(tmp_path: Path) -> None:
    """The version of a document is the digest of what shapes its text."""
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout" / "print.css").write_text("body { color: black }", "utf-8")
    own, stock = Templates(tmp_path, STOCK), Templates(STOCK)
    first = stock.render("agreement", CASE, PaperContext())
    second = own.render("agreement", CASE, PaperContext())
    assert first.template_version != second.template_version
    assert first.data_digest == second.data_digest


def test_other_data_gives_another_digest() -> None:
    """The digest of the data tells two papers of one template apart."""
    templates = Templates(STOCK)
    first = templates.render("agreement", CASE, PaperContext())
    second = templates.render("agreement", CASE, PaperContext(number="1"))
    assert first.data_digest != second.data_digest
    assert templates.render("agreement", CASE, PaperContext()) == first


@pytest.mark.parametrize("toml", ["title = ", 'title = "x"', 'title = "x"\ntitle_en = "x"\nmaker = "nobody"'])
def test_a_broken_document_file_is_named(tmp_path: Path, toml: str) -> None:
    """A `document.toml` that cannot be used is named with what is wrong."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "document.toml").write_text(toml, "utf-8")
    (tmp_path / "own" / "body.html.j2").write_text("<p>x</p>", "utf-8")
    with pytest.raises(BrokenDocumentFile, match=r"own/document\.toml"):
        Templates(tmp_path).info("own")


def test_a_sample_with_an_unknown_field_is_named(tmp_path: Path) -> None:
    """A proof sample is a case document: a field that does not exist is refused."""
    (tmp_path / "agreement").mkdir()
    (tmp_path / "agreement" / "sample.yaml").write_text("case: {clam: {}}", "utf-8")
    with pytest.raises(BrokenDocumentFile, match="clam"):
        Templates(tmp_path, STOCK).sample("agreement")


def test_every_shipped_template_can_be_used() -> None:
    """Each shipped document is parsed and names only fields that exist."""
    templates = Templates(STOCK)
    for document in templates.ids():
        templates.check(document)


def test_a_preview_stands_alone() -> None:
    """The HTML with its style sheet inside needs no other file."""
    rendered = Templates(STOCK).render("agreement", CASE, PaperContext())
    assert "<style>" in rendered.standalone()
    assert "http" not in rendered.standalone()
