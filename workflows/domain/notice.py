"""Notices: which event is told to whom by which channel and when; quiet hours put off, they drop nothing (通知)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Urgency(StrEnum):
    """Can wait for a digest, or is told at the next moment that quiet hours allow."""

    ORDINARY = "ordinary"
    URGENT = "urgent"


class Pace(StrEnum):
    """How often somebody wants to be told of ordinary events: as they come, once an hour, once a day."""

    SOON = "soon"
    HOURLY = "hourly"
    DAILY = "daily"


@dataclass(frozen=True, kw_only=True)
class NoticeRule:
    """One row of the table of notices: the event, the facts it comes from, who is told, by which channels if not asked.

    `to` names a circle: `holder` (who has the step, or its queue), `mediator`, `named` (accounts that the fact names),
    `admins`. `statutory` marks what a place may exempt from quiet hours.
    """

    event: str
    facts: tuple[str, ...] = ()
    to: str
    urgency: Urgency = Urgency.ORDINARY
    statutory: bool = False
    channels: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuietHours:
    """From when until when (in China) nobody is disturbed; with `exempt` statutory events are told all the same."""

    begins: time
    ends: time
    exempt: bool = False

    def holds(self, local: datetime) -> bool:
        """Return whether *local* lies in them."""
        now = local.time()
        if self.begins <= self.ends:
            return self.begins <= now < self.ends
        return now >= self.begins or now < self.ends

    def put_off(self, at: datetime, zone: ZoneInfo) -> datetime:
        """Return *at*, or the end of the quiet hours in which it lies, in UTC."""
        local = at.astimezone(zone)
        if not self.holds(local):
            return at
        end = local.replace(hour=self.ends.hour, minute=self.ends.minute, second=0, microsecond=0)
        return (end if end > local else end + timedelta(days=1)).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What somebody wants to be told: addresses by channel, channels by event, and the pace of ordinary events.

    An event that is not named follows the table's own channels; one that is named with no channel is not told.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    channels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    pace: Pace = Pace.SOON
    secret: str = ""

    def channels_of(self, rule: NoticeRule) -> tuple[str, ...]:
        """Return by which channels the event is told: those wished for to which there is an address."""
        wanted = self.channels.get(rule.event, rule.channels)
        return tuple(each for each in wanted if self.addresses.get(each))


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One event to be told to one person by one channel; `errand` is the message that carries it, once gathered."""

    id: str
    account_id: str
    channel: str
    event: str
    case_id: str
    item_id: str = ""
    urgent: bool = False
    at: datetime
    due_at: datetime
    errand: str = ""
    sent_at: datetime | None = None

    def gathered(self, errand: str) -> Notice:
        """Return the notice as part of the message *errand*."""
        return replace(self, errand=errand)


@dataclass(frozen=True, kw_only=True)
class Pacing:
    """How long ordinary events gather before they are told, and when a day's digest goes out."""

    gather: timedelta
    daily_at: time

    def due(self, at: datetime, pace: Pace, *, urgent: bool, zone: ZoneInfo) -> datetime:
        """Return when an event of the instant *at* is told, before quiet hours are looked at.

        Events as they come wait for the end of the present stretch of `gather`, so that a flood becomes one message.
        """
        if urgent:
            return at
        if pace is Pace.DAILY:
            local = at.astimezone(zone)
            day = local.replace(hour=self.daily_at.hour, minute=self.daily_at.minute, second=0, microsecond=0)
            return (day if day > local else day + timedelta(days=1)).astimezone(UTC)
        stretch = timedelta(hours=1) if pace is Pace.HOURLY else self.gather
        begun = datetime(1970, 1, 1, tzinfo=UTC)
        return at + (stretch - (at - begun) % stretch)
