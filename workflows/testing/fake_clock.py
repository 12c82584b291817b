"""A clock that stands still until it is pushed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class FakeClock:
    """Tells the instant it was set to, never going backwards."""

    def __init__(self, at: datetime) -> None:
        """Set the clock to *at*, an aware instant."""
        self._now = at.astimezone(UTC)

    def now(self) -> datetime:
        """Return the instant in UTC."""
        return self._now

    def ticks(self) -> float:
        """Return seconds since 1970: this clock never jumps."""
        return self._now.timestamp()

    def move_to(self, at: datetime) -> None:
        """Push the clock to *at*.

        Raises:
            ValueError: *at* lies before the present instant.
        """
        if at < self._now:
            raise ValueError(f"Expected a later instant than {self._now}, but {at} lies before it.")
        self._now = at.astimezone(UTC)

    def move_by(self, span: timedelta) -> None:
        """Push the clock forward by *span*."""
        self.move_to(self._now + span)
