"""Read legal periods from their file, and lay the rows of a place over the rows of the nation."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pydantic import ValidationError

from workflows.domain.period_rule import PeriodRule
from workflows.errors import BrokenPeriodFile

Row = dict[str, object]


@dataclass(frozen=True)
class PeriodFile:
    """The text of a file of periods and the place it was read from."""

    text: str
    place: str


@dataclass(frozen=True)
class Periods:
    """The rules read, and the short names of their main rows (D08 for D08a)."""

    rules: tuple[PeriodRule, ...]
    aliases: Mapping[str, str]


def parse_periods(files: Sequence[PeriodFile]) -> Periods:
    """Return the rules of *files*: the nation's first, then each overlay, which overrides fields by id.

    Raises:
        BrokenPeriodFile: a file is not TOML, a row is incomplete or wrong, or an alias leads nowhere.
    """
    rows: dict[str, Row] = {}
    places: dict[str, str] = {}
    aliases: dict[str, str] = {}
    warn: dict[str, object] = {}
    laws: dict[str, str] = {}
    for file in files:
        table = _table(file)
        warn |= _mapping(table.get("warn", {}), file.place)
        aliases |= {key: str(to) for key, to in _mapping(table.get("aliases", {}), file.place).items()}
        laws |= {zh: str(en) for zh, en in _mapping(table.get("laws", {}), file.place).items()}
        for row in _rows(table, file.place):
            key = aliases.get(str(row["id"]), str(row["id"]))
            rows[key] = {**rows.get(key, {}), **row, "id": key}
            places[key] = file.place
    rules = tuple(_rule(row, places[key], warn, laws) for key, row in rows.items())
    for alias, to in aliases.items():
        if to not in rows:
            raise _broken(
                files[0].place,
                alias,
                f"the alias leads to {to}, which is not there",
                f"别名所指的 {to} 不存在",
            )
    return Periods(rules, aliases)


@lru_cache(maxsize=64)
def _table(file: PeriodFile) -> Mapping[str, object]:
    try:
        return tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as broken:
        raise _broken(
            file.place, "", f"it is not TOML ({broken})", f"不是有效的 TOML（{broken}）"
        ) from broken


def _mapping(value: object, place: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise _broken(place, "", f"a table was expected, not {value!r}", f"此处应为一张表，而不是 {value!r}")
    return value


def _rows(table: Mapping[str, object], place: str) -> list[Row]:
    rows = table.get("period", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) and "id" in row for row in rows):
        raise _broken(place, "", "every [[period]] needs an id", "每个 [[period]] 都要有编号 id")
    ids = [row["id"] for row in rows]
    twice = {each for each in ids if ids.count(each) > 1}
    if twice:
        raise _broken(place, ", ".join(sorted(twice)), "this id is written twice", "这个编号写了两次")
    return rows


def _rule(row: Row, place: str, warn: Mapping[str, object], laws: Mapping[str, str]) -> PeriodRule:
    unit = str(row.get("unit", "day"))
    given: Row = {"article_en": _english(str(row.get("article", "")), laws), **row}
    try:
        return PeriodRule.model_validate({"warn": warn[unit], **given} if unit in warn else given)
    except ValidationError as broken:
        told = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in broken.errors())
        raise _broken(place, str(row["id"]), told, f"不符合要求的栏目（{told}）") from broken


def _english(article: str, laws: Mapping[str, str]) -> str:
    """Return *article* with every name of a law in English, the longest names first."""
    for zh in sorted(laws, key=len, reverse=True):
        article = article.replace(zh, laws[zh])
    return " ".join(article.split()).replace(" ,", ",")


def _broken(place: str, row: str, why: str, zh: str) -> BrokenPeriodFile:
    return BrokenPeriodFile(
        f"The file of periods {place} cannot be used{f', row {row}' if row else ''}: {why}. Correct it.",
        zh=f"期间文件 {place}{f'（编号 {row}）' if row else ''} 有误：{zh}。请更正。",
        place=place,
        row=row,
    )
