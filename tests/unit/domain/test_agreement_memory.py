"""The agreement check asks the same of a sentence once, and keeps no word of a case when it is over."""

from __future__ import annotations

from workflows.domain.agreement_check import check_agreement
from workflows.domain.case import CaseDocument
from workflows.domain.drafting.memory import remembered

_ASKED: list[str] = []


@remembered
def _length(sentence: str) -> int:
    _ASKED.append(sentence)
    return len(sentence)


def test_a_question_is_asked_once_and_forgotten_after_the_check() -> None:
    """A second question is answered from memory; once a check is over, it is a new one."""
    _ASKED.clear()
    assert [_length("甲方付钱"), _length("甲方付钱")] == [4, 4]
    assert _ASKED == ["甲方付钱"]
    check_agreement(CaseDocument(), text="甲方付乙方1000元。")
    assert _length("甲方付钱") == 4
    assert _ASKED == ["甲方付钱", "甲方付钱"]
