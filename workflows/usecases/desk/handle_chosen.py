"""Do one thing with several lines of the work list: hand over, urge, copy or take; one failure stops no other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from workflows.domain.actor import Actor
from workflows.domain.organisation import Account
from workflows.domain.permission import CASE_ROLES, Action
from workflows.domain.work_item import WorkItem
from workflows.domain.work_query import WorkQuery
from workflows.errors import HeweiError, NothingChosen, RecordSealBroken, Refused, UnknownVerb
from workflows.store import Tx
from workflows.usecases.access import demand, reachable_item
from workflows.usecases.app import App
from workflows.usecases.copy_case import copy_case
from workflows.usecases.desk.work_page import bodies_of, bounds_of, team_orgs
from workflows.usecases.foresee import Consequences, foresee
from workflows.usecases.hand_over_item import hand_over_item
from workflows.usecases.take_item import take_item
from workflows.usecases.urge_item import urge_item

MOST = 100


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to be done: the verb, to whom, why, and the key under which it is done once."""

    verb: str
    to: str = ""
    reason: str = ""
    key: str = ""


@dataclass(frozen=True, kw_only=True)
class Handled:
    """What would become, or became, of one line: done, or refused with the reason."""

    item: WorkItem
    number: str
    title: str
    holder: str
    consequences: Consequences | None = None
    refused: HeweiError | None = None


@dataclass(frozen=True, kw_only=True)
class Load:
    """How many steps somebody holds now in the bodies that the actor looks after, and how many would come."""

    name: str
    now: int
    more: int


class Verb(Protocol):
    """What is done with one line."""

    def __call__(self, app: App, actor: Actor, item: WorkItem, wanted: Wanted) -> object:
        """Do it."""
        ...


def _hand_over(app: App, actor: Actor, item: WorkItem, wanted: Wanted) -> object:
    return hand_over_item(app, actor, item.id, wanted.to, reason=wanted.reason, key=_key(wanted, item.id))


def _urge(app: App, actor: Actor, item: WorkItem, wanted: Wanted) -> object:
    return urge_item(app, actor, item.id, reason=wanted.reason, key=_key(wanted, item.id))


def _copy(app: App, actor: Actor, item: WorkItem, wanted: Wanted) -> object:
    return copy_case(app, actor, item.case_id, [wanted.to], key=_key(wanted, item.case_id))


def _take(app: App, actor: Actor, item: WorkItem, wanted: Wanted) -> object:  # noqa: ARG001 - one shape for all verbs
    return take_item(app, actor, item.id)


VERBS: Mapping[str, tuple[Action, Verb]] = {
    "hand-over": (Action.HAND_OVER, _hand_over),
    "urge": (Action.URGE, _urge),
    "copy": (Action.COPY_CASE, _copy),
    "take": (Action.DO_TASK, _take),
}


def foresee_chosen(app: App, actor: Actor, item_ids: Sequence[str], wanted: Wanted) -> list[Handled]:
    """Return what *wanted* would do to each of the lines; nothing is changed.

    Raises:
        NothingChosen: no line was ticked, or too many.
        NotAllowed: the actor's posts are not for this.
    """
    verb = _verb(actor, wanted)
    told = []
    for line in chosen(app, actor, item_ids):
        rehearsed = partial(verb, actor=actor, item=line.item, wanted=replace(wanted, key=""))
        try:
            seen = foresee(app, line.item.case_id, rehearsed)
            told.append(replace(line, consequences=seen))
        except (Refused, RecordSealBroken) as refused:
            told.append(replace(line, refused=refused))
    return told


def handle_chosen(app: App, actor: Actor, item_ids: Sequence[str], wanted: Wanted) -> list[Handled]:
    """Do *wanted* to each of the lines and return what became of it.

    Raises:
        NothingChosen: no line was ticked, or too many.
        NotAllowed: the actor's posts are not for this.
    """
    verb = _verb(actor, wanted)
    told = []
    for line in chosen(app, actor, item_ids):
        try:
            verb(app, actor, line.item, wanted)
            told.append(line)
        except (Refused, RecordSealBroken) as refused:
            told.append(replace(line, refused=refused))
    return told


def mark_seen(app: App, actor: Actor, item_ids: Sequence[str]) -> None:
    """Mark these lines as read for the actor; what is read already is not written again."""
    demand(actor, Action.USE_DESK)
    with app.store.read() as tx:
        fresh = set(item_ids) - tx.items_seen.among(actor.account_id, item_ids)
        known = [each for each in sorted(fresh) if tx.work.get(each) is not None]
    if known:
        with app.store.write() as tx:
            tx.items_seen.put(actor.account_id, known, at=app.clock.now())


def chosen(app: App, actor: Actor, item_ids: Sequence[str]) -> list[Handled]:
    """Return the lines that were ticked; what the actor may not see is left out.

    Raises:
        NothingChosen: nothing is left, or there are more than 100.
    """
    with app.store.read() as tx:
        lines = [line for each in dict.fromkeys(item_ids) if (line := _line(tx, actor, each)) is not None]
    if not 0 < len(lines) <= MOST:
        raise NothingChosen(zh=f"请勾选要办的事项，一次最多 {MOST} 项。")
    return lines


def colleagues(app: App, actor: Actor) -> list[Account]:
    """Return whom the actor can hand steps to or give copies: the people with cases in their bodies and those below."""
    with app.store.read() as tx:
        found = {account.id: account for account in _working(tx, bodies_of(tx, actor)) if account.active}
    return sorted(found.values(), key=lambda account: (account.name, account.id))


def load_after(app: App, actor: Actor, to: str, told: Sequence[Handled]) -> Load | None:
    """Return how much *to* holds now and would hold; None where there is no such person."""
    with app.store.read() as tx:
        account = tx.directory.account(to)
        orgs = team_orgs(tx, actor) or frozenset(bodies_of(tx, actor))
        asked = WorkQuery(assignees=frozenset({to}), orgs=orgs)
        held = tx.work_lists.count(asked, bounds_of(app, tx, actor, app.clock.now()))
    if account is None:
        return None
    more = sum(line.refused is None and line.item.assignee != to for line in told)
    return Load(name=account.name, now=sum(held.values()), more=more)


def _verb(actor: Actor, wanted: Wanted) -> Verb:
    if wanted.verb not in VERBS:
        raise UnknownVerb(zh="没有这项操作；请从列表中选择。", verb=wanted.verb)
    action, verb = VERBS[wanted.verb]
    demand(actor, action)
    return verb


def _line(tx: Tx, actor: Actor, item_id: str) -> Handled | None:
    try:
        item = reachable_item(tx, actor, item_id)
    except Refused:
        return None
    case = tx.cases.briefs([item.case_id]).get(item.case_id)
    holder = tx.directory.account(item.assignee) if item.assignee else None
    return Handled(
        item=item,
        number=case.number if case else "",
        title=case.title if case else "",
        holder=holder.name if holder else "",
    )


def _working(tx: Tx, bodies: Mapping[str, object]) -> Iterator[Account]:
    for org_id in bodies:
        for account in tx.directory.accounts(org_id=org_id):
            if any(post.role in CASE_ROLES for post in tx.directory.posts(account.id)):
                yield account


def _key(wanted: Wanted, ident: str) -> str:
    return f"{wanted.key}:{ident}" if wanted.key else ""
