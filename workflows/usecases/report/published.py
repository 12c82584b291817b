"""The published figures of the places, fed through the same formulas as our own, with what does not add up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from workflows.domain.indicator import Indicator, earlier, rounded, year_on_year
from workflows.domain.report import Cell, Column, Note, Report, Row
from workflows.usecases.catalogue import Catalogue

COLUMNS = (
    Column(id="indicator", zh="指标", en="Indicator"),
    Column(id="counts", zh="公布的件数", en="Published counts"),
    Column(id="computed", zh="按口径算得", en="Computed"),
    Column(id="stated", zh="来源所写", en="Stated"),
    Column(id="change", zh="同比", en="Year on year"),
    Column(id="stated_change", zh="来源所写同比", en="Stated change"),
    Column(id="agrees", zh="是否一致", en="Agrees"),
)
AXIS = Note("范围", "Scope")


def published_report(
    catalogue: Catalogue, indicators: Mapping[str, Indicator], since: date, until: date
) -> Report:
    """Return what the places published beside what our formulas make of it; inconsistencies are notes."""
    rows: list[Row] = []
    notes: list[Note] = []
    for place in places(catalogue):
        rows += [_row(place, figure, indicators[figure["indicator"]]) for figure in place["figures"]]
        rows += _shares(place)
        notes += _notes(place)
    return Report(
        name="published",
        zh="公布数字与统计口径核对",
        en="Published figures against our definitions",
        axis=AXIS,
        since=since,
        until=until,
        columns=COLUMNS,
        rows=tuple(rows),
        notes=tuple(notes),
    )


def places(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return the published figures on the shelf, one mapping a place."""
    folder = catalogue.root / "published"
    files = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda e: e.name)
    return [tomllib.loads(each.read_text("utf-8")) for each in files]


def _row(place: Mapping[str, Any], figure: Mapping[str, Any], indicator: Indicator) -> Row:
    counts: Mapping[str, int] = figure["counts"]
    value = indicator.value(counts)
    computed = rounded(value) if value is not None else None
    stated, stated_change = str(figure["stated"]), str(figure.get("change", ""))
    change = _change(computed, stated_change)
    agrees = (
        computed is not None and stated in ("", str(computed)) and stated_change in ("", str(change or ""))
    )
    said = "、".join(f"{number:,}" for number in counts.values())
    sign = "%" if indicator.under else ""
    return Row(
        zh=f"{place['title']}·{figure['group']}",
        en=f"{place['title_en']}: {figure['group_en']}",
        cells=(
            Note(indicator.zh, indicator.en),
            said,
            f"{computed:,}{sign}" if computed is not None else None,
            f"{Decimal(stated):,}{sign}" if stated else None,
            f"{change:+}%" if change is not None else None,
            f"{stated_change}%" if stated_change else None,
            "✓" if agrees else "✗",
        ),
    )


def _change(now: Decimal | None, stated: str) -> Decimal | None:
    if now is None or not stated:
        return None
    change = year_on_year(now, rounded(earlier(now, Decimal(stated))))
    return rounded(change, 1) if change is not None else None


def _shares(place: Mapping[str, Any]) -> Iterator[Row]:
    shares = place.get("shares", ())
    for share in shares:
        percent = f"{share['percent']}%" if "percent" in share else None
        cells: tuple[Cell, ...] = (Note(share["zh"], share["en"]), None, None, percent, None, None, "")
        yield Row(zh=f"{place['title']}·原因", en=f"{place['title_en']}: causes", cells=cells)
    if shares:
        total = sum((Decimal(str(share.get("percent", 0))) for share in shares), Decimal(0))
        cells = (Note("已写明部分合计", "Sum of the stated"), None, f"{total}%", None, None, None, "")
        yield Row(zh=f"{place['title']}·原因", en=f"{place['title_en']}: causes", cells=cells)


def _notes(place: Mapping[str, Any]) -> Iterator[Note]:
    for odd in place.get("inconsistencies", ()):
        parts = [Decimal(str(part)) for part in odd["parts"]]
        total, stated = sum(parts, Decimal(0)), Decimal(str(odd["stated"]))
        if total == stated:
            continue
        sum_of = " + ".join(map(str, parts))
        left = f"{sum_of} = {total}" if len(parts) > 1 else str(total)
        yield Note(
            f"{place['title']}：{odd['zh']}（{left}，来源写 {stated}）。",
            f"{place['title_en']}: {odd['en']} ({left}, the source says {stated}).",
        )
    for note in place.get("notes", ()):
        yield Note(f"{place['title']}：{note['zh']}", f"{place['title_en']}: {note['en']}")
    yield Note(f"来源：{place['source']}。", f"Source: {place['source']}.")
