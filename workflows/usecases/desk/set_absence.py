"""Set an absence (替岗): from one day to another somebody else acts in a person's place; it ends by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workflows.clock import legal_day
from workflows.domain.absence import Absence
from workflows.domain.actor import Actor
from workflows.domain.new_id import new_id
from workflows.domain.organisation import Account
from workflows.domain.permission import CASE_ROLES, TREE_ROLES, Action
from workflows.errors import AbsenceRefused, AbsentAlready, UnknownAbsence, UnknownAccount, WrongSubstitute
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.once import answered, digest_of, remember

LONGEST = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class AbsenceLine:
    """One absence as a page shows it."""

    absence: Absence
    name: str
    substitute: str
    now: bool
    over: bool


@dataclass(frozen=True, kw_only=True)
class Colleagues:
    """The people of one body who can stand in; a county has hundreds, and names alone tell them not apart."""

    body: str
    body_en: str
    people: tuple[Account, ...]


@dataclass(frozen=True, kw_only=True)
class AbsencePlan:
    """The absences that the actor may look after, whose they can set, and who can stand in for whom.

    `by_body` holds the substitutes once more, by their bodies: the actor's own first, then those above and below.
    """

    lines: tuple[AbsenceLine, ...]
    people: tuple[Account, ...]
    substitutes: tuple[Account, ...]
    standing_in_for: tuple[str, ...]
    by_body: tuple[Colleagues, ...] = ()


def set_absence(
    app: App, actor: Actor, account_id: str, substitute_id: str, since: date, until: date, *, key: str = ""
) -> Absence:
    """Return the new absence, set once for each key: own ones, and for tree posts those of people below.

    Raises:
        NotAllowed: the actor has no cases to be absent from.
        UnknownAccount: there is no such person, or they do not work below the actor.
        AbsenceRefused: the days are in the past, the wrong way round, or more than a year.
        WrongSubstitute: the substitute holds none of the absent one's posts in this place, or is away too.
        AbsentAlready: there is an absence on these days.
        IdempotencyKeyReused: the key was used for another command.
    """
    demand(actor, Action.SET_ABSENCE)
    now = app.clock.now()
    _check_days(since, until, legal_day(now))
    digest = digest_of("set-absence", actor.account_id, account_id, substitute_id, str(since), str(until))
    with app.store.write() as tx:
        known = tx.absences.get(str(answered(tx, key, digest) or ""))
        if known is not None:
            return known
        if account_id not in {each.id for each in _people(tx, actor)}:
            raise UnknownAccount(zh="没有这个在岗账号，或者不归您管理；请从列表中选择。", account=account_id)
        _check_substitute(tx, account_id, substitute_id, since, until)
        if any(each.overlaps(since, until) for each in tx.absences.of_account(account_id)):
            raise AbsentAlready(zh="这几天已经设有替岗；请先结束原来的，或者另选日期。")
        absence = Absence(
            id=new_id(now),
            account_id=account_id,
            substitute_id=substitute_id,
            since=since,
            until=until,
            set_by=actor.account_id,
            at=now,
        )
        tx.absences.put(absence)
        remember(tx, key, digest, absence.id, at=now)
        return absence


def end_absence(app: App, actor: Actor, absence_id: str) -> Absence:
    """Return the absence, ended now; one that is over stays as it was.

    Raises:
        UnknownAbsence: there is none, or it is not the actor's to end.
    """
    demand(actor, Action.SET_ABSENCE)
    now = app.clock.now()
    with app.store.write() as tx:
        absence = tx.absences.get(absence_id)
        if absence is None or absence.account_id not in {each.id for each in _people(tx, actor)}:
            raise UnknownAbsence(zh="没有这条替岗记录，或者不归您管理；请重新查看列表。", absence=absence_id)
        if absence.ended_at is not None or absence.until < legal_day(now):
            return absence
        ended = replace(absence, ended_at=now)
        tx.absences.put(ended)
        return ended


def plan_absences(app: App, actor: Actor) -> AbsencePlan:
    """Return what the page of absences shows the actor.

    Raises:
        NotAllowed: the actor has no cases to be absent from.
    """
    demand(actor, Action.SET_ABSENCE)
    today = legal_day(app.clock.now())
    with app.store.read() as tx:
        people = list(_people(tx, actor))
        lines = [_line(tx, each, today) for person in people for each in tx.absences.of_account(person.id)]
        names = (tx.directory.account(each) for each in sorted(actor.stands_for))
        substitutes = tuple(_colleagues(tx, actor, people))
        return AbsencePlan(
            lines=tuple(sorted(lines, key=lambda line: (line.over, line.absence.since, line.name))),
            people=tuple(people),
            substitutes=substitutes,
            by_body=tuple(_by_body(tx, actor, substitutes)),
            standing_in_for=tuple(each.name for each in names if each is not None),
        )


def _check_days(since: date, until: date, today: date) -> None:
    if since < today or until < since or until - since > LONGEST:
        raise AbsenceRefused(zh="替岗从今天或以后开始，止日不早于起日，最长一年；请更正日期。")


def _check_substitute(tx: Tx, account_id: str, substitute_id: str, since: date, until: date) -> None:
    stands_in = tx.directory.account(substitute_id)
    shared = _work(tx, account_id) & _work(tx, substitute_id)
    away = any(each.overlaps(since, until) for each in tx.absences.of_account(substitute_id))
    if stands_in is None or not stands_in.active or substitute_id == account_id or not shared or away:
        raise WrongSubstitute(
            zh="这个人不能替岗；请选择本地承担同样岗位、这几天在岗的同事。", account=substitute_id
        )


def _work(tx: Tx, account_id: str) -> frozenset[tuple[str, str]]:
    """Return (place, role) of the posts of somebody that have to do with cases."""
    posts = [post for post in tx.directory.posts(account_id) if post.role in CASE_ROLES]
    bodies = ((tx.directory.organisation(post.org_id), post.role) for post in posts)
    return frozenset((body.pack, role) for body, role in bodies if body is not None)


def _people(tx: Tx, actor: Actor) -> Iterator[Account]:
    """Yield the actor, and everybody who works below a post from which they look after others."""
    own = tx.directory.account(actor.account_id)
    known = {actor.account_id}
    if own is not None:
        yield own
    for org_id in sorted(actor.orgs(*TREE_ROLES)):
        path = actor.org_paths.get(org_id, "")
        for body in tx.directory.organisations(under=path) if path else ():
            for account in tx.directory.accounts(org_id=body.id):
                if account.id not in known and account.active:
                    known.add(account.id)
                    yield account


def _colleagues(tx: Tx, actor: Actor, people: Sequence[Account]) -> Iterator[Account]:
    """Yield who can stand in for the actor, and for those below also everybody below."""
    found = {each.id: each for each in people}
    own = _work(tx, actor.account_id)
    for role in sorted({role for _, role in own}):
        found |= {each.id: each for each in tx.directory.accounts(role=role) if own & _work(tx, each.id)}
    if len(people) == 1:
        found.pop(actor.account_id, None)
    yield from sorted((each for each in found.values() if each.active), key=lambda each: (each.name, each.id))


def _by_body(tx: Tx, actor: Actor, colleagues: Sequence[Account]) -> Iterator[Colleagues]:
    own = actor.orgs(*CASE_ROLES)
    at: dict[str, list[Account]] = {}
    for each in colleagues:
        homes = [post.org_id for post in tx.directory.posts(each.id) if post.role in CASE_ROLES]
        home = next((home for home in homes if home in own), homes[0] if homes else "")
        at.setdefault(home, []).append(each)
    bodies = tx.directory.bodies(at)
    paths = [path for org, path in actor.org_paths.items() if org in own]

    def near(org_id: str) -> tuple[int, str]:
        body = bodies[org_id]
        kin = any(body.path.startswith(path) or path.startswith(body.path) for path in paths)
        return (0 if org_id in own else 1 if kin else 2, body.name)

    for org_id in sorted(bodies.keys() & at.keys(), key=near):
        body = bodies[org_id]
        yield Colleagues(body=body.name, body_en=body.english, people=tuple(at[org_id]))


def _line(tx: Tx, absence: Absence, today: date) -> AbsenceLine:
    names = [tx.directory.account(each) for each in (absence.account_id, absence.substitute_id)]
    absent, substitute = (each.name if each else "" for each in names)
    return AbsenceLine(
        absence=absence,
        name=absent,
        substitute=substitute,
        now=absence.holds_on(today),
        over=absence.ended_at is not None or absence.until < today,
    )
