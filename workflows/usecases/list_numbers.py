"""List the numbers given to papers, series by series: gap-free, and void ones named (3C)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from workflows.domain.actor import Actor
from workflows.domain.numbering import GivenNumber, gaps, parts_of, twice
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.permission import Action
from workflows.store import Tx
from workflows.usecases.access import demand, visible_orgs
from workflows.usecases.app import App
from workflows.usecases.show_procedure import pack_of
from workflows.usecases.templates_in_force import templates_in_force

OVERSEERS = ("auditor", "admin")


@dataclass(frozen=True, kw_only=True)
class NumberRow:
    """One number: the paper that bears it, how it stands, and why it is void if it is."""

    given: GivenNumber
    status: PaperStatus | None
    void_reason: str


@dataclass(frozen=True, kw_only=True)
class NumberSeries:
    """One series: body, kind and year, its last number, the numbers in order, and what must never be: gaps, doubles."""

    body: str
    body_en: str
    kind: str
    title: str
    title_en: str
    year: int
    last: int
    rows: Sequence[NumberRow]
    gaps: Sequence[int]
    twice: Sequence[str]

    @property
    def void(self) -> Sequence[NumberRow]:
        """Return the numbers whose paper is void."""
        return [row for row in self.rows if row.status is PaperStatus.VOID]


def list_numbers(app: App, actor: Actor, *, year: int = 0) -> Sequence[NumberSeries]:
    """Return the series of the bodies that the actor oversees, all years or one.

    Raises:
        NotAllowed: the actor's posts have nothing to do with the numbers of others.
    """
    demand(actor, Action.READ_NUMBERS)
    with app.store.read() as tx:
        pack = pack_of(tx, actor)
        seen = None if actor.has_role(*OVERSEERS) else visible_orgs(tx, actor)
        lasts = tx.numbers.last(f"{pack}/")
        series = groupby(tx.numbers.given(f"{pack}/"), key=lambda each: each.series)
        return [
            _series(app, tx, name, lasts.get(name, 0), list(given))
            for name, given in series
            if _wanted(name, year, seen)
        ]


def _wanted(series: str, year: int, seen: frozenset[str] | None) -> bool:
    _, body, _, made_in = parts_of(series)
    return (seen is None or body in seen) and year in (0, made_in)


def _series(app: App, tx: Tx, name: str, last: int, given: Sequence[GivenNumber]) -> NumberSeries:
    pack, body, kind, year = parts_of(name)
    organisation = tx.directory.organisation(body)
    templates = templates_in_force(app, tx, pack)
    info = templates.info(kind) if kind in templates.ids() else None
    return NumberSeries(
        body=organisation.name if organisation else body,
        body_en=organisation.english if organisation else body,
        kind=kind,
        title=info.title if info else kind,
        title_en=info.title_en if info else kind,
        year=year,
        last=last,
        rows=[_row(each, tx.papers.get(each.paper_id)) for each in given],
        gaps=gaps(last, given),
        twice=twice(given),
    )


def _row(given: GivenNumber, paper: Paper | None) -> NumberRow:
    return NumberRow(
        given=given,
        status=paper.status if paper else None,
        void_reason=paper.void_reason if paper else "",
    )
