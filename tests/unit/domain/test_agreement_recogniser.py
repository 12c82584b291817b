"""The second opinion of the agreement check: what a clause does, told from its runs of characters."""

from __future__ import annotations

import pytest

from tests.data_tools.recogniser import RULES, read_banks
from workflows.domain.drafting.recogniser import KINDS, runs, seen, weigh, weights, windows

BANKS = read_banks()


def _strongest(kind: str, phrase: str) -> float:
    told = list(windows(phrase)) if kind in RULES else [phrase]
    return max(weigh(kind, window) for window in told)


@pytest.mark.parametrize("kind", KINDS)
def test_phrases_of_a_kind_are_told_from_what_only_looks_like_it(kind: str) -> None:
    """Of the phrases that authors wrote of a kind nearly all weigh more than nearly all look-alikes."""
    own = [_strongest(kind, phrase) > 0 for bank in BANKS for phrase in bank.phrases[kind]]
    like = [_strongest(kind, phrase) > 0 for bank in BANKS for phrase in bank.phrases[f"not {kind}"]]
    assert (len(own), len(like)) == (150, 60)
    assert sum(own) / len(own) >= 0.9
    assert sum(like) / len(like) <= 0.2


def test_a_number_is_one_sign() -> None:
    """Which number stands in a clause, and which number the clause bears, says nothing of what it does."""
    assert runs("三、每日加付30元") == runs("4.每日加付1,250.50元")


def test_words_that_no_rule_knows_are_understood() -> None:
    """A settlement in words that stand in no list is seen; an obligation is not taken for one."""
    assert seen("ends", ["这档子事从今天起就翻过去,谁都别再提起"], by_rule=False)
    assert not seen("ends", ["乙方于2026年5月1日前向甲方支付3,000元"], by_rule=False)


def test_the_weights_are_small() -> None:
    """What was learnt is a list of short runs with a weight for each kind; anybody can look one up."""
    known = weights()
    assert max(map(len, known)) == 3
    assert {len(row) for row in known.values()} == {len(KINDS)}
