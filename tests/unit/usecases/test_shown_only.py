"""What a form only shows stays as the case has it, by page and by program."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from workflows.domain.case import CaseDocument
from workflows.domain.form import Form, read_form
from workflows.errors import InvalidForm
from workflows.usecases.submit_form import check_answers

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
OWED = CaseDocument.model_validate(
    {
        "agreement": {
            "number": "示例民调〔2026〕1号",
            "instalments": [
                {"payer": "甲", "payee": "乙", "amount": "100.00", "due_on": "2026-03-01", "method": "转账"},
                {"payer": "甲", "payee": "乙", "amount": "200.00", "due_on": "2026-04-01"},
            ],
        }
    }
)


def collect(*, fixed: bool = True) -> Form:
    """Return a form that shows number, payer and amount and asks for the day of performance."""
    row = [
        {
            "type": "textfield",
            "key": "payer",
            "label": "义务人",
            "readonly": True,
            "validate": {"required": True},
        },
        {"type": "number", "key": "amount", "label": "金额", "readonly": True},
        {"type": "datetime", "subtype": "date", "key": "performed_on", "dateLabel": "履行日期"},
    ]
    parts = [
        {"type": "textfield", "key": "agreement.number", "label": "编号", "readonly": True},
        {
            "type": "dynamiclist",
            "path": "agreement.instalments",
            "label": "分期",
            "allowAddRemove": not fixed,
            "components": row,
        },
    ]
    return read_form("collect", json.dumps({"components": parts}))


def answered(*rows: dict[str, Any], **more: str) -> dict[str, Any]:
    """Return answers with these rows."""
    return {"agreement": {"instalments": list(rows), **more}}


def refused(answers: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the path and the rule of each refusal."""
    with pytest.raises(InvalidForm) as no:
        check_answers(collect(), OWED, answers, NOW)
    return [(each.path, each.rule) for each in no.value.problems]


def test_what_is_asked_is_written_and_the_rest_of_the_row_stays() -> None:
    """核对履行时只填履行日期：义务人、金额、付款方式和到期日都留着。"""
    kept = check_answers(collect(), OWED, answered({"performed_on": "2026-03-01"}, {}), NOW)
    first, second = kept["agreement.instalments"]
    assert first == {
        "payer": "甲", "payee": "乙", "amount": Decimal("100.00"), "due_on": date(2026, 3, 1), "method": "转账",
        "performed_on": date(2026, 3, 1),
    }  # fmt: skip
    assert second["amount"] == Decimal("200.00")


def test_what_is_shown_may_be_sent_back_as_it_is() -> None:
    """页面把只读的内容原样送回，不算改动，也不另行写入。"""
    same = answered({"payer": "甲", "amount": "100"}, {"payer": " 甲 "}, number="示例民调〔2026〕1号")
    assert set(check_answers(collect(), OWED, same, NOW)) == {"agreement.instalments"}


@pytest.mark.parametrize(
    ("answers", "problem"),
    [
        (answered({"amount": "1"}, {}), ("agreement.instalments.0.amount", "shown-only")),
        (answered({}, {"payer": "丙"}), ("agreement.instalments.1.payer", "shown-only")),
        (answered({}), ("agreement.instalments", "shown-only")),
        (answered({}, {}, {}), ("agreement.instalments", "shown-only")),
        (answered({}, {}, number="示例民调〔2026〕2号"), ("agreement.number", "shown-only")),
    ],
)
def test_what_is_shown_cannot_be_changed_added_or_left_out(
    answers: dict[str, Any], problem: tuple[str, str]
) -> None:
    """签订后的期次不能在核对时改金额、改人、删去或者增加。"""
    assert refused(answers) == [problem]


def test_a_list_of_which_the_case_has_nothing_yet_is_filled_in_freely() -> None:
    """案件里还没有任何一行时，固定行数的清单可以照常填写。"""
    rows = answered({"performed_on": "2026-03-01"})
    with pytest.raises(InvalidForm) as no:
        check_answers(collect(), CaseDocument(), rows, NOW)
    assert [each.rule for each in no.value.problems] == ["required"]
