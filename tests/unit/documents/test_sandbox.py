"""A template reaches the fields of its case and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows.documents import PaperContext, Templates
from workflows.domain.case import CaseDocument, Claim, Party, PartyRole
from workflows.errors import (
    HeweiError,
    MissingValue,
    PaperTooLong,
    TemplateFault,
    TemplateSyntaxFault,
    UnknownField,
    UnknownTemplate,
    UnprintableElement,
    UnprintableText,
)

STOCK = Templates(Path(__file__).resolve().parents[3] / "templates")
CASE = CaseDocument(
    parties=(
        Party(role=PartyRole.APPLICANT, name="王示例"),
        Party(role=PartyRole.RESPONDENT, name="李样本", refuses=True),
    ),
    claim=Claim(title="土地边界纠纷"),
)
ATTACKS = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ case.__class__ }}",
    "{{ case['__class__'] }}",
    "{{ case.model_dump() }}",
    "{{ case.model_config }}",
    "{{ case.claim.copy() }}",
    "{{ case.parties.__len__() }}",
    "{{ case.parties[0].__init__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ joiner }}",
    "{{ lipsum.__globals__ }}",
    "{{ namespace(a=1) }}",
    "{{ range(10) | join }}",
    "{{ dict(a=1) }}",
    "{{ config }}",
    "{{ get_flashed_messages }}",
    "{{ 'x'.format(case) }}",
    "{{ '{0.__class__}'.format(case) }}",
    "{{ '%s' % case }}",
    "{{ 'a' * 1000000000 }}",
    "{{ 9 ** 9 }}",
    "{{ case | attr('__class__') }}",
    "{{ case.parties | map(attribute='__class__') | join }}",
    "{{ case.parties | join(attribute='__class__') }}",
    "{{ case.parties | groupby('name') }}",
    "{{ case | tojson }}",
    "{{ case | pprint }}",
    "{{ 'x' | center(100000000) }}",
    "{% set f = case.claim.title.upper %}{{ f() }}",
    "{% include '/etc/passwd' %}",
    "{% include '../../pyproject.toml' %}",
    "{% import 'layout/print.css' as c %}{{ c.__dict__ }}",
    "{% extends 'secret/body.html.j2' %}",
    "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{{ m() }}",
    "{% for p in case.parties %}{{ loop.__class__ }}{% endfor %}",
    "{% for p in case.parties %}{{ loop.cycle.__func__ }}{% endfor %}",
    "{{ case }}",
    "{{ case.parties }}",
)


def text_of(body: str, case: CaseDocument = CASE, context: PaperContext | None = None) -> str:
    """Return the text that *body* gives in the place of the agreement."""
    return (
        STOCK.with_files("agreement", {"body.html.j2": body})
        .render("agreement", case, context or PaperContext())
        .text
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_template_reaches_python(attack: str) -> None:
    """Every known way out of a template ends in a named fault that says where."""
    with pytest.raises(TemplateFault) as caught:
        text_of(f"<p>{attack}</p>")
    assert "agreement/body.html.j2" in caught.value.message
    assert "line 1" in caught.value.message


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<p onclick='x()'>x</p>",
        "<img src='http://example.invalid/x.png'>",
        "<iframe></iframe>",
        "<p style='background:url(http://example.invalid)'>x</p>",
        "<style>@import 'http://example.invalid'</style>",
        "<link rel='stylesheet' href='http://example.invalid'>",
        "<object data='file:///etc/passwd'></object>",
        "<!-- <script> -->",
    ],
)
def test_no_template_brings_active_or_foreign_content(body: str) -> None:
    """Only the few elements that all three outputs know are let through."""
    with pytest.raises(UnprintableElement):
        text_of(body)


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("<p>{{ case.claim.amonut }}</p>", "case.claim.amonut"),
        ("{% if case.claim.titel %}<p>x</p>{% endif %}", "case.claim.titel"),
        ("{% if false %}<p>{{ case.clam }}</p>{% endif %}", "case.clam"),
        ("{% for p in case.parties %}{% if false %}{{ p.nmae }}{% endif %}{% endfor %}", "p.nmae"),
        ("{% set s = case.sessions | item(0) %}<p>{{ s.heldon | blank }}</p>", "s.heldon"),
        ("<p>{{ paper.organization.name }}</p>", "paper.organization"),
        ("<p>{{ cases.claim.title }}</p>", "cases"),
    ],
)
def test_a_misspelt_name_is_refused_before_anything_is_printed(body: str, path: str) -> None:
    """A misspelt field is found also where the sample never leads, with its line and the fields there are."""
    with pytest.raises(UnknownField) as caught:
        text_of("\n" + body)
    assert caught.value.where["line"] == 2
    assert path in caught.value.message


def test_a_missing_value_is_never_printed_as_nothing() -> None:
    """A field that the case does not have stops the paper and is named."""
    with pytest.raises(MissingValue) as caught:
        text_of("<p>金额:</p>\n<p>{{ case.claim.amount }}</p>")
    assert caught.value.where["field"] == "case.claim.amount"
    assert caught.value.where["line"] == 2


def test_a_blank_is_printed_only_where_the_template_asks_for_it() -> None:
    """An underlined blank, nothing, or a word may stand for what is not known: the template says which."""
    body = (
        "<p>甲{{ case.claim.amount | blank(2) }}乙{{ case.claim.summary | default('') }}"
        "丙{{ case.claim.type | default('无') }}</p>"
    )
    assert text_of(body) == "甲\u3000\u3000乙丙无\n"


def test_what_is_not_known_can_be_asked_for() -> None:
    """An empty field is false in a test and has no parts, so templates need no guards."""
    body = (
        "<p>{% if case.parties[0].agent %}有{% else %}无{% endif %}"
        "{{ case.parties[0].agent.name | default('代理人') }}</p>"
    )
    assert text_of(body) == "无代理人\n"


def test_what_people_type_is_text_and_never_markup() -> None:
    """A name made of tags is printed as those characters."""
    case = CaseDocument(claim=Claim(title="<b>&\"'{{ 7 }}</b>"))
    assert text_of("<p>{{ case.claim.title }}</p>", case) == "<b>&\"'{{ 7 }}</b>\n"


@pytest.mark.parametrize(
    "char", ["\u202e", "\u2066", "\u200f", "\x00", "\x1b", "\x85", "\u2028", "\ue000", "\ufffe"]
)
def test_characters_that_hide_what_a_paper_says_are_refused(char: str) -> None:
    """Control, direction and private characters are named with their field and place."""
    with pytest.raises(UnprintableText) as caught:
        text_of("<p>{{ case.claim.title }}</p>", CaseDocument(claim=Claim(title=f"甲{char}乙")))
    assert caught.value.where["field"] == "case.claim.title"
    assert f"U+{ord(char):04X}" in caught.value.message


def test_a_private_character_is_called_one() -> None:
    """Whoever typed a self-made character reads what to type instead, and not that it is a sign of control."""
    with pytest.raises(UnprintableText) as caught:
        text_of("<p>{{ case.claim.title }}</p>", CaseDocument(claim=Claim(title="李\ue000")))
    assert "自造字" in caught.value.zh


@pytest.mark.parametrize("char", ["\U00020000", "\U00030ede", "\U000323af", "\U0002ebf0"])
def test_a_han_character_younger_than_this_python_is_text(char: str) -> None:
    """Names are written with characters that Unicode took up lately; they are no signs of control."""
    case = CaseDocument(claim=Claim(title=f"赵{char}"))
    assert text_of("<p>{{ case.claim.title }}</p>", case) == f"赵{char}\n"


@pytest.mark.parametrize("char", ["\U0002ffff", "\U000e0002"])
def test_noncharacters_and_tags_of_other_planes_stay_refused(char: str) -> None:
    """A noncharacter of the Han planes is no character, and unassigned ones elsewhere stay out."""
    with pytest.raises(UnprintableText):
        text_of("<p>{{ case.claim.title }}</p>", CaseDocument(claim=Claim(title=f"赵{char}")))


def test_invisible_joiners_are_left_out() -> None:
    """Zero-width characters that come with copied text do not reach the paper."""
    case = CaseDocument(claim=Claim(title="王\u200b示\ufeff例"))
    assert text_of("<p>{{ case.claim.title }}</p>", case) == "王示例\n"


@pytest.mark.slow
def test_a_paper_that_grows_without_end_is_stopped() -> None:
    """A loop in a loop in a loop over long lists ends at the bound, not at the end of memory."""
    case = CaseDocument(parties=tuple(Party(name=f"示例{n}") for n in range(60)))
    loops = "{% for a in case.parties %}" * 4 + "<p>{{ a.name }}</p>" + "{% endfor %}" * 4
    with pytest.raises(PaperTooLong):
        text_of(loops, case)


@pytest.mark.parametrize(
    "body",
    [
        "{{ case.claim.title",
        "{% if %}",
        "{% for p in %}{% endfor %}",
        "{{ case.claim.title | nosuch }}",
        "{% if case.claim.title %}\n{% if case.claim.people %}{% endif %}\n<p>y</p>",
        "{% for p in case.parties %}{% set x = 1 %}{% set y %}z{% endset %}\n<p>y</p>",
        "｛｛ case.claim.title ｝｝\n",
        "{{ case.claim.title }｝",
        "｛% if case.claim.title %}\n{% endif %}",
    ],
)
def test_a_template_that_cannot_be_parsed_names_its_line(body: str) -> None:
    """A slip of the pen is shown at its line."""
    with pytest.raises(TemplateSyntaxFault) as caught:
        text_of(f"<p>x</p>\n{body}")
    assert caught.value.where["line"] == 2


@pytest.mark.parametrize("document", ["nosuch", "layout", "../agreement", "agreement/", "", "AGREEMENT"])
def test_an_unknown_document_is_named(document: str) -> None:
    """A document that is not there is refused with the list of those that are."""
    with pytest.raises(UnknownTemplate) as caught:
        STOCK.render(document, CASE, PaperContext())
    assert "agreement" in caught.value.message


@pytest.mark.parametrize(
    "body", ["<p>{{ case.claim.title | yuan }}</p>", "<p>{{ case.claim.title | on_day }}</p>"]
)
def test_a_filter_on_the_wrong_kind_of_field_is_named(body: str) -> None:
    """Money filters want amounts and day filters want days; the line is named."""
    with pytest.raises(HeweiError, match="line 1"):
        text_of(body)
