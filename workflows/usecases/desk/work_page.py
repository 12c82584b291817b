"""One page of the work list: own, of one's posts, or of the bodies below; filtered, in order, with counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from workflows.clock import CHINA, legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseStatus
from workflows.domain.light import Light
from workflows.domain.organisation import Organisation
from workflows.domain.permission import TREE_ROLES, Action, may
from workflows.domain.work_filter import LIGHTS, WorkFilter, read_filter
from workflows.domain.work_item import WorkItem
from workflows.domain.work_light import days_left, last_day
from workflows.domain.work_query import Bounds, WorkQuery
from workflows.store import Tx
from workflows.usecases.access import demand, task_reach
from workflows.usecases.app import App
from workflows.usecases.report.axis import AXES, Names, names_of
from workflows.usecases.running_period import RunningPeriod, running_periods
from workflows.usecases.tell_damage import tell_listed

PAGE = 30
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class WorkLine:
    """One line of the list.

    Light, last day and days left are of the date that binds. `stands_for` names the absent colleague whose step it
    is; `limit` is the period that runs for the case, where the step has none of its own. Of a case whose record is
    `damaged` only the number is known; nothing can be done in one that is `suspended`.
    """

    item: WorkItem
    number: str
    title: str
    parties: tuple[str, ...]
    type: str
    type_en: str
    org_name: str
    org_name_en: str
    sample: bool
    light: Light | None
    last_day: date | None
    days_left: int | None
    limit: RunningPeriod | None
    holder: str
    stands_for: str
    mine: bool
    unread: bool
    damaged: bool = False
    suspended: bool = False


@dataclass(frozen=True, kw_only=True)
class Away:
    """Who does the actor's work today, and until which day."""

    substitute: str
    until: date


@dataclass(frozen=True, kw_only=True)
class WorkPage:
    """One page of a view, how many lines it has by light, and what else can be chosen.

    `away` is said to somebody who is back early: their work is done by another until the absence is ended.
    """

    view: WorkFilter
    lines: tuple[WorkLine, ...]
    counts: Mapping[str, int]
    pages: int
    scopes: tuple[str, ...]
    tiers: Mapping[str, tuple[str, str]]
    places: tuple[Organisation, ...]
    types: Mapping[str, tuple[str, str]]
    views: Mapping[str, WorkFilter]
    unread_notes: int
    away: Away | None = None

    @property
    def total(self) -> int:
        """How many lines the view has, all lights together."""
        return sum(self.counts.values())

    @property
    def shown(self) -> int:
        """How many lines the view has with the light that is chosen."""
        return self.counts.get(self.view.light, 0) if self.view.light else self.total


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the lines of one page have in common: their cases, names of people and bodies, what was opened before."""

    actor: Actor
    cases: Mapping[str, Case]
    names: Mapping[str, str]
    bodies: Mapping[str, Organisation]
    limits: Mapping[str, RunningPeriod]
    types: Names
    seen: frozenset[str]


def work_page(app: App, actor: Actor, view: WorkFilter) -> WorkPage:
    """Return the page of the actor's work list that *view* asks for.

    Raises:
        NotAllowed: the actor has no desk.
    """
    demand(actor, Action.USE_DESK)
    now = app.clock.now()
    scopes = scopes_of(actor)
    if view.scope not in scopes:
        view = view.but(scope="mine")
    with app.store.read() as tx:
        bounds = bounds_of(app, tx, actor, now)
        query = query_of(tx, actor, view, bounds)
        tx.ahead.of_list(actor.account_id, query, bounds)
        counts = dict.fromkeys(LIGHTS, 0) | dict(tx.work_lists.count(query, bounds))
        items = tx.work_lists.page(query)
        types = _types(app, tx, actor)
        places = tuple(sorted(bodies_of(tx, actor).values(), key=lambda body: body.path))
        known = _known(tx, actor, items, types, bounds)
        page = WorkPage(
            view=view,
            lines=tuple(_lines(known, items, bounds)),
            counts=counts,
            pages=0,
            scopes=scopes,
            tiers=_tiers(app, tx, places),
            places=places,
            types=types.known,
            views={
                name: read_filter(asked) for name, asked in tx.filters.of_account(actor.account_id).items()
            },
            unread_notes=tx.notes.unread(actor.account_id),
            away=_away(tx, actor, legal_day(now)),
        )
    tell_listed(app, known.cases.values())
    return replace(page, pages=max(1, -(-page.shown // PAGE)))


def _away(tx: Tx, actor: Actor, today: date) -> Away | None:
    now = next((each for each in tx.absences.of_account(actor.account_id) if each.holds_on(today)), None)
    substitute = tx.directory.account(now.substitute_id) if now is not None else None
    return (
        Away(substitute=substitute.name if substitute else "", until=now.until) if now is not None else None
    )


def scopes_of(actor: Actor) -> tuple[str, ...]:
    """Return the lists that the actor has; a team have those with bodies below them."""
    team = ("team",) if actor.has_role(*TREE_ROLES) else ()
    return ("mine", "own", "group", *team)


def bounds_of(app: App, tx: Tx, actor: Actor, now: datetime) -> Bounds:
    """Return when lights change for the actor's place: on the day of the due date, and so many days before it."""
    bodies = tx.directory.bodies(actor.orgs()).values()
    packs = {body.pack for body in bodies if body.pack in app.catalogue.packs}
    yellow = min((app.catalogue.pack(pack).yellow_days for pack in packs), default=0)
    tomorrow = datetime.combine(legal_day(now) + ONE_DAY, time.min, CHINA)
    return Bounds(now=now, today=tomorrow, soon=now + timedelta(days=yellow))


def query_of(tx: Tx, actor: Actor, view: WorkFilter, bounds: Bounds) -> WorkQuery:
    """Return what the store is asked for *view*."""
    after, until = bounds.span(view.light)
    scope = _scope(tx, actor, view.scope)
    return replace(
        scope,
        orgs=_of_tier(tx, actor, view.tier) if view.tier else scope.orgs,
        place=view.place,
        type=view.type,
        role=view.role,
        element=view.element,
        holder=view.holder,
        due_after=after,
        due_until=until,
        undated=view.light == "none",
        column=view.column,
        descending=view.descending,
        limit=PAGE,
        offset=(view.page - 1) * PAGE,
    )


def team_orgs(tx: Tx, actor: Actor) -> frozenset[str]:
    """Return the bodies that the actor looks after: those of their posts as head, and all below."""
    paths = [actor.org_paths.get(org_id, "") for org_id in sorted(actor.orgs(*TREE_ROLES))]
    return frozenset(body.id for path in paths if path for body in tx.directory.organisations(under=path))


def _of_tier(tx: Tx, actor: Actor, tier: str) -> frozenset[str]:
    """Return the bodies of one tier among those in which the actor's lists have work."""
    return frozenset(body.id for body in bodies_of(tx, actor).values() if body.tier == tier)


def _scope(tx: Tx, actor: Actor, scope: str) -> WorkQuery:
    own = frozenset({actor.account_id, *actor.stands_for})
    groups = frozenset((post.org_id, post.role) for post in actor.posts)
    if scope == "own":
        return WorkQuery(assignees=own)
    if scope == "group":
        return WorkQuery(groups=groups)
    if scope == "team":
        return WorkQuery(orgs=team_orgs(tx, actor))
    return WorkQuery(assignees=own, groups=groups)


def bodies_of(tx: Tx, actor: Actor) -> dict[str, Organisation]:
    """Return the bodies in which the actor's lists have work: those of their posts, and those below."""
    known = dict(tx.directory.bodies(sorted(actor.orgs())))
    for org_id in actor.orgs(*TREE_ROLES):
        if path := actor.org_paths.get(org_id, ""):
            known |= {body.id: body for body in tx.directory.organisations(under=path)}
    return known


def _tiers(app: App, tx: Tx, places: Sequence[Organisation]) -> Mapping[str, tuple[str, str]]:
    """Return the names of the tiers at which these bodies stand."""
    here = {body.tier for body in places}
    return {tier: words for tier, words in names_of(app, tx, "", AXES["tier"]).known.items() if tier in here}


def _types(app: App, tx: Tx, actor: Actor) -> Names:
    bodies = tx.directory.bodies(sorted(actor.orgs())).values()
    pack = next((body.pack for body in bodies if body.pack in app.catalogue.packs), "")
    return names_of(app, tx, pack, AXES["type"])


def _known(tx: Tx, actor: Actor, items: Sequence[WorkItem], types: Names, bounds: Bounds) -> Known:
    holders = {item.assignee for item in items if item.assignee}
    people = tx.directory.people(holders)
    bodies = tx.directory.bodies({item.org_id for item in items})
    cases = tx.cases.briefs({item.case_id for item in items})
    undated = {item.case_id for item in items if item.due_at is None}
    return Known(
        actor=actor,
        cases=cases,
        names={who: people[who].name if who in people else who for who in holders},
        bodies=bodies,
        limits=running_periods(tx, undated, bounds.now, (bounds.soon - bounds.now).days),
        types=types,
        seen=tx.items_seen.among(actor.account_id, [item.id for item in items]),
    )


def _lines(known: Known, items: Sequence[WorkItem], bounds: Bounds) -> Iterator[WorkLine]:
    for item in items:
        case = known.cases.get(item.case_id)
        kind = case.document.claim.type if case else ""
        zh, en = known.types.name(kind) if kind else ("", "")
        light, body = bounds.light(item.binds_at), known.bodies.get(item.org_id)
        yield WorkLine(
            item=item,
            number=case.number if case else "",
            title=case.title if case else "",
            parties=tuple(party.name for party in case.document.parties if party.name) if case else (),
            type=zh,
            type_en=en,
            org_name=body.name if body else item.org_id,
            org_name_en=body.english if body else item.org_id,
            sample=case.sample if case else False,
            light=Light(light) if light != "none" else None,
            last_day=last_day(item.binds_at) if item.binds_at else None,
            days_left=days_left(item.binds_at, bounds.now) if item.binds_at else None,
            limit=known.limits.get(item.case_id) if item.due_at is None else None,
            holder=known.names.get(item.assignee, ""),
            stands_for=known.names.get(item.assignee, "") if item.assignee in known.actor.stands_for else "",
            mine=may(known.actor, Action.DO_TASK, task_reach(item)),
            unread=item.id not in known.seen,
            damaged=case.damaged if case else False,
            suspended=case is not None and case.status is CaseStatus.SUSPENDED,
        )
