"""Make a report: every indicator by tier, place, type, channel, month or mediator, with the year before beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from workflows.domain.actor import Actor
from workflows.domain.figure import Dimension
from workflows.domain.indicator import Counts, Indicator, Unit, read_indicators, year_on_year
from workflows.domain.permission import BODY_ROLES, Action
from workflows.domain.report import MIXED, MIXED_CHANGE, POINTS, Behind, Cell, Column, Note, Report, Row
from workflows.domain.small_cells import without_small_cells
from workflows.errors import ReportPeriodRefused, UnknownReport
from workflows.store import Tx
from workflows.usecases.access import demand, visible_orgs
from workflows.usecases.app import App
from workflows.usecases.catalogue import Catalogue
from workflows.usecases.catch_up import catch_up
from workflows.usecases.report.axis import AXES, names_of
from workflows.usecases.report.people import registry_report, staffing_report
from workflows.usecases.report.published import published_report

NOTHING: Counts = MappingProxyType({})
REPORTS = ("overview", *AXES, "staffing", "registry", "published")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which report of which place and days, both included."""

    name: str
    pack: str
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class Inquiry:
    """A question under way: on which machine, over which bodies (None: all), by which indicators.

    `opens` says that whoever asks may see the cases behind the numbers.
    """

    app: App
    tx: Tx
    book: Book
    asked: Asked
    orgs: frozenset[str] | None
    opens: bool = False


@dataclass(frozen=True)
class Book:
    """What `indicators.toml` says."""

    indicators: tuple[Indicator, ...]
    smallest: int


def make_report(app: App, actor: Actor, asked: Asked) -> Report:
    """Return the report over the bodies that the actor oversees; whoever only counts sees all, without small cells.

    Raises:
        NotAllowed: the actor's posts read no reports.
        UnknownReport: there is none of this name.
        ReportPeriodRefused: it ends before it begins.
        UnknownPack: there is no such place.
    """
    demand(actor, Action.READ_REPORTS)
    check(asked)
    app.catalogue.pack(asked.pack)
    book = read_book(app.catalogue)
    damaged = catch_up(app).damaged
    with app.store.read() as tx:
        only_counts = counts_only(actor)
        orgs = None if actor.system or only_counts else visible_orgs(tx, actor)
        on = Inquiry(app=app, tx=tx, book=book, asked=asked, orgs=orgs, opens=not only_counts)
        report = _MAKERS.get(asked.name, _by_axis)(on)
    if damaged:
        report = replace(report, notes=(*report.notes, _uncounted(len(damaged))))
    return without_small_cells(report, book.smallest) if only_counts else report


def counts_only(actor: Actor) -> bool:
    """Return whether the actor reads numbers of all bodies and no case behind them."""
    return not actor.system and not actor.has_role(*BODY_ROLES)


def _uncounted(count: int) -> Note:
    return Note(
        f"有 {count} 件案件的记录无法读取，没有重新计入，本表数字可能偏小；已登记故障单，请联系系统管理员。",
        f"The records of {count} cases cannot be read and were not counted anew, so figures may be too small; "
        "incidents were opened, ask the administrator.",
    )


def check(asked: Asked) -> None:
    """Let a question pass that can be answered.

    Raises:
        UnknownReport: there is none of this name.
        ReportPeriodRefused: it ends before it begins.
    """
    if asked.name not in REPORTS:
        raise UnknownReport(
            f"There is no report {asked.name!r}; there are {', '.join(REPORTS)}.",
            zh=f"没有名为 {asked.name!r} 的报表；现有：{'、'.join(REPORTS)}。",
            report=asked.name,
        )
    if asked.until < asked.since:
        raise ReportPeriodRefused(
            zh="统计期间的止日早于起日；请更正。", since=str(asked.since), until=str(asked.until)
        )


def read_book(catalogue: Catalogue) -> Book:
    """Return the indicators on the shelf."""
    words: dict[str, Any] = tomllib.loads((catalogue.root / "indicators.toml").read_text("utf-8"))
    return Book(read_indicators(words["indicators"]), int(words["smallest"]))


def year_before(day: date) -> date:
    """Return the same day of the year before; 29 February gives the 28th."""
    last = day.month == 2 and day.day == 29
    return day.replace(year=day.year - 1, day=28 if last else day.day)


def _overview(on: Inquiry) -> Report:
    now, before = (each.get("", NOTHING) for each in _both(on, "all"))
    rows = tuple(
        Row(
            zh=each.zh,
            en=each.en,
            cells=(
                value := each.value(now),
                was := each.value(before),
                _change(each, value, was),
                Note(each.means, each.means_en),
            ),
            unit=each.unit.value,
            bases=(each.base(now), each.base(before), min(each.base(now), each.base(before)), None),
            behind=(_behind(on, each, now), _behind(on, each, before, back=True), None, None),
        )
        for each in on.book.indicators
    )
    columns = (
        Column(id="value", zh="本期", en="This period", unit=MIXED),
        Column(id="before", zh="上年同期", en="Year before", unit=MIXED),
        Column(id="change", zh="同比", en="Change", unit=MIXED_CHANGE),
        Column(id="means", zh="口径", en="Definition"),
    )
    return Report(
        name="overview",
        zh="指标总览",
        en="All indicators",
        axis=Note("指标", "Indicator"),
        since=on.asked.since,
        until=on.asked.until,
        columns=columns,
        rows=rows,
        notes=doubts(now),
    )


def _by_axis(on: Inquiry) -> Report:
    axis = AXES[on.asked.name]
    now, before = _both(on, axis.dimension)
    names = names_of(on.app, on.tx, on.asked.pack, axis)
    groups = sorted(now.keys() | before.keys(), key=lambda group: (names.place(group), group))
    rows = [
        _row(on, names.name(each), now.get(each, NOTHING), before.get(each, NOTHING), each) for each in groups
    ]
    whole, was = (added(each) for each in (now, before))
    rows.append(replace(_row(on, ("合计", "Total"), whole, was), total=True))
    return Report(
        name=on.asked.name,
        zh=axis.zh,
        en=axis.en,
        axis=axis.heading,
        since=on.asked.since,
        until=on.asked.until,
        columns=tuple(column for each in on.book.indicators for column in _columns(each)),
        rows=tuple(rows),
        notes=doubts(whole),
        bars="received",
    )


def _both(on: Inquiry, by: Dimension) -> tuple[Mapping[str, Counts], Mapping[str, Counts]]:
    """Return the sums of the period and of the same days a year before; months of both stand under the later year."""
    tx, asked, orgs = on.tx, on.asked, on.orgs
    now = tx.figures.sums(asked.since, asked.until, pack=asked.pack, orgs=orgs, by=by)
    since, until = year_before(asked.since), year_before(asked.until)
    before = tx.figures.sums(since, until, pack=asked.pack, orgs=orgs, by=by)
    if by == "month":
        before = {f"{int(group[:4]) + 1}{group[4:]}": counts for group, counts in before.items()}
    return now, before


def _columns(each: Indicator) -> tuple[Column, Column]:
    value = Column(
        id=each.id,
        zh=each.zh,
        en=each.en,
        unit=each.unit.value,
        means=each.means,
        means_en=each.means_en,
        key=each.key,
    )
    unit = POINTS if each.unit is Unit.PERCENT else "change"
    change = Column(
        id=f"{each.id}_change",
        zh=f"{each.zh}同比",
        en=f"{each.en}, change",
        unit=unit,
        key=each.id == "received",
    )
    return value, change


def _row(on: Inquiry, name: tuple[str, str], now: Counts, before: Counts, group: str | None = None) -> Row:
    cells: list[Cell] = []
    bases: list[int | None] = []
    behind: list[Behind | None] = []
    for each in on.book.indicators:
        value, was = each.value(now), each.value(before)
        cells += [value, _change(each, value, was)]
        bases += [each.base(now), min(each.base(now), each.base(before))]
        behind += [_behind(on, each, now, group), None]
    return Row(zh=name[0], en=name[1], cells=tuple(cells), bases=tuple(bases), behind=tuple(behind))


def _behind(
    on: Inquiry, each: Indicator, counts: Counts, group: str | None = None, *, back: bool = False
) -> Behind | None:
    """Return which cases the figure of *counts* is made of; nothing where there are none, or they are not shown."""
    if not on.opens or not any(counts.get(name) for name in each.measures):
        return None
    since, until = on.asked.since, on.asked.until
    if back:
        since, until = year_before(since), year_before(until)
    return Behind(indicator=each.id, since=since, until=until, group=group)


def _change(each: Indicator, now: Decimal | None, before: Decimal | None) -> Decimal | None:
    if now is None or before is None:
        return None
    return now - before if each.unit is Unit.PERCENT else year_on_year(now, before)


def added(groups: Mapping[str, Counts]) -> dict[str, int]:
    """Return the sum of all groups."""
    whole: dict[str, int] = {}
    for counts in groups.values():
        for measure, amount in counts.items():
            whole[measure] = whole.get(measure, 0) + amount
    return whole


def doubts(counts: Counts) -> tuple[Note, ...]:
    """Return notes on figures that do not fit together; they are said, not smoothed."""
    notes = []
    found, mediated = counts.get("found", 0), counts.get("found_mediated", 0)
    if mediated > found:
        notes.append(
            Note(
                f"调处数 {mediated} 大于排查数 {found}：其中有上期排查、本期调处的，调解率会超过 100%。",
                f"{mediated} mediated of {found} found: some were found earlier, so the rate exceeds 100 %.",
            )
        )
    closed, received = counts.get("closed", 0), counts.get("received", 0)
    if closed > received:
        notes.append(
            Note(
                f"办结 {closed} 件多于登记 {received} 件：其中有上期登记的案件。",
                f"{closed} closed of {received} registered: some were registered earlier.",
            )
        )
    return tuple(notes)


def _staffing(on: Inquiry) -> Report:
    return staffing_report(on.app, on.tx, on.asked.pack, on.asked.since, on.asked.until, on.orgs)


def _registry(on: Inquiry) -> Report:
    return registry_report(on.app, on.tx, on.asked.pack, on.asked.since, on.asked.until, on.orgs)


def _published(on: Inquiry) -> Report:
    known = {each.id: each for each in on.book.indicators}
    return published_report(on.app.catalogue, known, on.asked.since, on.asked.until)


Maker = Callable[[Inquiry], Report]
_MAKERS: Mapping[str, Maker] = {
    "overview": _overview,
    "staffing": _staffing,
    "registry": _registry,
    "published": _published,
}
