"""Retention: how long the file of a closed case must be kept before anybody may erase it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workflows.errors import BrokenRetentionFile, RetentionUnknown

FOR_EVER = date.max


class RetentionRule(BaseModel):
    """One class of files: years (0: for ever) from the day of closing, with the article and the days it is in force."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(alias="class")
    years: int = Field(ge=0, le=200)
    article: str
    article_en: str
    source: str
    in_force_from: date
    in_force_to: date | None = None
    parameter: bool = False
    verified: bool = False

    def governs(self, name: str, day: date) -> bool:
        """Return whether it is the rule of class *name* on *day*."""
        return (
            self.name == name
            and self.in_force_from <= day
            and (self.in_force_to is None or day <= self.in_force_to)
        )


@dataclass(frozen=True)
class Retained:
    """Until when a file is kept, that day included, and by which rule."""

    until: date
    rule: RetentionRule


def parse_retention(text: str, where: str) -> tuple[RetentionRule, ...]:
    """Return the rules of a file.

    Raises:
        BrokenRetentionFile: it is no TOML, or a row is wrong.
    """
    try:
        return tuple(RetentionRule.model_validate(row) for row in tomllib.loads(text).get("retention", []))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BrokenRetentionFile(
            f"{where}: {error}", zh=f"保管期限文件 {where} 有误：{error}", file=where
        ) from error


def retained(rules: Sequence[RetentionRule], name: str, closed_on: date) -> Retained:
    """Return until when a file of class *name* is kept that was closed on a day.

    Raises:
        RetentionUnknown: no rule of this class was in force on that day.
    """
    rule = _last(rule for rule in rules if rule.governs(name, closed_on))
    if rule is None:
        raise RetentionUnknown(
            zh=f"没有适用于“{name or '未填写'}”的保管期限；请先在归档时选择保管期限。",
            retention=name,
            on=closed_on.isoformat(),
        )
    return Retained(_years_later(closed_on, rule.years) if rule.years else FOR_EVER, rule)


def _last(rules: Iterable[RetentionRule]) -> RetentionRule | None:
    found = list(rules)
    return found[-1] if found else None


def _years_later(day: date, years: int) -> date:
    last_of_february = day.month == 2 and day.day == 29
    return day.replace(year=day.year + years, day=28 if last_of_february else day.day)
