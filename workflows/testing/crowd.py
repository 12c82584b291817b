"""A crowd of invented people at the desks of a place, each signed in, with cases of their own: for measuring (示例)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import uuid4

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.form import as_json
from workflows.domain.identity import Way
from workflows.domain.organisation import Account, Membership, Organisation
from workflows.testing.begun_case import CLERK, VILLAGE, steps
from workflows.testing.case_copies import CaseCopies, Lies
from workflows.usecases.app import App
from workflows.usecases.begin_case import begin_case
from workflows.usecases.hand_in import hand_in
from workflows.usecases.next_item import next_item
from workflows.usecases.sign_in import Caller, actor_of, open_login

PACK = "yunyang"
TREE = 25
"""Every so many people one oversees the whole county, the others work in one body each."""


@dataclass(frozen=True)
class Person:
    """One of the crowd: the account, its body and role there, their cases, what their browser and forms hold."""

    account: Account
    org_id: str
    role: str
    cases: tuple[str, ...] = ()
    token: str = ""
    form_token: str = ""


def clerk_of(app: App) -> Actor:
    """Return the sample clerk who takes cases in.

    Raises:
        LookupError: the sample people of the place are not loaded.
    """
    with app.store.read() as tx:
        account = tx.directory.account_by_login(CLERK)
        if account is None:
            raise LookupError(f"expected the sample account {CLERK}; load the pack {PACK} with sample data")
        return actor_of(tx, account)


def begun_case(app: App, actor: Actor) -> Case:
    """Return a new case that was taken in and is under mediation from today on."""
    case = begin_case(app, actor, VILLAGE, {}, key=uuid4().hex)
    for _, answers in steps(legal_day(app.clock.now())):
        case = hand_in_next(app, actor, case, answers)
    return case


def hand_in_next(app: App, actor: Actor, case: Case, answers: object) -> Case:
    """Return the case after *actor* handed in the step that waits for them.

    Raises:
        LookupError: no step of the case waits for them.
    """
    item = next_item(app, actor, case.id)
    given = as_json(answers)
    if item is None or not isinstance(given, dict):
        raise LookupError(f"expected a step of case {case.number} that waits for {actor.name}")
    return hand_in(app, actor, item.id, given, key=uuid4().hex)


def gather(app: App, *, people: int) -> list[Person]:
    """Return *people* people in the bodies of the place; they have no cases yet and are not signed in."""
    with app.store.read() as tx:
        listed = tx.directory.organisations(pack=PACK)
    desks = [body for body in listed if body.kind in ("village_station", "township_centre")]
    county = next(body for body in listed if body.kind == "county_centre")
    return [
        _enter(app, number, county if number % TREE == 0 else desks[number % len(desks)])
        for number in range(people)
    ]


def settle(
    copies: CaseCopies, crowd: Sequence[Person], *, each: int, round_: int, at: datetime
) -> list[Person]:
    """Give every person of the *crowd* so many more open cases; half of the steps they took, half wait in the queue."""
    return [
        replace(
            person,
            cases=(
                *person.cases,
                *copies.make(
                    each,
                    prefix=f"r{round_}p{number}-",
                    at=at,
                    lies=Lies(org_id=person.org_id, holder=person.account.id),
                ),
            ),
        )
        for number, person in enumerate(crowd)
    ]


def signed_in(app: App, crowd: Sequence[Person]) -> list[Person]:
    """Return the *crowd* with a fresh login each; one that was opened before a long filling would have ended."""
    entered = []
    for person in crowd:
        with app.store.write() as tx:
            ticket = open_login(app, tx, person.account, Way.PROVIDER, Caller(network="bench", agent="bench"))
        entered.append(replace(person, token=ticket.token, form_token=ticket.csrf))
    return entered


def _enter(app: App, number: int, body: Organisation) -> Person:
    account = Account(
        id=f"{PACK}:crowd-{number}",
        login=f"crowd-{number}",
        name=f"示例人员{number}",
        name_en=f"Sample person {number}",
        sample=True,
        pack=PACK,
    )
    roles = ("coordinator",) if body.kind == "county_centre" else ("mediator", "clerk")
    with app.store.write() as tx:
        tx.directory.put_account(
            account, [Membership(account_id=account.id, org_id=body.id, role=r) for r in roles]
        )
    return Person(account, body.id, roles[0])
