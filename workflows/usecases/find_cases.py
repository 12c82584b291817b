"""Find cases by words, an identity number or a telephone, and by where, when and how urgent they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from workflows.clock import CHINA, legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.case_query import CaseQuery
from workflows.domain.form import Choice, FormField, read_form
from workflows.domain.light import Light
from workflows.domain.organisation import Organisation
from workflows.domain.permission import Action
from workflows.domain.procedure import ProcedureVersion
from workflows.domain.snippet import Piece, marked, snippet
from workflows.domain.work_light import days_left, work_light
from workflows.domain.work_query import WorkQuery
from workflows.store import Tx
from workflows.usecases.access import demand, visible_orgs
from workflows.usecases.app import App
from workflows.usecases.begin_case import intake_bodies_in
from workflows.usecases.find_version import find_version
from workflows.usecases.running_period import RunningPeriod, running_periods
from workflows.usecases.tell_damage import tell_listed

PAGE = 30
TYPE = "claim.type"
NUMBER = re.compile(r"\+?[0-9][0-9 -]{5,22}[0-9Xx]")
"""What may be a telephone or an identity number; a case's own number has other signs as well."""
HELD = 500
"""Cases that a court or a department has to do with and that are looked through."""
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, kw_only=True)
class CaseWish:
    """What somebody looks for; `page` counts from 1."""

    text: str = ""
    status: str = ""
    procedure: str = ""
    body: str = ""
    type: str = ""
    light: Light | None = None
    since: date | None = None
    until: date | None = None
    oldest_first: bool = False
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class FoundCase:
    """One case that was found, with the words marked where they stand; `limit` runs where no step is dated."""

    case: Case
    org_name: str
    org_name_en: str
    light: Light | None
    days_left: int | None
    limit: RunningPeriod | None
    number: tuple[Piece, ...]
    title: tuple[Piece, ...]
    parties: tuple[Piece, ...]
    summary: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of what was found, and whether more follow; `by_number` says that an identity was looked for."""

    cases: tuple[FoundCase, ...]
    page: int
    more: bool
    by_number: bool = False


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """What a search can be narrowed to: procedures, bodies and types that the actor meets."""

    procedures: Sequence[ProcedureVersion]
    bodies: Sequence[Organisation]
    types: Sequence[Choice]


def find_cases(app: App, actor: Actor, wish: CaseWish) -> Found:
    """Return a page of the cases that *wish* asks for among those that are the actor's to see.

    Raises:
        NotAllowed: the actor's posts have nothing to do with cases.
    """
    demand(actor, Action.SEARCH_CASES)
    now, page = app.clock.now(), max(wish.page, 1)
    with app.store.read() as tx:
        within = _within(tx, actor)
        if within is None:
            return Found(cases=(), page=page, more=False)
        query, by_number = _asked(
            tx, _narrowed(within, wish, _bounds(wish.light, now, _yellow(app, tx, actor))), wish
        )
        found = tx.cases.find(replace(query, limit=PAGE + 1, offset=(page - 1) * PAGE))
        words = [] if by_number else wish.text.split()
        rows = found_rows(app, tx, found[:PAGE], now, words)
    tell_listed(app, found[:PAGE])
    return Found(cases=rows, page=page, more=len(found) > PAGE, by_number=by_number)


def narrowing(app: App, actor: Actor) -> Narrowing:
    """Return what the actor can narrow a search to.

    Raises:
        NotAllowed: the actor's posts have nothing to do with cases.
    """
    demand(actor, Action.SEARCH_CASES)
    with app.store.read() as tx:
        packs = {body.pack for body in intake_bodies_in(tx, actor)}
        bodies = tx.directory.bodies(visible_orgs(tx, actor)).values()
        newest = {each.procedure: each for each in reversed(tx.procedures.versions()) if each.pack in packs}
        usual = [
            newest[name] for pack in sorted(packs) if (name := app.catalogue.pack(pack).procedure) in newest
        ]
        types = types_of(app, tx, usual)
    return Narrowing(
        procedures=sorted(newest.values(), key=lambda version: version.title),
        bodies=sorted(bodies, key=lambda body: body.name),
        types=types,
    )


def _within(tx: Tx, actor: Actor) -> CaseQuery | None:
    """Return the bodies whose cases the actor sees, or the cases that were brought to their court or department."""
    orgs = visible_orgs(tx, actor)
    if orgs:
        return CaseQuery(orgs=orgs)
    groups = frozenset((post.org_id, post.role) for post in actor.posts)
    people = frozenset({actor.account_id, *actor.stands_for})
    waiting = tx.work_lists.page(WorkQuery(assignees=people, groups=groups, limit=HELD))
    held = {item.case_id for item in waiting}
    held |= set(tx.watchers.cases_of(actor.account_id, limit=HELD))
    return CaseQuery(only=frozenset(held)) if held else None


def _asked(tx: Tx, query: CaseQuery, wish: CaseWish) -> tuple[CaseQuery, bool]:
    """Return the query by identity where the words are a number that stands in a case, else by words."""
    text = wish.text.strip()
    if NUMBER.fullmatch(text):
        known = tx.cases.with_identity("id-number", text) | tx.cases.with_identity("phone", text)
        if known:
            only = known if query.only is None else known & query.only
            return replace(query, only=only), True
    return replace(query, text=text), False


def _narrowed(query: CaseQuery, wish: CaseWish, due: tuple[datetime | None, datetime | None]) -> CaseQuery:
    orgs = query.orgs
    if wish.body and orgs is not None:
        orgs = orgs & {wish.body}
    return replace(
        query,
        orgs=orgs,
        status=wish.status,
        procedure=wish.procedure,
        type=wish.type,
        since=_morning(wish.since) if wish.since else None,
        until=_morning(wish.until + timedelta(days=1)) if wish.until else None,
        due_since=due[0],
        due_until=due[1],
        oldest_first=wish.oldest_first,
    )


def _bounds(light: Light | None, now: datetime, yellow: int) -> tuple[datetime | None, datetime | None]:
    """Return between which instants the earliest date lies, the second one left out, for it to have this light."""
    tomorrow = _morning(legal_day(now) + timedelta(days=1))
    near = now + timedelta(days=yellow)
    bounds: Mapping[Light, tuple[datetime | None, datetime | None]] = {
        Light.OVERDUE: (None, now + INSTANT),
        Light.RED: (now + INSTANT, tomorrow + INSTANT),
        Light.YELLOW: (tomorrow + INSTANT, near + INSTANT),
        Light.GREEN: (max(near, tomorrow) + INSTANT, None),
    }
    return bounds.get(light, (None, None)) if light else (None, None)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


def _yellow(app: App, tx: Tx, actor: Actor) -> int:
    packs = sorted({body.pack for body in intake_bodies_in(tx, actor)})
    return app.catalogue.pack(packs[0]).yellow_days if packs else 0


def found_rows(
    app: App, tx: Tx, cases: Sequence[Case], now: datetime, words: Sequence[str] = ()
) -> tuple[FoundCase, ...]:
    """Return *cases* as a list shows them: where they lie, their light, *words* marked where they stand."""
    return tuple(_rows(app, tx, cases, now, words))


def _rows(
    app: App, tx: Tx, cases: Sequence[Case], now: datetime, words: Sequence[str]
) -> Iterator[FoundCase]:
    dates = tx.work.earliest_due([case.id for case in cases])
    bodies = tx.directory.bodies({case.org_id for case in cases})
    limits = running_periods(tx, [case.id for case in cases], now, _least_yellow(app, cases))
    for case in cases:
        body, due, claim = bodies.get(case.org_id), dates.get(case.id), case.document.claim
        names = "、".join(party.name for party in case.document.parties if party.name)
        yield FoundCase(
            case=case,
            org_name=body.name if body else case.org_id,
            org_name_en=body.english if body else case.org_id,
            light=work_light(due, now, app.catalogue.pack(case.pack).yellow_days),
            days_left=days_left(due, now) if due else None,
            limit=limit if (limit := limits.get(case.id)) is not None and limit.due_at == due else None,
            number=marked(case.number, words),
            title=marked(case.title or claim.title, words),
            parties=marked(names, words),
            summary=snippet(claim.summary, words),
        )


def _least_yellow(app: App, cases: Sequence[Case]) -> int:
    return min((app.catalogue.pack(case.pack).yellow_days for case in cases), default=0)


def types_of(app: App, tx: Tx, versions: Sequence[ProcedureVersion]) -> Sequence[Choice]:
    """Return the types of dispute that the forms of these procedures offer."""
    fields = [
        field for version in versions for field in _asking(app, tx, version.digest) if field.path == TYPE
    ]
    return tuple({choice.value: choice for field in reversed(fields) for choice in field.choices}.values())


def _asking(app: App, tx: Tx, digest: str) -> Sequence[FormField]:
    """Return the questions of the form that asks for the type; a published version never changes."""
    known = [form for (version, _), form in list(app.forms.items()) if version == digest]
    for form in known:
        if any(field.path == TYPE for field in form.fields):
            return form.fields
    version = find_version(app, tx, digest)
    for name, content in (version.bundle.files if version else {}).items():
        if "/forms/" in name and f'"{TYPE}"'.encode() in content:
            form_id = name.rpartition("/")[2].removesuffix(".json")
            form = app.forms[digest, form_id] = read_form(form_id, content)
            return form.fields
    return ()
