"""The cases behind a number of a report: those that it is made of, with what each adds to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from workflows.domain.actor import Actor
from workflows.domain.figure import Dimension, Part, PartQuery
from workflows.domain.indicator import Counts, Indicator
from workflows.domain.permission import Action
from workflows.errors import NotAllowed, UnknownReport
from workflows.store import Tx
from workflows.usecases.access import demand, visible_orgs
from workflows.usecases.app import App
from workflows.usecases.catch_up import catch_up
from workflows.usecases.find_cases import PAGE, Found, found_rows
from workflows.usecases.report.axis import AXES, Words, names_of
from workflows.usecases.report.make_report import NOTHING, Asked, Book, added, check, counts_only, read_book
from workflows.usecases.tell_damage import tell_listed


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which number: of which indicator, of which group of the report's axis (None: of all); `page` counts from 1."""

    indicator: str
    group: str | None = None
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class CasesBehind:
    """A number and one page of the cases that it is made of; `parts` says by case what it adds."""

    asked: Asked
    wish: Wish
    indicator: Indicator
    value: Decimal | None
    group: Words | None
    found: Found
    parts: Mapping[str, Part]

    def share(self, case_id: str) -> tuple[int, int]:
        """Return what a case adds to the number, and what to the number by which it is divided."""
        amounts = self.parts[case_id].amounts
        over, under = (
            sum(amounts.get(name, 0) for name in names)
            for names in (self.indicator.over, self.indicator.under)
        )
        return over, under


def cases_behind(app: App, actor: Actor, asked: Asked, wish: Wish) -> CasesBehind:
    """Return a number of a report as it is now, and the cases that it is made of, what counted last first.

    Raises:
        NotAllowed: the actor's posts read no reports, or numbers alone.
        UnknownReport: there is none of this name that is made of cases, or no such indicator.
        ReportPeriodRefused: it ends before it begins.
        UnknownPack: there is no such place.
    """
    demand(actor, Action.READ_REPORTS)
    if counts_only(actor):
        raise NotAllowed(zh="您的岗位只看统计数字，不看案件；需要核对的，请联系承办单位。", report=asked.name)
    check(asked)
    app.catalogue.pack(asked.pack)
    indicator = _indicator(read_book(app.catalogue), asked, wish)
    by: Dimension = AXES[asked.name].dimension if asked.name in AXES and wish.group is not None else "all"
    catch_up(app)
    with app.store.read() as tx:
        orgs = None if actor.system else visible_orgs(tx, actor)
        sums = tx.figures.sums(asked.since, asked.until, pack=asked.pack, orgs=orgs, by=by)
        counts: Counts = sums.get(wish.group or "", NOTHING) if by != "all" else added(sums)
        parts = tx.figures.parts(
            PartQuery(
                since=asked.since,
                until=asked.until,
                pack=asked.pack,
                measures=indicator.measures,
                orgs=orgs,
                by=by,
                group=wish.group or "",
                limit=PAGE + 1,
                offset=(wish.page - 1) * PAGE,
            )
        )
        cases = tx.cases.briefs([part.case_id for part in parts[:PAGE]])
        shown = [cases[part.case_id] for part in parts[:PAGE] if part.case_id in cases]
        rows = found_rows(app, tx, shown, app.clock.now())
        behind = CasesBehind(
            asked=asked,
            wish=wish,
            indicator=indicator,
            value=indicator.value(counts),
            group=_group(app, tx, asked, wish),
            found=Found(cases=rows, page=wish.page, more=len(parts) > PAGE),
            parts={part.case_id: part for part in parts},
        )
    tell_listed(app, shown)
    return behind


def _indicator(book: Book, asked: Asked, wish: Wish) -> Indicator:
    known = {each.id: each for each in book.indicators}
    made_of_cases = asked.name in AXES or (asked.name == "overview" and wish.group is None)
    if wish.indicator not in known or not made_of_cases:
        raise UnknownReport(
            f"The report {asked.name!r} has no number {wish.indicator!r} that is made of cases.",
            zh=f"报表 {asked.name!r} 没有由案件得出的数 {wish.indicator!r}。",
            report=asked.name,
        )
    return known[wish.indicator]


def _group(app: App, tx: Tx, asked: Asked, wish: Wish) -> Words | None:
    if wish.group is None:
        return None
    return names_of(app, tx, asked.pack, AXES[asked.name]).name(wish.group)
