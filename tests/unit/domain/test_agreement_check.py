"""What a draft lacks is found before anybody signs it, and a sound draft is left in peace."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.domain.agreement_drafts import Draft, drafts
from workflows.documents.amount import capitals, figures
from workflows.domain.agreement_check import check_agreement, ready_to_sign
from workflows.domain.case import Agreement, CaseDocument, Claim, Instalment, Party
from workflows.domain.drafting.amounts import amounts, number, pairs
from workflows.domain.drafting.rule_words import WORDS

FILE = Path(__file__).with_name("agreement_texts.txt")
TEXTS = [
    (body, frozenset(head.split()) - {"sound"})
    for head, _, body in (part.partition("\n") for part in FILE.read_text("utf-8").split("\n== ")[1:])
]


def rules_of(draft: Draft) -> frozenset[str]:
    """Return the names of the rules that found something."""
    return frozenset(finding.rule for finding in check_agreement(draft.document(), text=draft.text()))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_faults_are_found(seed: int) -> None:
    """Of 200 drafts, at least 95 of 100 planted faults are named."""
    made = drafts(seed)
    planted = [(draft, rule) for draft in made for rule in draft.planted]
    missed = [
        (rule, draft.text() or draft.document().agreement.terms)
        for draft, rule in planted
        if rule not in rules_of(draft)
    ]
    assert 1 - len(missed) / len(planted) >= 0.95, missed


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sound_drafts_are_left_in_peace(seed: int) -> None:
    """Fewer than 10 of 100 sound drafts are found fault with."""
    made = [draft for draft in drafts(seed) if not draft.planted]
    alarmed = [
        (rules_of(draft), draft.text() or draft.document().agreement.terms)
        for draft in made
        if rules_of(draft)
    ]
    assert len(alarmed) / len(made) < 0.10, alarmed


def rules_in(text: str) -> frozenset[str]:
    """Return the rules that find something in a text alone."""
    return frozenset(finding.rule for finding in check_agreement(CaseDocument(), text=text))


def test_faults_in_drafts_written_by_hand_are_found() -> None:
    """Drafts in many styles, without any field, give up at least 95 of 100 planted faults."""
    planted = [(text, rule) for text, rules in TEXTS for rule in rules]
    missed = [(text, rule) for text, rule in planted if rule not in rules_in(text)]
    assert 1 - len(missed) / len(planted) >= 0.95, missed


def test_sound_drafts_written_by_hand_are_left_in_peace() -> None:
    """Of the sound ones fewer than 10 of 100 are found fault with."""
    sound = [text for text, rules in TEXTS if not rules]
    alarmed = [(text, rules_in(text)) for text in sound if rules_in(text)]
    assert len(alarmed) / len(sound) < 0.10, alarmed


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("壹拾贰万零叁佰", 120300),
        ("十五", 15),
        ("一百零八", 108),
        ("贰仟万", 20_000_000),
        ("叁亿零伍万", 300_050_000),
        ("伍仟零佰", None),
        ("拾佰", None),
        ("叁肆", None),
        ("万伍仟", None),
    ],
)
def test_numerals_are_read_as_they_are_written(words: str, value: int | None) -> None:
    """Chinese numerals give their number, and nothing where they are no number."""
    assert number(words) == value


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_what_the_printer_writes_the_reader_reads(amount: Decimal) -> None:
    """Figures and capitals printed side by side are read as one pair of equal amounts."""
    words = capitals(amount)
    assume("元" in words)
    ((one, two),) = pairs(f"{figures(amount)}元(大写:{words})")
    assert (one.value, two.value, len(amounts(words))) == (amount, amount, 1)


def test_the_estate_of_wanzhou() -> None:
    """The agreement of case C05, effective only after confirmation and about a house, is flagged on both counts."""
    text = (
        "1.遗产由三子女均等继承,母亲放弃继承。2.母亲将自己50%份额赠与三子女均等。3.房屋归黄乙、黄丙各50%;"
        "黄甲份额作价12万元,黄乙、黄丙于领取法院裁定书时一次性支付给黄甲。4.本协议签字捺印并经人民法院确认后生效。"
    )
    document = CaseDocument(
        claim=Claim(type="inheritance"), agreement=Agreement(terms=text, signature_kind="electronic")
    )
    rules = {finding.rule for finding in check_agreement(document)}
    assert rules >= {"effect-after-confirmation", "title-fixing", "title-transfer-assist", "wet-ink"}


def test_findings_name_the_article_and_the_remedy_in_both_languages() -> None:
    """Each finding says where, by which article, and how to mend it, in Chinese and in English."""
    (first, *_) = check_agreement(CaseDocument(), text="1.乙方尽快支付甲方一定费用。")
    assert all((first.clause, first.quote, first.law, first.zh, first.en, first.remedy_zh, first.remedy_en))
    assert all(words.law and words.remedy_en for words in WORDS.values())


def test_a_draft_with_errors_is_not_ready() -> None:
    """Errors keep the parties from signing; nothing found lets them sign."""
    rows = (Instalment(payer="林样本", amount=Decimal(5)),)
    findings = check_agreement(CaseDocument(agreement=Agreement(instalments=rows)))
    assert (ready_to_sign(findings), ready_to_sign([])) == (False, True)


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    """Whatever is handed in is read without breaking."""
    assert isinstance(check_agreement(CaseDocument(), text=text), tuple)


@pytest.mark.parametrize(
    ("lender", "borrower"),
    [
        ("钱一（示例）", "孙二（示例）"),
        ("重庆某某（集团）有限公司", "孙小山"),
        ("钱大海", "孙小山"),
    ],
)
def test_names_with_brackets_are_found_in_the_terms(lender: str, borrower: str) -> None:
    """当事人名称里有全角括号（集团公司、示例人员）的，条款里照样认得出谁付、付给谁。"""
    terms = f"{borrower}于2026年12月20日前一次归还{lender}借款20000元（贰万元整）。"
    document = CaseDocument(
        parties=(Party(id="p1", name=lender), Party(id="p2", name=borrower)),
        agreement=Agreement(
            agreed_on=date(2026, 11, 23),
            facts="借款到期未还。",
            terms=terms,
            ends_dispute="双方再无其他争议。",
            instalments=(Instalment(payer=borrower, payee=lender, amount=Decimal(20000)),),
        ),
    )
    bare = document.model_copy(
        update={"agreement": document.agreement.model_copy(update={"instalments": ()})}
    )
    for each in (document, bare):
        rules = {finding.rule for finding in check_agreement(each)}
        assert not rules & {"payer-missing", "payee-missing", "stranger-payer", "stranger-payee"}
