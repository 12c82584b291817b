"""What an identity number tells wherever parties are written down."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

from workflows.domain.case import CaseDocument
from workflows.domain.form import read_form
from workflows.usecases.submit_form import check_answers

PROCEDURES = Path(__file__).resolve().parents[3] / "bpmn/procedures"
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
ENQUIRY = PROCEDURES / "mediation/forms/investigate.json"
CORRECTED_IN = [
    "assignment/forms/notify.json",
    "mediation/forms/investigate.json",
    "time-limit/forms/unresolved.json",
    "agreement/forms/terms.json",
]


def test_an_heir_who_is_a_minor_is_known_by_the_number() -> None:
    """当事人变更时只写了身份证号的，出生日期和性别由号码得知；写明的不改。"""
    rows = [
        {"name": "乙之子（示例）", "id_number": "11010519491231002X"},
        {"name": "乙之女（示例）", "birth": "2014-03-01"},
    ]
    form = read_form("investigate", ENQUIRY.read_bytes())
    found = check_answers(form, CaseDocument(), {"parties": rows}, NOW)["parties"]
    assert [(each["birth"], each.get("sex")) for each in found] == [
        (date(1949, 12, 31), "female"),
        (date(2014, 3, 1), None),
    ]


def test_parties_are_corrected_alike_at_every_step_that_corrects_them() -> None:
    """告知、调查核实、限期办结、拟定条款四处的“更正当事人”问的是同样的事。"""
    asked = []
    for file in CORRECTED_IN:
        parts = json.loads((PROCEDURES / file).read_text("utf-8"))["components"]
        (rows,) = (
            each for part in parts for each in part.get("components", ()) if each.get("path") == "parties"
        )
        asked.append([(each["key"], each.get("label")) for each in rows["components"]])
    assert all(each == asked[0] for each in asked)
    assert {"birth", "agent.name"} <= {key for key, _ in asked[0]}
