"""A designer writes scenarios in the words of the desks, for a place of their own too, and reads failures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from workflows.errors import UnreadableScenario
from workflows.testing.desk_words import ROLES, STATES
from workflows.testing.places import Places
from workflows.testing.player import Played
from workflows.testing.scenario import read_scenario
from workflows.usecases.new_pack import new_pack
from workflows.web.words import catalogue

TEXT = """名称: 村里的一件小事
辖区: qingshui
程序: dispute
立案日: 2026-03-02
经办: 受理员
机构: qingshui-village
步骤:
  - 过了: 2天
  - 应当: {待办: {受理员: [登记纠纷]}, 状态: 办理中}
"""


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    """A shelf with a place that was made here."""
    packs: Path = tmp_path_factory.mktemp("packs")
    new_pack(packs, "qingshui", "清水县")
    with Places(packs=packs) as found:
        yield found


def play(places: Places, text: str) -> Played:
    """Play what *text* tells."""
    return places.rehearse(read_scenario(text, "gate.yaml"))


@pytest.mark.slow
def test_a_place_of_ones_own_is_rehearsed_in_the_words_of_the_desk(places: Places) -> None:
    """Steps and roles by their names, days as people say them, in a pack that stands in no shipped folder."""
    assert play(places, TEXT).failed == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("登记纠纷", "调解", "受理员的待办应为 ['调解']，实际是 clerk: 登记纠纷 (register)"),
        ("[登记纠纷]", "[登记纠纷, 登记纠纷]", "受理员的待办应为"),
        ("办理中", "已结案", "状态应为 已结案，实际是 open"),
    ],
)
def test_what_did_not_hold_is_said_in_chinese_first(
    places: Places, old: str, new: str, sentence: str
) -> None:
    """A failure names what was expected and what is, by the names that the designer gave."""
    (failed,) = play(places, TEXT.replace(old, new)).failed
    assert sentence in failed
    assert "expected" in failed


def test_the_words_are_those_of_the_pages() -> None:
    """Roles and states are called as on every desk."""
    words = catalogue("zh")
    assert {word: words[f"roles.{role}"] for word, role in ROLES.items()} == {word: word for word in ROLES}
    assert {word: words[f"case_status.{state}"] for word, state in STATES.items()} == {
        word: word for word in STATES
    }


def test_an_unknown_word_is_answered_with_the_one_that_was_meant() -> None:
    """A slip in a key names its nearest neighbour; where none is near, all the words."""
    with pytest.raises(UnreadableScenario) as near:
        read_scenario(TEXT.replace("过了:", "过去:"))
    assert "是否应为 '过了'" in near.value.zh
    with pytest.raises(UnreadableScenario) as far:
        read_scenario(TEXT.replace("立案日:", "xyz:"))
    assert "可用的有：名称、" in far.value.zh
