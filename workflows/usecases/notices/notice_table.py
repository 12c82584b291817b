"""What is told to whom: the table `bpmn/notices.toml` under what a pack says of quiet hours."""

from __future__ import annotations

import tomllib
from datetime import datetime, time, timedelta
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workflows.clock import CHINA
from workflows.domain.journal import Fact
from workflows.domain.notice import NoticeRule, Pace, Pacing, QuietHours, Urgency
from workflows.errors import UnreadableNoticeTable
from workflows.usecases.catalogue import Catalogue

INCIDENT = "incident"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Event(_Part):
    """One row: the event, the facts it comes from, who is told, and its name in both languages."""

    event: str = Field(min_length=1)
    facts: tuple[str, ...]
    forms: tuple[str, ...] = ()
    to: Literal["holder", "mediator", "named", "admins"]
    urgency: Urgency = Urgency.ORDINARY
    statutory: bool = False
    channels: tuple[str, ...] = ()
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def rule(self) -> NoticeRule:
        """Return the row as the domain knows it."""
        return NoticeRule(
            event=self.event,
            facts=self.facts,
            to=self.to,
            urgency=self.urgency,
            statutory=self.statutory,
            channels=self.channels,
        )

    def comes_from(self, fact: Fact) -> bool:
        """Return whether *fact* is such an event."""
        return fact.kind in self.facts and (not self.forms or fact.data.get("form") in self.forms)


class _Quiet(_Part):
    begins: time
    ends: time
    exempt: bool = False


class _Pacing(_Part):
    gather_minutes: int = Field(ge=1, le=60)
    daily_at: time


class NoticeTable(_Part):
    """The whole table as it stands in a place."""

    quiet_hours: _Quiet
    pacing: _Pacing
    event: tuple[Event, ...]

    def event_of(self, fact: Fact) -> Event | None:
        """Return the event that *fact* is, or None."""
        return next((each for each in self.event if each.comes_from(fact)), None)

    def named(self, event: str) -> Event | None:
        """Return the row of an event."""
        return next((each for each in self.event if each.event == event), None)

    def due(self, event: Event, at: datetime, pace: Pace) -> datetime:
        """Return when the event of the instant *at* is told to somebody with this pace, quiet hours kept."""
        pacing = Pacing(gather=timedelta(minutes=self.pacing.gather_minutes), daily_at=self.pacing.daily_at)
        quiet = QuietHours(
            begins=self.quiet_hours.begins, ends=self.quiet_hours.ends, exempt=self.quiet_hours.exempt
        )
        urgent = event.urgency is Urgency.URGENT
        due = pacing.due(at, pace, urgent=urgent, zone=CHINA)
        return due if quiet.exempt and event.statutory and urgent else quiet.put_off(due, CHINA)


def notice_table(catalogue: Catalogue, pack: str) -> NoticeTable:
    """Return the table as it stands in *pack* ("" for people of no place).

    Raises:
        UnreadableNoticeTable: it cannot be used; the entry is named.
    """
    return _read(catalogue, pack if pack in catalogue.packs else "")


@cache
def _read(catalogue: Catalogue, pack: str) -> NoticeTable:
    own = catalogue.pack(pack).data.get("quiet_hours") if pack else None
    try:
        words: dict[str, Any] = tomllib.loads((catalogue.root / "notices.toml").read_text("utf-8"))
        words["quiet_hours"] = {**words["quiet_hours"], **(own or {})}
        return NoticeTable.model_validate(words)
    except (tomllib.TOMLDecodeError, ValidationError, KeyError) as error:
        raise UnreadableNoticeTable(
            f"notices.toml with [quiet_hours] of the pack {pack or 'none'} cannot be used: {error}; correct it.",
            zh=f"notices.toml 与辖区包 {pack or '（无）'} 的 [quiet_hours] 无法使用：{error}；请更正。",
        ) from error
