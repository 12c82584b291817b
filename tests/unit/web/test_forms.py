"""Forms as people fill them: drawn on the server, read as a browser sends them."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import FormData

from workflows.domain.form import read_form
from workflows.errors import FormTooLong, InvalidForm
from workflows.usecases.pick import Pick
from workflows.web.form_part import Part
from workflows.web.form_reading import MAX_ROWS, change_rows, read_answers
from workflows.web.forms import FormPaper, default_answers, form_parts
from workflows.web.markdown import to_html
from workflows.web.words import say

SCRIPTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus=alert(1) autofocus='",
    "javascript:alert(1)",
    "</textarea><script>alert(1)</script>",
    "</option></select><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "[x](javascript:alert(1))",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "\u202e<b>x</b>",
]
FIELD: dict[str, Any] = {"type": "textfield", "key": "claim.title", "label": "名称"}
FORMS = sorted((Path(__file__).parents[3] / "bpmn" / "procedures").glob("*/forms/*.json"))


def schema(*components: dict[str, Any]) -> dict[str, Any]:
    """A form of these components."""
    return {"type": "default", "components": list(components)}


@cache
def macros() -> Any:
    """What draws forms, compiled once for all tests."""
    page = Environment(
        loader=PackageLoader("workflows.web", "html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return page.get_template("parts/form.html").module


def drawn(form: dict[str, Any], **shape: Any) -> str:
    """The HTML of a form."""
    words = lambda key, **values: say("zh", key, **values)  # noqa: E731
    return str(macros().draw(words, form_parts(form, FormPaper(**shape)), "/tasks/1"))


def only(form: dict[str, Any], **shape: Any) -> Part:
    """The one part of a form."""
    (part,) = form_parts(form, FormPaper(**shape))
    return part


@pytest.mark.parametrize("text", SCRIPTS)
@pytest.mark.parametrize("kind", ["textfield", "textarea", "number"])
def test_what_was_typed_never_becomes_markup(text: str, kind: str) -> None:
    """Whatever somebody types into a field comes back as text."""
    html = drawn(
        schema({**FIELD, "type": kind}), values={"claim.title": text}, problems={"claim.title": text}
    )
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert "onfocus=alert(1) autofocus=''" not in html


@pytest.mark.parametrize("text", SCRIPTS)
def test_what_a_designer_wrote_never_becomes_script(text: str) -> None:
    """Labels, hints, choices and texts of a form are shown, not run."""
    html = drawn(
        schema(
            {**FIELD, "label": text, "description": text},
            {
                "type": "select",
                "key": "claim.type",
                "label": text,
                "values": [{"value": text, "label": text}],
            },
            {"type": "text", "text": text},
        )
    )
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert 'href="javascript' not in html
    assert 'href="data:' not in html


def test_notes_may_be_emphasised_and_listed() -> None:
    """A little Markdown is understood in instructions."""
    assert "<strong>先</strong>" in to_html("**先**核对\n\n- 身份\n- 代理")
    assert "<li>身份</li>" in to_html("- 身份")


def test_label_hint_and_problem_belong_to_their_field() -> None:
    """A screen reader says the hint and what is wrong together with the field."""
    html = drawn(
        schema({**FIELD, "description": "写全名", "validate": {"required": True}}),
        problems={"claim.title": "必须填写。"},
    )
    assert '<label for="f-claim-title" class="required">名称</label>' in html
    assert 'aria-describedby="f-claim-title-hint f-claim-title-wrong"' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-required="true"' in html


@pytest.mark.parametrize(
    ("component", "value", "expected"),
    [
        ({"type": "datetime", "subtype": "date"}, date(2026, 1, 30), "2026-01-30"),
        (
            {"type": "datetime", "subtype": "datetime"},
            datetime(2026, 1, 30, 1, 0, tzinfo=UTC),
            "2026-01-30T09:00",
        ),
        ({"type": "datetime", "subtype": "datetime"}, "2026-01-30T01:00:00+00:00", "2026-01-30T09:00"),
        ({"type": "number"}, Decimal("1281800.00"), "1281800"),
        ({"type": "number"}, Decimal("1000000"), "1000000"),
        ({"type": "number"}, Decimal("0.50"), "0.5"),
        ({"type": "checkbox"}, True, "true"),
        ({"type": "checkbox"}, False, ""),
        ({"type": "textfield"}, None, ""),
    ],
)
def test_known_values_are_written_as_one_writes_them(
    component: dict[str, Any], value: Any, expected: str
) -> None:
    """Dates stand in China's time, amounts without idle noughts."""
    assert only(schema({**FIELD, **component}), values={"claim": {"title": value}}).value == expected


def test_defaults_fill_what_nobody_has_touched() -> None:
    """A fresh form shows the designer's default; a form that comes back shows what was sent, even nothing."""
    form = schema({**FIELD, "defaultValue": "x"})
    assert only(form, fresh=True, values={"claim": {"title": ""}}).value == "x"
    assert only(form, fresh=True, values={"claim": {"title": "y"}}).value == "y"
    assert only(form, values={"claim": {"title": None}}).value == ""
    assert default_answers(form, {"claim": {"title": ""}}) == {"claim.title": "x"}


def test_a_hidden_field_is_drawn_hidden_and_its_condition_watched() -> None:
    """A field whose condition says so is not shown; the field that decides sends the form for another look."""
    form = schema(
        {"type": "checkbox", "key": "agreement.signed", "label": "已签"},
        {**FIELD, "conditional": {"hide": "=agreement.signed = true"}},
    )
    first, second = form_parts(
        form, FormPaper(hidden=lambda condition, _row: condition == "agreement.signed = true")
    )
    assert first.watched
    assert second.hidden
    assert 'hx-vals=\'{"_action": "refresh"}\'' in drawn(form)


def test_english_words_stand_beside_the_chinese() -> None:
    """Labels, hints and choices in English come from the same form."""
    form = schema(
        {
            "type": "select",
            "key": "claim.type",
            "label": "类型",
            "values": [{"value": "a", "label": "甲"}],
            "properties": {"label-en": "Type", "en-a": "First"},
        }
    )
    assert (only(form, locale="en").label, only(form, locale="en").options[0].label) == ("Type", "First")
    assert (only(form).label, only(form).options[0].label) == ("类型", "甲")


def test_bodies_are_chosen_by_name_under_their_street() -> None:
    """A field that names a body offers the bodies of the place; nobody types an id."""
    picks = {"court_id": (Pick("c1", "县法院"), Pick("v1", "某村", "某街道"))}
    form = schema(
        {"type": "textfield", "key": "court_id", "label": "法院", "properties": {"picker": "organisation"}},
        {"type": "textfield", "key": "court_name", "label": "法院名称"},
    )
    html = drawn(form, values={"court_id": "v1"}, picks=picks)
    assert '<optgroup label="某街道"><option value="v1" selected>某村</option></optgroup>' in html.replace(
        "\n", ""
    ).replace("    ", "")
    assert "法院名称" not in html


LIST = {
    "type": "dynamiclist",
    "path": "parties",
    "label": "当事人",
    "components": [
        {"type": "textfield", "key": "name", "label": "姓名"},
        {"type": "checkbox", "key": "consents", "label": "同意"},
    ],
}


def test_rows_come_back_as_they_were_sent() -> None:
    """Rows keep their ids and their order, also where one in between was taken away and boxes were not ticked."""
    sent = FormData(
        [
            ("_row:parties", "0"),
            ("parties.0.id", "p1"),
            ("parties.0.name", "张"),
            ("parties.0.consents", "true"),
            ("_row:parties", "2"),
            ("parties.2.name", "李"),
        ]
    )
    assert read_answers(schema(LIST), sent) == {
        "parties": [{"id": "p1", "name": "张", "consents": True}, {"name": "李", "consents": False}]
    }


def test_a_row_is_added_and_taken_away() -> None:
    """Without scripts a button adds a row or takes one away, and what was typed stays."""
    answers: Any = {"agreement": {"instalments": [{"payer": "甲"}]}}
    assert change_rows(answers, "add:agreement.instalments") == {
        "agreement": {"instalments": [{"payer": "甲"}, {}]}
    }
    assert change_rows(answers, "remove:agreement.instalments:0") == {"agreement": {"instalments": [{}]}}
    assert change_rows(answers, "remove:agreement.instalments:7") == {"agreement": {"instalments": [{}]}}
    assert change_rows(answers, "add:no.such.list") == {"agreement": {"instalments": [{}]}}


def test_too_many_rows_are_refused() -> None:
    """A form is no way to send a million rows."""
    sent = FormData([("_row:parties", str(number)) for number in range(MAX_ROWS + 1)])
    with pytest.raises(FormTooLong):
        read_answers(schema(LIST), sent)


@pytest.mark.parametrize(
    ("component", "typed", "expected"),
    [
        ({"type": "number"}, " 1,281,800 ", "1281800"),
        ({"type": "number"}, "１２８", "128"),
        ({"type": "number"}, "twelve", "twelve"),
        ({"type": "datetime", "subtype": "datetime"}, "2026-01-30T09:00", "2026-01-30T09:00:00+08:00"),
        ({"type": "datetime", "subtype": "datetime"}, "soon", "soon"),
        ({"type": "datetime", "subtype": "date"}, "2026-01-30", "2026-01-30"),
        ({"type": "textarea"}, "一\r\n二", "一\n二"),
        ({"type": "textfield"}, "   ", None),
    ],
)
def test_answers_are_read_as_they_are_meant(
    component: dict[str, Any], typed: str, expected: str | None
) -> None:
    """Amounts may carry commas or full-width digits, times are China's; what makes no sense stays for the check."""
    assert read_answers(schema({**FIELD, **component}), FormData([("claim.title", typed)])) == {
        "claim": {"title": expected}
    }


@given(
    st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\x00"), min_size=1)
)
def test_typed_text_survives_being_shown_again(text: str) -> None:
    """A refused form shows exactly what was typed, whatever it was."""
    form = schema({**FIELD, "type": "textarea"})
    answers = read_answers(form, FormData([("claim.title", text)]))
    assert only(form, values=answers).value == (text if text.strip() else "")


@pytest.mark.parametrize("file", FORMS, ids=lambda file: f"{file.parts[-3]}/{file.stem}")
def test_every_form_on_the_shelf_can_be_drawn_and_sent(file: Path) -> None:
    """Each form of the shipped procedures has a label for every field, in both languages, and comes back whole."""
    form = json.loads(file.read_text("utf-8"))
    html = drawn(form)
    for locale in ("zh", "en"):
        for part in form_parts(form, FormPaper(locale=locale)):
            assert part.label or part.kind in ("text", "separator", "group")
    read = read_form(file.stem, file.read_text("utf-8"))
    try:
        read.check(read_answers(form, FormData([])))
        rules = set()
    except InvalidForm as refused:
        rules = {problem.rule for problem in refused.problems}
    assert html.count("<label") + html.count("<legend") >= len(read.fields)
    assert rules <= {"required"}


def test_a_row_shows_what_its_own_answers_ask_for() -> None:
    """Inside a list a condition looks at the row it stands in, so only the organisation is asked who represents it."""
    hide = 'kind != "organisation"'
    form = {
        "components": [
            {
                "type": "dynamiclist",
                "path": "parties",
                "components": [
                    {
                        "type": "radio",
                        "key": "kind",
                        "values": [{"value": "person"}, {"value": "organisation"}],
                    },
                    {"type": "textfield", "key": "representative", "conditional": {"hide": f"={hide}"}},
                ],
            }
        ]
    }
    paper = FormPaper(
        values={"parties": [{"kind": "person"}, {"kind": "organisation"}]},
        hidden=lambda _, row: row.get("kind") != "organisation",
    )
    (part,) = form_parts(form, paper)
    assert [row.parts[1].hidden for row in part.rows] == [True, False]
    assert all(row.parts[0].watched for row in part.rows)


def test_a_choice_that_writes_a_required_name_is_required_itself() -> None:
    """The name is not shown, so what is wrong with it stands at the choice from which it comes."""
    form = {
        "components": [
            {"type": "textfield", "key": "lead_org_id", "label": "责任机构"},
            {"type": "textfield", "key": "lead_name", "label": "责任单位", "validate": {"required": True}},
        ]
    }
    paper = FormPaper(picks={"lead_org_id": (Pick("d1", "国土部门"),)}, problems={"lead_name": "必须填写。"})
    (part,) = form_parts(form, paper)
    assert (part.required, part.problem) == (True, "必须填写。")


def test_a_group_that_is_seldom_answered_is_folded_and_knows_of_trouble_within() -> None:
    """A folded group opens by itself where something in a row of its list was refused."""
    name = {"type": "textfield", "key": "name", "label": "姓名"}
    listed = {"type": "dynamiclist", "path": "parties", "label": "当事人", "components": [name]}
    group = {"type": "group", "label": "更正", "components": [listed], "properties": {"fold": "yes"}}
    known = {"parties": [{"name": "甲"}, {"name": ""}]}
    (calm,) = form_parts({"components": [group]}, FormPaper(values=known))
    refused = FormPaper(values=known, problems={"parties.1.name": "必须填写"})
    (troubled,) = form_parts({"components": [group]}, refused)
    assert (calm.folded, calm.troubled, troubled.troubled) == (True, False, True)
