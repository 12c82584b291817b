"""Ids sort in the order in which they were made, and nobody can guess one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workflows.domain.new_id import new_id

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def test_ids_of_one_instant_sort_in_the_order_they_were_made() -> None:
    """Where a list is put in order by time and then by id, what was made at one instant is not mixed by chance."""
    made = [new_id(NOW) for _ in range(1000)]
    assert made == sorted(made)
    assert len({each[-15:] for each in made}) == len(made)
    assert {len(each) for each in made} == {32}


def test_ids_of_a_later_instant_sort_after() -> None:
    """Whatever else differs, the instant leads."""
    assert new_id(NOW) < new_id(NOW + timedelta(milliseconds=1)) < new_id(NOW + timedelta(days=40_000))
