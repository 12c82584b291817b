"""An address names a view of the work list, however oddly it was written."""

from __future__ import annotations

import pytest

from workflows.domain.work_filter import MOST_PAGES, WorkFilter, read_filter


@pytest.mark.parametrize(
    ("page", "read"),
    [("3", 3), ("٣", 3), ("", 1), ("0", 1), ("-1", 1), ("²", 1), ("1e9", 1), ("9" * 5000, MOST_PAGES)],
)
def test_a_page_is_a_number_or_the_first(page: str, read: int) -> None:
    """A page that is no number is the first one, one beyond all is the last that may be asked for."""
    assert read_filter({"page": page}).page == read


def test_what_an_address_does_not_know_is_as_usual() -> None:
    """Unknown scopes, lights and columns are left out."""
    assert read_filter({"scope": "all'--", "light": "blue", "sort": "password", "page": "x"}) == WorkFilter()
