"""A jump of the clock is seen against the database's clock, against counted seconds, and against what was written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workflows.domain.clock_jump import BOUND, Reading, jump

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
spans = st.timedeltas(timedelta(days=-400), timedelta(days=400))


@given(spans)
def test_the_databases_clock_decides_where_there_is_one(ahead: timedelta) -> None:
    """More than five minutes against the database server is a jump, five minutes or less is none."""
    found = jump(Reading(machine=NOON + ahead, ticks=0.0, database=NOON))
    assert found == (ahead if abs(ahead) > BOUND else None)


@given(spans, st.integers(0, 10**6))
def test_without_one_the_seconds_that_were_counted_decide(ahead: timedelta, passed: int) -> None:
    """If an hour was counted, the clock must stand an hour later; what it stands beside that is a jump."""
    good = Reading(machine=NOON, ticks=50.0)
    now = Reading(machine=NOON + timedelta(seconds=passed) + ahead, ticks=50.0 + passed)
    assert jump(now, good=good) == (ahead if abs(ahead) > BOUND else None)


def test_after_a_start_the_clock_may_not_stand_before_what_was_written() -> None:
    """A machine that comes up an hour before its own last sign of life has a wrong clock; one after it may not."""
    now = Reading(machine=NOON, ticks=0.0)
    assert jump(now, kept=NOON + 60 * MINUTE) == -60 * MINUTE
    assert jump(now, kept=NOON + 4 * MINUTE) is None
    assert jump(now, kept=NOON - 60 * MINUTE) is None
    assert jump(now) is None
