"""The letters that a shipped pack writes in its own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from workflows.documents import Templates
from workflows.resources import data

PLACES = sorted(Path(str(data("bpmn"))).glob("packs/*/templates/*/body.html.j2"))


def shelf(body: Path) -> Templates:
    """Return the documents of the place to which the letter belongs."""
    return Templates(body.parents[1], data("templates"))


@pytest.mark.parametrize("body", PLACES, ids=lambda body: f"{body.parents[2].name}/{body.parent.name}")
def test_every_letter_of_a_place_can_be_printed(body: Path) -> None:
    """各辖区自己的文书都能用示例数据排出来，并写着自己的标题。"""
    letters, letter = shelf(body), body.parent.name
    sample = letters.sample(letter)
    assert letters.info(letter).title in letters.render(letter, sample.case, sample.paper).text


def test_jincheng_says_until_when_materials_are_handed_in() -> None:
    """晋城的医疗纠纷受理通知书写明提交材料的最后一日（D10），随附的通知书没有这一句。"""
    body = next(each for each in PLACES if each.parents[2].name == "jincheng")
    told = []
    for letters in (shelf(body), Templates(data("templates"))):
        sample = letters.sample("acceptance-letter")
        told.append(
            "前（含当日）提交与纠纷有关的材料"
            in letters.render("acceptance-letter", sample.case, sample.paper).text
        )
    assert (told, shelf(body).info("acceptance-letter").period) == ([True, False], "D10")
