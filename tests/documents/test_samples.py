"""Every document renders its proof sample to exactly the text kept beside it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from workflows.documents import PaperContext, Templates
from workflows.domain.case import CaseDocument

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = Templates(ROOT / "templates")
IDS = TEMPLATES.ids()


@pytest.mark.parametrize("document", IDS)
def test_a_sample_gives_the_text_kept_beside_it(document: str) -> None:
    """What a document says about its sample is what its writers agreed on, character by character."""
    sample = TEMPLATES.sample(document)
    expected = (ROOT / "templates" / document / "sample.txt").read_text("utf-8")
    assert TEMPLATES.render(document, sample.case, sample.paper).text == expected


@pytest.mark.parametrize("document", IDS)
def test_an_empty_case_gives_a_form_to_fill_in_by_hand(document: str) -> None:
    """Nothing is guessed: where the case knows nothing, the paper has blanks, never 'None'."""
    text = TEMPLATES.render(document, CaseDocument(), PaperContext()).text
    assert TEMPLATES.info(document).title.split("人民调解")[-1][:2] in text
    assert "None" not in text


@pytest.mark.parametrize("document", IDS)
def test_a_paper_is_written_with_chinese_punctuation(document: str) -> None:
    """Between Chinese characters stand full-width marks, as in every printed law."""
    text = (ROOT / "templates" / document / "sample.txt").read_text("utf-8")
    half = [
        text[at - 4 : at + 4]
        for at in range(1, len(text) - 1)
        if text[at] in ",;:?!()"
        and "\u4e00" <= text[at - 1] <= "\u9fff"
        and "\u4e00" <= text[at + 1] <= "\u9fff"
    ]
    assert half == []


@pytest.mark.parametrize("document", IDS)
def test_the_title_stands_on_the_paper(document: str) -> None:
    """A paper bears the title under which it is listed, and a sample says that it is one."""
    text = (ROOT / "templates" / document / "sample.txt").read_text("utf-8")
    lines = text.splitlines()
    assert lines[0].startswith("示例")
    assert any(
        TEMPLATES.info(document).title.removeprefix("人民调解").removesuffix("封面") in line
        for line in lines[1:4]
    )


def test_the_papers_of_the_first_cases_are_there() -> None:
    """The papers that the law and the forms of 2010 ask for have their templates."""
    needed = {
        "acceptance-register", "application", "rights-notice", "mediation-record", "agreement", "oral-agreement",
        "follow-up-record", "confirmation-application", "transfer-letter", "hand-over", "mediation-proof",
        "investigation-record", "evidence-list", "dossier-cover", "dossier-index", "dossier-note", "dossier-back",
        "closing-report", "acceptance-letter", "refusal", "expert-consultation", "termination", "delegation",
        "delegation-refusal", "power-of-attorney", "receipt", "service-address", "no-penalty-request", "undertaking",
        "acceptance-notice", "ruling-not-accepted", "correction-notice", "interview-record", "ruling-confirmed",
        "ruling-refused", "ruling-withdrawn", "ruling-treated-as-withdrawn", "service-return",
        "enforcement-application", "non-confirmation-report",
    }  # fmt: skip
    assert needed - set(IDS) == set()


def test_the_rights_notice_is_in_the_words_of_the_law() -> None:
    """Articles 23 and 24 of the People's Mediation Law are printed word for word."""
    text = (ROOT / "templates" / "rights-notice" / "sample.txt").read_text("utf-8")
    for words in (
        "（一）选择或者接受人民调解员；",
        "（二）接受调解、拒绝调解或者要求终止调解；",
        "（三）要求调解公开进行或者不公开进行；",
        "（四）自主表达意愿、自愿达成调解协议。",
        "（一）如实陈述纠纷事实；",
        "（二）遵守调解现场秩序，尊重人民调解员；",
        "（三）尊重对方当事人行使权利。",
    ):
        assert words in text


def test_an_amount_stands_in_figures_and_in_capitals() -> None:
    """The agreement states each amount twice, so that neither can be altered."""
    text = (ROOT / "templates" / "agreement" / "sample.txt").read_text("utf-8")
    assert "1,281,800.00元（大写：人民币壹佰贰拾捌万壹仟捌佰元整）" in text


OTHER_MATTERS = {"hotline", "grid-report"}
PROPERTIES = re.compile(r"<spiffworkflow:properties>(.*?)</spiffworkflow:properties>", re.DOTALL)
PROPERTY = re.compile(r'name="(form|append)" value="([^"]+)"')


def _lists() -> dict[tuple[str, str], str]:
    """Return the list to which a form adds an item, by procedure and form."""
    found = {}
    for path in (ROOT / "bpmn" / "procedures").glob("*/*.bpmn"):
        for block in PROPERTIES.findall(path.read_text("utf-8")):
            said = dict(PROPERTY.findall(block))
            if {"form", "append"} <= said.keys():
                found[path.parent.name, said["form"]] = said["append"]
    return found


def _choices(form: object, above: str = "") -> list[tuple[str, str, str]]:
    """Return every choice of a form: the path of its field in the case document, its code, its words."""
    if not isinstance(form, dict):
        return []
    key = str(form.get("key") or "")
    path = f"{above}.{key}" if above and key and "." not in key else key
    own = [(path, str(v["value"]), str(v["label"])) for v in form.get("values", [])]
    inner = ".".join(part for part in (above, str(form.get("path") or "")) if part)
    return own + [choice for child in form.get("components", []) for choice in _choices(child, inner)]


def test_papers_use_the_same_words_for_a_choice_as_the_forms() -> None:
    """Whoever ticks a choice on a form reads the same words on the paper."""
    words, lists, seen = TEMPLATES.shelf.words(), _lists(), set()
    missing = []
    for path in sorted((ROOT / "bpmn" / "procedures").glob("*/forms/*.json")):
        above = lists.get((path.parent.parent.name, path.stem), "")
        for field, value, label in _choices(json.loads(path.read_text("utf-8")), above):
            if field in words:
                seen.add(field)
                own = path.parent.parent.name in OTHER_MATTERS  # they call the same codes by other names
                if value not in words[field] or (words[field][value] != label and not own):
                    missing.append((path.name, field, value, label))
    assert missing == []
    assert {"claim.type", "sessions.outcome", "parties.sex"} <= seen
