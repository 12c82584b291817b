"""Every module says what it is, every public function what it returns, every test what it specifies."""

from __future__ import annotations

from tests.architecture.reading import PRODUCT, ROOT, read

TESTS = list((ROOT / "tests").rglob("test_*.py"))


def test_every_module_says_what_it_is() -> None:
    """Each module begins with a sentence."""
    assert [str(path.relative_to(ROOT)) for path in PRODUCT if not read(path).told] == []


def test_every_test_carries_a_sentence_of_the_specification() -> None:
    """Each test function has a docstring."""
    silent = [
        f"{path.relative_to(ROOT)}::{each.name}"
        for path in TESTS
        for each in read(path).functions
        if each.name.startswith("test_") and not each.told
    ]
    assert silent == []
