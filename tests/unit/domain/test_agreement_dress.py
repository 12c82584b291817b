"""Sound drafts in another dress: what a clerk changes in form alone raises no alarm."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.unit.domain.test_agreement_sets import SOUND, Sample

pytestmark = pytest.mark.slow

_NUMBER = re.compile(
    r"(?m)^(\s*)(?:第[一二三四五六七八九十]+[条项]?[　 ,，、]?|[一二三四五六七八九十]+、|\d{1,2}[.、．](?!\d)"
    r"|[（(][一二三四五六七八九十\d]+[)）]|[①-⑩])\s*"
)


def _unnumbered(text: str) -> str:
    return _NUMBER.sub(r"\1", text)


def _in_one_piece(text: str) -> str:
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return "".join(line if line[-1] in "。；：" else line + "。" for line in lines)


def _by_law(text: str) -> str:
    if "丙" in text or "甲方" not in text or "乙方" not in text:
        return text
    named = text.replace("甲乙双方", "双方").replace("乙方", "□").replace("甲方", "赔偿权利人")
    return named.replace("□", "赔偿义务人")


def _semicolons(text: str) -> str:
    return text.replace("。\n", "；\n")


def _plain_names(text: str) -> str:
    return re.sub(r"(?<=[\u4e00-\u9fa5])示(?=[\u4e00-\u9fa5])", "国", text)


DRESS: tuple[Callable[[str], str], ...] = (
    _unnumbered,
    _in_one_piece,
    _by_law,
    _semicolons,
    _plain_names,
)


@pytest.mark.parametrize("dress", DRESS, ids=lambda dress: dress.__name__.strip("_"))
def test_another_dress_changes_nothing(dress: Callable[[str], str]) -> None:
    """Of the sound drafts that look otherwise now, at most one in twenty raises an alarm."""
    drafts = [
        Sample(each.id, each.planted, dress(each.text))
        for each in SOUND[::4]
        if dress(each.text) != each.text
    ]
    alarmed = [(draft.id, draft.beside()) for draft in drafts if draft.beside()]
    assert len(drafts) >= 15
    assert len(alarmed) / len(drafts) <= 0.05, alarmed


def test_whoever_does_it_again_puts_it_right() -> None:
    """What follows when somebody does it again needs no day of its own."""
    text = (
        "甲方：陈示安　乙方：林示海\n一、甲方于2026年5月10日前把两家之间的排水沟填平，长6米、宽0.4米。\n"
        "二、乙方补偿甲方人工费300元（叁佰元整），2026年5月10日以现金付给甲方。\n"
        "三、再挖沟的一方恢复原状。\n四、双方就排水沟的事再无争议。\n"
    )
    assert Sample("dress", frozenset(), text).beside() == set()
