"""What a program is told about a body that was not accepted."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from workflows.domain.court_answer import SignedAnswer
from workflows.web.problems import refused

ANSWER = {"case": "云综〔2026〕1号", "manifest": "0" * 64, "court": "示例法院", "received_on": "2026-03-02"}
RULING = {"number": "（2026）示1号", "ruled_on": "2026-03-04"}


def said(model: type[BaseModel], body: dict[str, Any]) -> list[str]:
    """Return the Chinese words for what is wrong with a body."""
    with pytest.raises(ValidationError) as caught:
        model.model_validate(body)
    return [f"{each.path} {each.zh}" for each in map(refused, caught.value.errors())]


def test_a_court_is_told_in_chinese_what_its_answer_lacks() -> None:
    """An answer that is not complete names in Chinese what its outcome still needs; a wrong word, what it may be."""
    assert said(SignedAnswer, {"answer": {**ANSWER, "outcome": "confirmed", "ruling": RULING}}) == [
        "answer 不完整，裁定有效（confirmed）还需要 accepted_on, interviewed_on。"
    ]
    wrong, unknown = said(SignedAnswer, {"answer": {**ANSWER, "outcome": "accept"}, "sign": ""})
    assert wrong.startswith("answer.outcome 请从 'received'、'accepted'、'correction'、")
    assert unknown == "sign 没有这一项，请删去。"
    assert said(SignedAnswer, {}) == ["answer 缺少这一项。"]
