"""How an agreement is signed here, and what that does to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from tests.unit.usecases.agreed_case import DAY, MEDIATOR, SIGNED, TERMS, Agreed, agreed_case
from workflows.domain.case import CaseDocument, Claim, Confirmation
from workflows.domain.patch import patch
from workflows.domain.signing import IdentityCheck, Signing, SigningKind, SigningStatus
from workflows.engine.calls import calls
from workflows.errors import (
    AlreadySigned,
    IdentityUnchecked,
    InvalidForm,
    NotASigner,
    PaperChanged,
    PaperNotReady,
    ScanMissing,
    ScanRefused,
    SigningKindRefused,
    SigningNotOpen,
    StrokesRefused,
    UnknownCase,
    UnknownSigning,
)
from workflows.usecases.catalogue import Catalogue
from workflows.usecases.compose_paper import collect_paper
from workflows.usecases.doing import doing
from workflows.usecases.signing.begin_signing import begin_signing
from workflows.usecases.signing.change_signing import add_scan, end_signing
from workflows.usecases.signing.show_signing import signing_file
from workflows.usecases.signing.sign_paper import confirm_scanned, sign_at_desk
from workflows.usecases.signing_rules import signing_table

pytestmark = pytest.mark.slow

NAME = json.dumps([[{"x": n * 9, "y": 100 + n % 7, "t": n * 16, "p": 400} for n in range(40)]])


@pytest.fixture
def agreed() -> Iterator[Agreed]:
    """A case that waits for its agreement to be signed."""
    with agreed_case() as made:
        yield made


def begun(agreed: Agreed, kind: SigningKind = SigningKind.TABLET) -> Signing:
    """Begin to sign and let the press make the paper."""
    signing = begin_signing(agreed.app, agreed.person(MEDIATOR), agreed.case_id, kind)
    agreed.print(signing.paper_id)
    return signing


def sign(
    agreed: Agreed, signing: Signing, key: str, *, identity: str = "card", strokes: str = NAME
) -> Signing:
    """Let one signer write on the mediator's tablet."""
    shown = agreed.papers[signing.paper_id].pdf_sha256
    return sign_at_desk(
        agreed.app,
        agreed.person(MEDIATOR),
        signing.id,
        key,
        strokes=strokes,
        identity=identity,
        paper_sha256=shown,
    )


def all_signed(agreed: Agreed) -> Signing:
    """Let everybody sign."""
    signing = begun(agreed)
    for key in ("p1", "p2", "mediator"):
        signing = sign(agreed, signing, key)
    return signing


def test_everybody_who_signs_is_listed(agreed: Agreed) -> None:
    """Both parties and the mediator sign; the paper has its number before, and says how many copies there are."""
    signing = begun(agreed)
    assert [(each.key, each.role) for each in signing.signers] == [
        ("p1", "applicant"),
        ("p2", "respondent"),
        ("mediator", "mediator"),
    ]
    assert agreed.case.document.agreement.copies == 3
    assert agreed.papers[signing.paper_id].number == agreed.case.document.agreement.number


def test_the_last_signature_puts_the_agreement_into_force(agreed: Agreed) -> None:
    """A written agreement is in force from the day on which the last one signed, and not before (人民调解法 29)."""
    signing = begun(agreed)
    sign(agreed, signing, "p1")
    sign(agreed, signing, "p2", identity="known")
    assert agreed.case.document.agreement.effective_on is None
    done = sign(agreed, signing, "mediator", identity="")
    assert done.status is SigningStatus.COMPLETE
    agreement = agreed.case.document.agreement
    assert (agreement.signed_by_all, agreement.effective_on, agreement.signature_kind) == (
        True,
        DAY,
        "electronic",
    )


def test_each_signature_says_of_which_paper_when_and_before_whom(agreed: Agreed) -> None:
    """A signature names the file that was signed, the instant, the witness, and how it was made sure who signs."""
    signing = all_signed(agreed)
    first, _, staff = signing.signatures
    assert first.paper_sha256 == agreed.app.files.put(b"%PDF-sample")
    assert (first.witness, first.identity) == (f"yunyang:{MEDIATOR}", IdentityCheck.CARD)
    assert staff.identity is IdentityCheck.LOGIN
    assert first.at == agreed.clock.now()
    assert first.path.startswith("M0 100L9 101")
    assert [each.fact.data["signer"] for each in agreed.facts if each.fact.kind == "PaperSigned"] == [
        "p1",
        "p2",
        "mediator",
    ]


def test_the_signed_paper_is_made_again_with_the_handwriting(agreed: Agreed) -> None:
    """When all have signed the same paper is printed once more, word for word, with each signature in its place."""
    signing = all_signed(agreed)
    with agreed.app.store.read() as tx:
        paper = tx.papers.get(signing.paper_id)
        assert paper is not None
        assert (paper.status.value, paper.signature) == ("wanted", "signed")
        marks = collect_paper(agreed.app, tx, replace(paper, template_version="")).context.signatures
    assert [mark.place for mark in marks] == ["p1", "p2", "mediator"]


def test_the_record_of_the_signing_is_ordered_and_sealed(agreed: Agreed) -> None:
    """When all have signed a record of it is made, and its evidence is to be sealed by the institution."""
    signing = all_signed(agreed)
    record = agreed.papers[f"{signing.paper_id}-evidence"]
    with agreed.app.store.read() as tx:
        lines = collect_paper(agreed.app, tx, record).context.lines
        waiting = tx.outbox.get(f"seal:{signing.id}")
    assert [line.required for line in lines] == ["查验居民身份证", "查验居民身份证", "工作人员登录"]
    assert waiting is not None


def test_the_form_of_the_step_follows_what_was_signed(agreed: Agreed) -> None:
    """After signing here the form accepts only that day; the agreement is not made a second time."""
    all_signed(agreed)
    with pytest.raises(InvalidForm, match="2026-01-16"):
        agreed.submit("sign", MEDIATOR, {**SIGNED, "agreement.effective_on": date(2026, 1, 15)})
    agreed.submit("sign", MEDIATOR, {**SIGNED, "agreement.signature_kind": "electronic"})
    assert [each.template for each in agreed.papers.values()].count("agreement") == 1
    assert "mediation-proof" in [each.template for each in agreed.papers.values()]


def test_nobody_can_say_that_all_signed_while_somebody_has_not(agreed: Agreed) -> None:
    """While a signing is under way the form names who has not signed; ended, the form is believed again."""
    signing = begun(agreed)
    sign(agreed, signing, "p1")
    with pytest.raises(InvalidForm, match="乙当事人"):
        agreed.submit("sign", MEDIATOR, SIGNED)
    end_signing(agreed.app, agreed.person(MEDIATOR), signing.id, reason="当事人要求在纸上签")
    agreed.submit("sign", MEDIATOR, SIGNED)
    assert agreed.case.document.agreement.effective_on == DAY


def test_without_a_signing_here_the_paper_signed_on_a_table_counts(agreed: Agreed) -> None:
    """Whoever signs on paper as ever fills the form as ever."""
    agreed.submit("sign", MEDIATOR, SIGNED)
    assert agreed.case.document.agreement.signature_kind == "wet"


def test_a_change_of_the_terms_makes_signatures_void(agreed: Agreed) -> None:
    """When what the paper says is changed, its signatures count no more, and the paper shows it."""
    signing = all_signed(agreed)
    agreed.submit(
        "sign",
        MEDIATOR,
        {**SIGNED, "agreement.signature_kind": "electronic"},
    )
    assert agreed.papers[signing.paper_id].signature == "signed"
    with doing(agreed.app, agreed.person(MEDIATOR), "mend", agreed.case_id) as do:
        case = do.case(agreed.case_id)
        document = patch(case.document, {"agreement.amount": 21000})
        step = do.engine(case).look(case.version, case.state, **do.around(case, document))
        do.advance(case, step, document=document)
    assert agreed.papers[signing.paper_id].signature == "void"
    with agreed.app.store.read() as tx:
        voided = tx.signings.get(signing.id)
    assert voided is not None
    assert (voided.status, voided.void_reason) == (SigningStatus.VOID, "changed")
    assert "SignaturesVoided" in [each.fact.kind for each in agreed.facts]


def test_what_is_signed_is_what_was_shown(agreed: Agreed) -> None:
    """Nobody signs a paper that is not made yet, or another one than stood on the screen."""
    signing = begin_signing(agreed.app, agreed.person(MEDIATOR), agreed.case_id, SigningKind.TABLET)
    with pytest.raises(PaperNotReady):
        sign_at_desk(
            agreed.app,
            agreed.person(MEDIATOR),
            signing.id,
            "p1",
            strokes=NAME,
            identity="card",
            paper_sha256="0" * 64,
        )
    agreed.print(signing.paper_id)
    with pytest.raises(PaperChanged):
        sign_at_desk(
            agreed.app,
            agreed.person(MEDIATOR),
            signing.id,
            "p1",
            strokes=NAME,
            identity="card",
            paper_sha256="0" * 64,
        )


def test_each_signs_once_and_only_those_who_are_listed(agreed: Agreed) -> None:
    """A second signature, a stranger's, one of an unknown person, and a mere dot are refused by name."""
    signing = begun(agreed)
    sign(agreed, signing, "p1")
    with pytest.raises(AlreadySigned):
        sign(agreed, signing, "p1")
    with pytest.raises(NotASigner):
        sign(agreed, signing, "p9")
    with pytest.raises(IdentityUnchecked):
        sign(agreed, signing, "p2", identity="")
    with pytest.raises(IdentityUnchecked):
        sign(agreed, signing, "p2", identity="code")
    for nothing in (
        "",
        "[]",
        "[[]]",
        '[[{"x":1,"y":1,"t":0}]]',
        '[[{"x":-1,"y":1,"t":0}]]',
        "null",
        "x" * 99,
    ):
        with pytest.raises(StrokesRefused):
            sign(agreed, signing, "p2", strokes=nothing)


def test_a_stranger_collects_no_signatures(agreed: Agreed) -> None:
    """A mediator of another body finds neither the case nor its signing."""
    signing = begun(agreed)
    with pytest.raises(UnknownCase):
        sign_at_desk(
            agreed.app,
            agreed.person("labour-med-1"),
            signing.id,
            "p1",
            strokes=NAME,
            identity="card",
            paper_sha256="",
        )


def test_a_new_signing_ends_the_one_before(agreed: Agreed) -> None:
    """Only one signing is under way; the paper keeps its number."""
    first = begun(agreed)
    number = agreed.papers[first.paper_id].number
    second = begun(agreed, SigningKind.SCAN)
    with pytest.raises(SigningNotOpen):
        sign(agreed, first, "p1")
    assert agreed.papers[second.paper_id].number == number


def test_on_paper_each_signature_is_looked_at_on_the_scan(agreed: Agreed) -> None:
    """Printed, signed and scanned: the clerk confirms one signer after the other, and the last confirmation counts."""
    signing = begun(agreed, SigningKind.SCAN)
    person = agreed.person(MEDIATOR)
    with pytest.raises(ScanMissing):
        confirm_scanned(agreed.app, person, signing.id, "p1", identity="card")
    add_scan(agreed.app, person, signing.id, b"%PDF-1.7 scan")
    for key in ("p1", "p2", "mediator"):
        done = confirm_scanned(agreed.app, person, signing.id, key, identity="card")
    assert done.status is SigningStatus.COMPLETE
    assert agreed.case.document.agreement.signature_kind == "wet"
    assert agreed.papers[signing.paper_id].status.value == "made"


def test_family_status_is_signed_on_paper_only() -> None:
    """Papers on marriage, adoption and succession are not signed electronically (电子签名法 3)."""
    with agreed_case(**{"claim.type": "inheritance"}) as agreed:
        with pytest.raises(SigningKindRefused, match="succession"):
            begun(agreed)
        with pytest.raises(InvalidForm, match="succession"):
            agreed.submit("sign", MEDIATOR, {**SIGNED, "agreement.signature_kind": "electronic"})
        assert begun(agreed, SigningKind.SCAN).rule == "identity"


@pytest.mark.parametrize(
    ("document", "day", "rule"),
    [
        (CaseDocument(claim=Claim(type="marriage_family")), date(2026, 1, 1), "identity"),
        (CaseDocument(confirmation=Confirmation(status_relation=True)), date(2026, 1, 1), "identity"),
        (CaseDocument(claim=Claim(type="homestead")), date(2019, 4, 22), "real-estate-until-2019"),
        (CaseDocument(claim=Claim(type="homestead")), date(2019, 4, 23), "ordinary"),
        (CaseDocument(claim=Claim(type="debt")), date(2010, 1, 1), "ordinary"),
    ],
)
def test_the_rule_is_the_one_in_force_on_the_day(document: CaseDocument, day: date, rule: str) -> None:
    """The law of 2004 kept land and houses from electronic signatures until its change of 23 April 2019."""
    assert signing_table(Catalogue(calls)).rule_for(document, day).id == rule


def test_a_new_draft_of_the_terms_begins_with_nobody_having_signed(agreed: Agreed) -> None:
    """When terms are changed while people sign, those who have signed must sign again."""
    signing = begun(agreed)
    sign(agreed, signing, "p1")
    agreed.submit(
        "sign",
        MEDIATOR,
        {
            "agreement.signed_by_all": False,
            "agreement.signature_kind": "wet",
            "agreement.copies": 3,
            "agreement.signature_refusal": "change",
            "agreement.confirmation_refusal": "尚未签署。",
        },
    )
    agreed.submit("terms", MEDIATOR, {**TERMS, "agreement.amount": 30000})
    with pytest.raises(SigningNotOpen):
        sign(agreed, signing, "p2")


def test_what_is_signed_need_not_be_signed_again(agreed: Agreed) -> None:
    """When all have signed and nothing has changed, no new signing can be begun by mistake."""
    all_signed(agreed)
    with pytest.raises(AlreadySigned):
        begin_signing(agreed.app, agreed.person(MEDIATOR), agreed.case_id, SigningKind.SCAN)


def test_the_scan_can_be_looked_at_again(agreed: Agreed) -> None:
    """The scanned paper is kept as it came, and what is neither PDF nor photo is refused."""
    signing = begun(agreed, SigningKind.SCAN)
    person = agreed.person(MEDIATOR)
    add_scan(agreed.app, person, signing.id, b"%PDF-1.7 scan")
    add_scan(agreed.app, person, signing.id, b"\xff\xd8\xff photo")
    read = [
        signing_file(agreed.app, person, agreed.case_id, signing.id, name)
        for name in ("scan-1.pdf", "scan-2.jpg")
    ]
    assert read == [b"%PDF-1.7 scan", b"\xff\xd8\xff photo"]
    with pytest.raises(ScanRefused):
        add_scan(agreed.app, person, signing.id, b"MZ program")
    with pytest.raises(UnknownSigning):
        signing_file(agreed.app, person, agreed.case_id, signing.id, "scan-3.pdf")
