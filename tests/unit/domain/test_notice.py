"""When a notice is told: paced, gathered, and never in the quiet hours, which put off and drop nothing."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.clock import CHINA
from workflows.domain.notice import NoticeRule, Pace, Pacing, QuietHours, Wishes

QUIET = QuietHours(begins=time(21), ends=time(8))
PACING = Pacing(gather=timedelta(minutes=5), daily_at=time(8, 30))
INSTANTS = st.integers(1_577_836_800, 1_893_456_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def china(*parts: int) -> datetime:
    """Return an instant by the clock in China."""
    return datetime(*parts, tzinfo=CHINA)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (china(2026, 3, 2, 20, 59), china(2026, 3, 2, 20, 59)),
        (china(2026, 3, 2, 21, 0), china(2026, 3, 3, 8, 0)),
        (china(2026, 3, 2, 23, 59), china(2026, 3, 3, 8, 0)),
        (china(2026, 3, 3, 0, 0), china(2026, 3, 3, 8, 0)),
        (china(2026, 3, 3, 7, 59), china(2026, 3, 3, 8, 0)),
        (china(2026, 3, 3, 8, 0), china(2026, 3, 3, 8, 0)),
    ],
)
def test_from_nine_in_the_evening_until_eight_nobody_is_disturbed(at: datetime, told: datetime) -> None:
    """What falls into the quiet hours is told when they end."""
    assert QUIET.put_off(at, CHINA) == told


@given(INSTANTS, st.times(), st.times())
def test_quiet_hours_put_off_by_less_than_a_day_and_never_forward(
    at: datetime, begins: time, ends: time
) -> None:
    """Whatever the hours are, a notice is told outside them, not before it happened and within a day."""
    quiet = QuietHours(begins=begins, ends=ends.replace(second=0, microsecond=0))
    told = quiet.put_off(at, CHINA)
    assert at <= told <= at + timedelta(days=1)
    assert told == at or told.astimezone(CHINA).time() == quiet.ends


@given(INSTANTS, st.sampled_from(Pace))
def test_a_flood_of_one_stretch_is_told_at_one_instant(at: datetime, pace: Pace) -> None:
    """Two ordinary events of the same five minutes, hour or day go out together, and after they happened."""
    due = PACING.due(at, pace, urgent=False, zone=CHINA)
    span = {Pace.SOON: timedelta(minutes=5), Pace.HOURLY: timedelta(hours=1), Pace.DAILY: timedelta(days=1)}[
        pace
    ]
    assert at < due <= at + span
    assert PACING.due(due - timedelta(microseconds=1), pace, urgent=False, zone=CHINA) == due


def test_what_is_urgent_does_not_wait_for_a_digest() -> None:
    """Somebody who wants one digest a day is still told at once that they are urged."""
    at = china(2026, 3, 2, 10, 1)
    assert PACING.due(at, Pace.DAILY, urgent=True, zone=CHINA) == at
    assert PACING.due(at, Pace.DAILY, urgent=False, zone=CHINA) == china(2026, 3, 3, 8, 30)


def test_one_is_told_by_the_channels_one_chose_and_has_an_address_for() -> None:
    """Without a choice the table's channels count; an event switched off is not told; no address, no notice."""
    rule = NoticeRule(event="urged", to="holder", channels=("email", "webhook"))
    assert Wishes().channels_of(rule) == ()
    assert Wishes(addresses={"email": "a@example.org"}).channels_of(rule) == ("email",)
    both = {"email": "a@example.org", "sms": "13800000000"}
    assert Wishes(addresses=both, channels={"urged": ("sms",)}).channels_of(rule) == ("sms",)
    assert Wishes(addresses=both, channels={"urged": ()}).channels_of(rule) == ()
