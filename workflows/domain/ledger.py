"""The ledger of a deadline: what was entered, in order, and never changed afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from workflows.clock import legal_day
from workflows.domain.period import aware, parse_start
from workflows.domain.period_rule import Exclusion, Unit


def _moment(value: object) -> object:
    if isinstance(value, str):
        return parse_start(value)
    return aware(value) if isinstance(value, datetime) else value


Moment = Annotated[date | datetime, BeforeValidator(_moment)]
"""A legal day, or an aware instant; never a timestamp without a zone."""


class _Entry(BaseModel):
    """When it took effect, who entered it, the paper behind it, and the due day told to the parties then."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: Moment
    by: str = ""
    paper: str = ""
    due: date | None = None

    @property
    def day(self) -> date:
        """The calendar day in China on which it took effect."""
        return legal_day(self.at) if isinstance(self.at, datetime) else self.at


class Set(_Entry):
    """The period started; ``length`` only where an agreement or a paper sets it."""

    kind: Literal["set"] = "set"
    length: int | None = Field(default=None, ge=1)
    closing: time | None = None


class Suspended(_Entry):
    """The clock stopped for a reason the law names; this day is no longer counted."""

    kind: Literal["suspended"] = "suspended"
    reason: Exclusion


class Resumed(_Entry):
    """The clock goes on; this day is counted again."""

    kind: Literal["resumed"] = "resumed"


class Extended(_Entry):
    """The period was made longer, by the consents or the approval recorded here."""

    kind: Literal["extended"] = "extended"
    length: int | None = Field(default=None, ge=1)
    unit: Unit | None = None
    consents: tuple[str, ...] = ()
    approval: str = ""


class Moved(_Entry):
    """A calendar published since then moved the due day."""

    kind: Literal["moved"] = "moved"
    old_due: date
    calendar_until: date | None = None


class Met(_Entry):
    """What had to be done was done; ``posted`` is the day it was handed to the post, which decides."""

    kind: Literal["met"] = "met"
    posted: Moment | None = None


class Missed(_Entry):
    """The period ended and nothing was done."""

    kind: Literal["missed"] = "missed"


class Lifted(_Entry):
    """The period no longer matters, because the matter ended another way."""

    kind: Literal["lifted"] = "lifted"


Entry = Annotated[
    Set | Suspended | Resumed | Extended | Moved | Met | Missed | Lifted, Field(discriminator="kind")
]
ENTRIES: TypeAdapter[tuple[Entry, ...]] = TypeAdapter(tuple[Entry, ...])
"""Reads a ledger back from JSON and writes it."""

_ZH = {
    "set": "起算",
    "suspended": "中止计算",
    "resumed": "恢复计算",
    "extended": "延长",
    "moved": "因公布新的放假安排重新计算",
    "met": "已完成",
    "missed": "逾期",
    "lifted": "不再适用",
}
_EN = {
    "set": "started",
    "suspended": "suspended",
    "resumed": "resumed",
    "extended": "extended",
    "moved": "recomputed after a new calendar was published",
    "met": "met",
    "missed": "missed",
    "lifted": "lifted",
}
REASONS_ZH = {Exclusion.APPRAISAL: "鉴定", Exclusion.HEARING: "听证"}
REASONS_EN = {Exclusion.APPRAISAL: "appraisal", Exclusion.HEARING: "hearing"}


def ledger_lines(entries: Sequence[Entry], language: str = "zh") -> tuple[str, ...]:
    """Return one line for each entry, in Chinese (``zh``) or English (``en``), fit to print in a letter."""
    return tuple(_line_zh(each) if language == "zh" else _line_en(each) for each in entries)


def _line_zh(entry: Entry) -> str:
    parts = [f"{entry.day} {_ZH[entry.kind]}"]
    if isinstance(entry, Suspended):
        parts.append(f"事由：{REASONS_ZH[entry.reason]}")
    if isinstance(entry, Extended):
        parts.append(f"同意：{'、'.join(entry.consents)}" if entry.consents else f"批准：{entry.approval}")
    if isinstance(entry, Moved):
        parts.append(f"原届满日 {entry.old_due}")
    if isinstance(entry, Met) and entry.posted is not None:
        parts.append(f"交邮 {entry.posted}")
    parts += [f"文书：{entry.paper}"] * bool(entry.paper) + [f"届满日 {entry.due}"] * bool(entry.due)
    return "，".join(parts) + "。"


def _line_en(entry: Entry) -> str:
    parts = [f"{entry.day} {_EN[entry.kind]}"]
    if isinstance(entry, Suspended):
        parts.append(f"for {REASONS_EN[entry.reason]}")
    if isinstance(entry, Extended):
        agreed = ", ".join(entry.consents)
        parts.append(f"with the consent of {agreed}" if agreed else f"approved by {entry.approval}")
    if isinstance(entry, Moved):
        parts.append(f"due until then {entry.old_due}")
    if isinstance(entry, Met) and entry.posted is not None:
        parts.append(f"posted {entry.posted}")
    parts += [f"paper {entry.paper}"] * bool(entry.paper) + [f"due {entry.due}"] * bool(entry.due)
    return ", ".join(parts) + "."
