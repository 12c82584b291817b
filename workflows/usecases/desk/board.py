"""The supervisor's board: open work by tier, place, type and light, loads, orders with answer dates, service levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.coordination import Supervision, standing_order
from workflows.domain.light import Light
from workflows.domain.organisation import Organisation
from workflows.domain.permission import Action
from workflows.domain.work_filter import LIGHTS
from workflows.domain.work_query import StepRecord, Tally, WorkQuery
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.desk.work_page import bounds_of, team_orgs
from workflows.usecases.report.axis import AXES, names_of
from workflows.usecases.tell_damage import tell_listed

AXES_OF_BOARD = ("tier", "place", "type")
ORDER_STEPS = frozenset({"supervise", "answer_order", "verify_answer", "issue_card"})
MOST_ORDERS = 100
LOOKING_BACK = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """One line: a tier, body, type of dispute, or person, with its open steps by light."""

    id: str
    name: str
    name_en: str
    lights: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many open steps there are."""
        return sum(self.lights.values())


@dataclass(frozen=True, kw_only=True)
class Order:
    """One order of supervision: its case, what it asks, until when, and whether it was answered."""

    case_id: str
    number: str
    title: str
    order: Supervision
    light: Light | None


@dataclass(frozen=True, kw_only=True)
class Level:
    """How often the steps under one period were done in time; `rule` is "" for those that no period limits."""

    rule: str
    title: str
    title_en: str
    done: int
    in_time: int

    @property
    def percent(self) -> int:
        """The share in time, in whole per cent."""
        return round(100 * self.in_time / self.done) if self.done else 100


@dataclass(frozen=True, kw_only=True)
class Board:
    """What a supervisor sees from above; `damaged` are (id, number) of cases whose orders cannot be read."""

    by: str
    rows: tuple[BoardRow, ...]
    whole: BoardRow
    loads: tuple[BoardRow, ...]
    orders: tuple[Order, ...]
    damaged: tuple[tuple[str, str], ...]
    levels: tuple[Level, ...]
    procedures: tuple[tuple[str, str, str], ...]


def board(app: App, actor: Actor, by: str = "place") -> Board:
    """Return the board over the bodies below the actor, set out *by* tier, place or type.

    Raises:
        NotAllowed: the actor looks after no bodies.
    """
    demand(actor, Action.SUPERVISE)
    now = app.clock.now()
    axis = by if by in AXES_OF_BOARD else "place"
    with app.store.read() as tx:
        orgs = team_orgs(tx, actor)
        bounds = bounds_of(app, tx, actor, now)
        tallies = tx.work_lists.tallies(orgs, bounds, typed=axis == "type")
        bodies = tx.directory.bodies(orgs)
        pack = next((body.pack for body in bodies.values()), "")
        names = names_of(app, tx, pack, AXES[axis])
        rows = _rows(_grouped(tallies, _key(axis, bodies)), names.name)
        ordered = _ordered(tx, orgs)
        seen = Board(
            by=axis,
            rows=tuple(sorted(rows, key=lambda row: (names.place(row.id), row.name))),
            whole=BoardRow(
                id="", name="合计", name_en="Total", lights=_added(each.lights for each in tallies)
            ),
            loads=tuple(_loads(tx, _grouped((each for each in tallies if each.holder), _HOLDER))),
            orders=tuple(_orders(ordered, legal_day(now))),
            damaged=tuple((case.id, case.number) for case in ordered if case.damaged),
            levels=tuple(_levels(app, pack, tx.work_lists.records(orgs, now - LOOKING_BACK))),
            procedures=tuple(_procedures(app, tx, pack)),
        )
    tell_listed(app, ordered)
    return seen


def _key(axis: str, bodies: Mapping[str, Organisation]) -> Callable[[Tally], str]:
    if axis == "tier":
        return lambda tally: bodies[tally.org_id].tier if tally.org_id in bodies else ""
    return (lambda tally: tally.type) if axis == "type" else (lambda tally: tally.org_id)


_HOLDER: Callable[[Tally], str] = attrgetter("holder")


def _grouped(tallies: Iterable[Tally], key: Callable[[Tally], str]) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, list[Mapping[str, int]]] = defaultdict(list)
    for tally in tallies:
        found[key(tally)].append(tally.lights)
    return {group: _added(lights) for group, lights in found.items()}


def _added(several: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    whole = dict.fromkeys(LIGHTS, 0)
    for lights in several:
        for light, many in lights.items():
            whole[light] += many
    return whole


def _rows(
    groups: Mapping[str, Mapping[str, int]], name: Callable[[str], tuple[str, str]]
) -> Iterator[BoardRow]:
    for group, lights in groups.items():
        zh, en = name(group)
        yield BoardRow(id=group, name=zh, name_en=en, lights=lights)


def _loads(tx: Tx, loads: Mapping[str, Mapping[str, int]]) -> Iterator[BoardRow]:
    rows = []
    people = tx.directory.people(loads.keys())
    for account_id, lights in loads.items():
        account = people.get(account_id)
        name = account.name if account else account_id
        english = (account.name_en if account else "") or name
        rows.append(BoardRow(id=account_id, name=name, name_en=english, lights=_added([lights])))
    yield from sorted(rows, key=lambda row: (-row.total, row.name))


def _ordered(tx: Tx, orgs: frozenset[str]) -> Sequence[Case]:
    """Return the cases in which a step of supervision is open."""
    items = tx.work_lists.page(
        WorkQuery(orgs=orgs, elements=ORDER_STEPS, limit=MOST_ORDERS * len(ORDER_STEPS))
    )
    cases = tx.cases.briefs({item.case_id for item in items})
    return sorted(cases.values(), key=lambda case: case.number)


def _orders(cases: Sequence[Case], today: date) -> Sequence[Order]:
    """Return the orders of supervision that stand in these cases, the one due first at the top."""
    found = []
    for case in cases:
        order = standing_order(case.document.supervisions)
        if order is not None:
            light = None if order.answered_on else _order_light(order, today)
            found.append(
                Order(case_id=case.id, number=case.number, title=case.title, order=order, light=light)
            )
    return sorted(found, key=lambda each: (each.order.answer_due_on or date.max, each.number))


def _order_light(order: Supervision, today: date) -> Light | None:
    due = order.answer_due_on
    if due is None:
        return None
    if due < today:
        return Light.OVERDUE
    return Light.RED if due == today else Light.GREEN


def _levels(app: App, pack: str, records: Sequence[StepRecord]) -> Iterator[Level]:
    law = app.law(pack)
    by_rule: dict[str, list[StepRecord]] = defaultdict(list)
    for record in records:
        if record.dated:
            by_rule[record.rule].append(record)
    for rule, rows in sorted(by_rule.items()):
        words = law.rule(rule) if rule else None
        yield Level(
            rule=rule,
            title=words.title if words else "",
            title_en=words.title_en if words else "",
            done=sum(row.dated for row in rows),
            in_time=sum(row.in_time for row in rows),
        )


def _procedures(app: App, tx: Tx, pack: str) -> Iterator[tuple[str, str, str]]:
    """Yield (id, title, English title) of the main procedures that are published for the place."""
    for procedure in app.catalogue.procedures.values():
        if procedure.kind == "main" and tx.procedures.newest(procedure.id, pack=pack) is not None:
            yield procedure.id, procedure.title, procedure.title_en or procedure.title
