"""Days that a form may not take: a slip of the pen in a date would move every statutory period that starts with it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workflows.domain.case import CaseDocument
from workflows.domain.form import Form, read_form
from workflows.domain.patch import patch
from workflows.errors import InvalidForm
from workflows.usecases.day_limits import must_keep_limits

NIGHT = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
"""One o'clock in the morning of 23 November in China."""


def form() -> Form:
    """The court says when it took the application on, or until when papers are to be added."""
    days = (
        ("confirmation.accepted_on", "受理日期", "latest", ""),
        ("confirmation.correction_due_on", "补正期限", "earliest", "confirmation.correction_due_on = null"),
    )
    components = [
        {
            "type": "datetime", "subtype": "date", "key": key, "dateLabel": label,
            "properties": {limit: "today()"}, "conditional": {"hide": hide},
        }
        for key, label, limit, hide in days
    ]  # fmt: skip
    return read_form("f", json.dumps({"type": "default", "components": components}))


def refusals(answers: dict[str, object], asked: Form | None = None) -> list[str]:
    """Return what is refused of the answers to the form that is asked, or to that of the court."""
    try:
        must_keep_limits(asked or form(), CaseDocument(), answers, NIGHT)
    except InvalidForm as refused:
        return [each.zh for each in refused.problems]
    return []


@pytest.mark.parametrize(
    ("key", "day", "said"),
    [
        ("accepted_on", "2026-11-23", []),
        ("accepted_on", "2062-11-23", ["受理日期：不能晚于今天（2026-11-23）。"]),
        ("accepted_on", "2026-11-99", []),
        ("accepted_on", None, []),
        ("correction_due_on", "2026-11-23", []),
        ("correction_due_on", "2026-11-01", ["补正期限：不能早于今天（2026-11-23）。"]),
    ],
)
def test_a_day_out_of_its_limits_is_named_with_the_limit(key: str, day: object, said: list[str]) -> None:
    """The court accepts nothing tomorrow and sets no period that is over; what is no day the form itself refuses."""
    assert refusals({"confirmation": {key: day}}) == said
    assert refusals({f"confirmation.{key}": day}) == said


def test_days_in_the_rows_of_a_list_have_their_limits() -> None:
    """Nobody was born tomorrow: the row is named; a row that shows no birthday is not asked for one."""
    birth = {
        "type": "datetime", "subtype": "date", "key": "birth", "dateLabel": "出生日期",
        "properties": {"latest": "today()"}, "conditional": {"hide": 'kind = "organisation"'},
    }  # fmt: skip
    kind = {"type": "textfield", "key": "kind", "label": "类型"}
    listed = {"type": "dynamiclist", "path": "parties", "label": "当事人", "components": [kind, birth]}
    asked = read_form("f", json.dumps({"type": "default", "components": [listed]}))
    rows = [
        {"kind": "person", "birth": "1980-01-01"},
        {"kind": "person", "birth": "2062-01-01"},
        {"kind": "organisation", "birth": "2062-01-01"},
    ]
    with pytest.raises(InvalidForm) as refused:
        must_keep_limits(asked, CaseDocument(), {"parties": rows}, NIGHT)
    assert [(each.path, each.zh) for each in refused.value.problems] == [
        ("parties.1.birth", "出生日期：不能晚于今天（2026-11-23）。")
    ]


def test_a_ruling_older_than_the_acceptance_is_refused_with_the_day_it_cannot_precede() -> None:
    """A day may be limited by an earlier one of the case, which is named; while that one is unknown nothing limits."""
    ruled = {
        "type": "datetime", "subtype": "date", "key": "confirmation.ruling_on", "dateLabel": "裁定日期",
        "properties": {
            "earliest": "case.confirmation.accepted_on", "earliest-is": "受理日期", "earliest-is-en": "the acceptance",
            "label-en": "Ruled on",
        },
    }  # fmt: skip
    asked = read_form("f", json.dumps({"type": "default", "components": [ruled]}))
    accepted = patch(CaseDocument(), {"confirmation.accepted_on": "2026-11-20"})
    answers = {"confirmation.ruling_on": "2026-11-19"}
    must_keep_limits(asked, CaseDocument(), answers, NIGHT)
    must_keep_limits(asked, accepted, {"confirmation.ruling_on": "2026-11-20"}, NIGHT)
    with pytest.raises(InvalidForm) as refused:
        must_keep_limits(asked, accepted, answers, NIGHT)
    assert [(each.zh, each.message) for each in refused.value.problems] == [
        (
            "裁定日期：不能早于受理日期（2026-11-20）。",
            "Ruled on: not earlier than the acceptance, 2026-11-20.",
        )
    ]


@pytest.mark.parametrize(
    ("form_path", "known", "answers", "said"),
    [
        ("performance/forms/follow-up", {"agreement.effective_on": "2026-11-20"}, {"visited_on": "2026-11-19"},
         "不能早于协议生效日期（2026-11-20）"),
        ("archive/forms/close", {"handling.accepted_on": "2026-11-20"}, {"closing.closed_on": "2026-11-19"},
         "不能早于受理日期（2026-11-20）"),
        ("archive/forms/archive", {"closing.closed_on": "2026-11-20"}, {"closing.archived_on": "2026-11-19"},
         "不能早于结案日期（2026-11-20）"),
        ("agreement/forms/sign", {"agreement.agreed_on": "2026-11-20"},
         {"agreement.signed_by_all": True, "agreement.effective_on": "2026-11-19"},
         "不能早于达成协议日期（2026-11-20）"),
        ("intake/forms/accept", {"intake.received_on": "2026-11-20"}, {"handling.accepted_on": "2026-11-19"},
         "不能早于收到日期（2026-11-20）"),
    ],
)  # fmt: skip
def test_the_days_of_a_case_keep_their_order(
    form_path: str, known: dict[str, str], answers: dict[str, object], said: str
) -> None:
    """收到、受理、达成协议、生效、回访、结案、立卷，后一个日期不早于前一个；写反了的说出是哪一个日期。"""
    path = Path(__file__).resolve().parents[3] / "bpmn" / "procedures" / f"{form_path}.json"
    with pytest.raises(InvalidForm) as refused:
        must_keep_limits(
            read_form("f", path.read_text("utf-8")), patch(CaseDocument(), known), answers, NIGHT
        )
    assert said in refused.value.problems[0].zh


@pytest.mark.parametrize(
    ("stopped", "resumed", "said"),
    [
        ("2026-03-01", "2026-03-10", []),
        ("2026-03-10", "2026-03-10", []),
        ("2026-03-10", "2026-03-01", ["收到意见日：不能早于委托日（2026-03-10）。"]),
        (None, "2026-03-01", []),
    ],
)
def test_a_day_may_be_limited_by_another_of_the_same_form(
    stopped: str | None, resumed: str, said: list[str]
) -> None:
    """An opinion does not arrive before it was asked for: transposed days would leave nothing out of the period."""
    shelf = Path(__file__).resolve().parents[3] / "bpmn" / "procedures" / "appraisal" / "forms"
    result = read_form("appraisal-result", (shelf / "appraisal-result.json").read_text("utf-8"))
    answers: dict[str, object] = {"stopped_on": stopped, "resumed_on": resumed}
    assert refusals(answers, result) == said
