"""A template frozen with all that shapes its text; a QR code for each paper; what differs between two versions."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from workflows.documents import Bundle, Templates, address_of, fields, warm_templates
from workflows.documents.difference import mark_changes, near_changes, pair_lines
from workflows.domain.case import CaseDocument
from workflows.errors import BrokenDocumentFile

pytestmark = pytest.mark.slow

STOCK = Templates(Path(__file__).resolve().parents[3] / "templates")


@pytest.mark.parametrize("document", STOCK.ids())
def test_a_bundle_alone_gives_the_same_paper(document: str) -> None:
    """Years later a paper can be made again from its bundle, without any other file."""
    sample = STOCK.sample(document)
    here = STOCK.render(document, sample.case, sample.paper)
    kept = Bundle(STOCK.bundle(document).content)
    assert kept.digest == here.template_version
    assert warm_templates(kept).render(document, sample.case, sample.paper) == here


def test_a_damaged_bundle_is_called_damaged() -> None:
    """What was stored and cannot be read says so."""
    with pytest.raises(BrokenDocumentFile, match="no bundle"):
        Templates.of_bundle(Bundle(b"{"))


def test_the_code_changes_with_the_words_and_with_the_data() -> None:
    """Two papers that differ in a word or in a fact have different codes; the same paper always has the same."""
    sample = STOCK.sample("agreement")
    one = STOCK.render("agreement", sample.case, sample.paper)
    again = STOCK.render("agreement", sample.case, sample.paper)
    other_data = STOCK.render("agreement", sample.case, sample.paper.model_copy(update={"number": "2"}))
    other_words = STOCK.with_files("agreement", {"body.html.j2": "<p>甲</p>"}).render(
        "agreement", sample.case, sample.paper
    )
    assert one.check_code == again.check_code
    assert len({one.check_code, other_data.check_code, other_words.check_code}) == 3
    assert re.fullmatch(r"[0-9a-f]{16}", one.check_code)


def test_the_address_in_the_qr_code_holds_number_and_code_only() -> None:
    """Nothing but the number stands in the address, written so that every telephone can open it."""
    assert address_of("https://a.example/", "（2026）示例民调字第1号") == (
        "https://a.example/check/%EF%BC%882026%EF%BC%89%E7%A4%BA%E4%BE%8B%E6%B0%91%E8%B0%83%E5%AD%97%E7%AC%AC1%E5%8F%B7"
    )
    assert "/check/a%2Fb" in address_of("x", "a/b")


def test_a_qr_code_is_no_word_of_the_paper() -> None:
    """With and without its QR code a paper reads the same."""
    sample = STOCK.sample("agreement")
    bare = STOCK.render("agreement", sample.case, sample.paper.model_copy(update={"check": ""}))
    coded = STOCK.render("agreement", sample.case, sample.paper)
    assert bare.text == coded.text
    assert 'alt="核验二维码"' in coded.html
    assert "img" not in bare.html


def test_minors_are_not_named_on_papers_for_others() -> None:
    """A conference's minutes mask a child's name wherever it stands; the parties' own agreement does not."""
    child = {"id": "p1", "role": "applicant", "name": "王小样", "birth": "2015-06-01", "phone": "13800000000"}
    adult = {"id": "p2", "role": "respondent", "name": "李大样", "birth": "1980-06-01"}
    case = CaseDocument.model_validate(
        {
            "parties": [child, adult],
            "claim": {"title": "王小样受伤赔偿纠纷", "summary": "王小样在李大样家受伤。"},
        }
    )
    paper = STOCK.sample("agreement").paper.model_copy(update={"made_on": date(2026, 3, 2), "subject": ""})
    outside = STOCK.render("conference-minutes", case, paper).text
    inside = STOCK.render("agreement", case, paper).text
    assert "王小样" not in outside
    assert "王**" in outside
    assert "李大样" in outside
    assert "王小样" in inside


def test_both_bodies_of_a_joint_mediation_stand_on_its_papers() -> None:
    """Where two bodies mediate together the record names the other one and the agreement has a place for its seal."""
    sample, held = STOCK.sample("agreement"), STOCK.sample("mediation-record")
    joint = {"notices": [{"partner_org": "邻县林区镇人民调解委员会"}, {"content": "告知"}]}
    case = CaseDocument.model_validate({**held.case.model_dump(), **joint})
    line = "联合调解组织：邻县林区镇人民调解委员会"
    assert STOCK.render("mediation-record", case, held.paper).text.count(line) == 1
    assert STOCK.render("agreement", case, sample.paper).text.count(line + "（印章）") == 1
    assert "联合调解组织" not in STOCK.render("agreement", sample.case, sample.paper).text


def test_who_has_come_of_age_is_named() -> None:
    """On the eighteenth birthday the rule ends."""
    child = {"id": "p1", "role": "applicant", "name": "王小样", "birth": "2008-03-02"}
    case = CaseDocument.model_validate({"parties": [child], "claim": {"summary": "王小样的事。"}})
    paper = STOCK.sample("agreement").paper
    before = paper.model_copy(update={"made_on": date(2026, 3, 1)})
    on_day = paper.model_copy(update={"made_on": date(2026, 3, 2)})
    assert "王小样" not in STOCK.render("conference-minutes", case, before).text
    assert "王小样" in STOCK.render("conference-minutes", case, on_day).text


def test_no_two_kinds_of_paper_share_a_number() -> None:
    """Each kind counts for itself, so each has a pattern of its own."""
    patterns = [STOCK.info(each).series for each in STOCK.ids() if STOCK.info(each).series]
    assert len(patterns) == len(set(patterns))


def test_fields_come_with_examples() -> None:
    """An editor sees what a field is called and what may stand there."""
    sample = STOCK.sample("agreement")
    found = {each.path: each for each in fields({"case": sample.case, "paper": sample.paper})}
    assert found["case.parties[].name"].example == "陈示例"
    assert found["case.agreement.amount"].example == "1281800.0"
    assert found["case.agreement.agreed_on"].holds == "day"
    assert found["paper.made_on"].example == "2025-11-29"


def test_changed_words_are_marked_on_both_sides() -> None:
    """Only what differs is marked, in the paper and line by line."""
    left = "<html><body><p>甲方付款。</p><p>完。</p></body></html>"
    right = "<html><body><p>乙方付款。</p><p>完。</p><p>附则。</p></body></html>"
    old, new = mark_changes(left, right)
    assert old.count('class="changed"') == 1
    assert new.count('class="changed"') == 2
    pairs = pair_lines("甲方付款。\n完。\n其余。", "乙方付款。\n完。\n其余。")
    assert [piece.text for piece in pairs[0].left if piece.changed] == ["甲"]
    assert [piece.text for piece in pairs[0].right if piece.changed] == ["乙"]
    assert [pair.same for pair in near_changes(pairs)] == [False, True]
