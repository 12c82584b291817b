"""Tidying up at night: what only served a repeated command is forgotten after the days that hold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from workflows.testing.stage import stage
from workflows.usecases.tidy_up import tidy_up

NIGHT = datetime(2026, 6, 30, 19, 30, tzinfo=UTC)


def test_answers_older_than_the_days_are_forgotten() -> None:
    """An answer given within the days that the file names stands, one given before is forgotten, once."""
    with stage() as (app, clock):
        clock.move_to(NIGHT)
        days = tidy_up(app).keys_days
        with app.store.write() as tx:
            tx.keys.put("kept", digest="d", answer=1, at=NIGHT - timedelta(days=days))
            tx.keys.put("gone", digest="d", answer=2, at=NIGHT - timedelta(days=days, seconds=1))
        assert (tidy_up(app).keys, tidy_up(app).keys) == (1, 0)
        with app.store.read() as tx:
            assert (tx.keys.get("kept"), tx.keys.get("gone")) == (("d", 1), None)
