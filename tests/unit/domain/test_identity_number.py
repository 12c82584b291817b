"""Identity numbers: what stands in them, and when the last sign is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.domain.identity_number import IdentityNumber, check_sign, read_identity_number


def test_birth_and_sex_are_read_from_the_number() -> None:
    """The two examples of the standard: a woman born on 31 December 1949, and a man born on New Year 1880."""
    assert read_identity_number("11010519491231002X") == IdentityNumber(
        number="11010519491231002X", birth=date(1949, 12, 31), sex="female", checks=True
    )
    assert read_identity_number("440524188001010014") == IdentityNumber(
        number="440524188001010014", birth=date(1880, 1, 1), sex="male", checks=True
    )


@pytest.mark.parametrize(
    "typed", ["110105 19491231 002x", "１１０１０５１９４９１２３１００２Ｘ", "110105-19491231-002X"]
)
def test_spaces_and_wide_signs_are_read_over(typed: str) -> None:
    """A number pasted with spaces, hyphens, small x or full-width signs is the same number."""
    read = read_identity_number(typed)
    assert read is not None
    assert read.number == "11010519491231002X"


@pytest.mark.parametrize(
    "typed",
    ["", "110105", "11010519491331002X", "01010519491231002X", "91500000MA5U6XYL3T", "1101051949123100211"],
)
def test_what_is_no_identity_number_gives_nothing(typed: str) -> None:
    """A month thirteen, an organisation's code or a number too long says nothing about a person."""
    assert read_identity_number(typed) is None


DIGITS = st.integers(10**16, 10**17 - 1).map(str)


@given(DIGITS, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits: str, place: int, off: int) -> None:
    """Whoever mistypes one digit is told: no other digit at that place has the same last sign."""
    other = str((int(digits[place]) + off) % 10)
    assert check_sign(digits) != check_sign(digits[:place] + other + digits[place + 1 :])


@given(DIGITS, st.integers(0, 15))
def test_two_swapped_digits_are_noticed(digits: str, place: int) -> None:
    """Whoever swaps two neighbouring digits is told."""
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert (check_sign(digits) == check_sign(swapped)) == (digits[place] == digits[place + 1])
