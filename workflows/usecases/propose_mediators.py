"""Propose mediators for a case, each with points and reasons, and assign the first where a diagram asks for it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import JsonValue

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case, Party
from workflows.domain.organisation import Account, Mediator, Organisation
from workflows.domain.outbox import Errand
from workflows.domain.permission import Action
from workflows.domain.proposal import Candidate, Choice, Need, Scale, propose
from workflows.domain.recusal import Concerned, Ties
from workflows.domain.staffing import Gap, gaps
from workflows.errors import NoMediatorFree, UnknownCase
from workflows.store import Tx
from workflows.usecases.access import demand, readable_case
from workflows.usecases.app import App
from workflows.usecases.catalogue import Catalogue
from workflows.usecases.catch_up import catch_up

OPERATION = "assign-mediator"
NO_RELATION = frozenset({"", "none"})


@dataclass(frozen=True)
class Rules:
    """The scale, and in which channels the parties may let a relation pass."""

    scale: Scale
    waiver_channels: frozenset[str]


def propose_mediators(app: App, actor: Actor, case_id: str) -> Choice:
    """Return who may mediate the case, the best first, and who may not and why.

    Raises:
        UnknownCase: there is none, or it is not theirs to see.
        NotAllowed: the actor's posts do not read cases.
    """
    demand(actor, Action.READ_CASE)
    catch_up(app)
    with app.store.read() as tx:
        return choice_for(app.catalogue, tx, readable_case(tx, actor, case_id))


def choice_for(
    catalogue: Catalogue,
    tx: Tx,
    case: Case,
    body_id: str = "",
    *,
    loads: Mapping[str, int] | None = None,
    only: str = "",
) -> Choice:
    """Return the choice for *case* among the mediators of the body that has it, and of all bodies below it.

    *loads* go before the open cases that the store knows. With *only*, this account alone is looked at.
    """
    rules = rules_of(catalogue, case.pack)
    ranks = {row["id"]: int(row["order"]) for row in catalogue.pack(case.pack).data.get("ranks", ())}
    body = tx.directory.organisation(body_id or case.document.handling.org_id or case.org_id)
    busy = tx.figures.loads(pack=case.pack) if loads is None else loads
    found = [] if body is None else _candidates(tx, body, ranks, busy, only)
    return propose(need_of(tx, case, rules), found, rules.scale)


def assign_mediator(app: App, errand: Errand) -> Mapping[str, JsonValue]:
    """Return the mediator who comes first for the errand's case, by id, with name, points and reasons.

    Raises:
        UnknownCase: the case is gone.
        NoMediatorFree: nobody in the body may mediate it.
    """
    catch_up(app)
    with app.store.read() as tx:
        case = tx.cases.get(errand.case_id)
        if case is None:
            raise UnknownCase(zh="没有这个案件。", case=errand.case_id)
        choice = choice_for(app.catalogue, tx, case, str(errand.payload.get("org_id") or ""))
    if not choice.proposed:
        raise NoMediatorFree(
            zh="本机构没有可以承办此案的调解员；请由上一级机构指定，或者跨区域选调。", case=case.number
        )
    best = choice.proposed[0]
    return {
        "mediator_id": best.candidate.account_id,
        "mediator_name": best.candidate.name,
        "points": str(best.total),
        "why": best.why("zh"),
        "why_en": best.why("en"),
    }


def staffing_gaps(app: App, tx: Tx, pack: str) -> tuple[Gap, ...]:
    """Return for every body that has a quota how many mediators are missing, the largest gap first."""
    quotas = {
        (row["tier"], row.get("band", "")): int(row["mediators"])
        for row in app.catalogue.pack(pack).data.get("quotas", ())
    }
    bodies = tx.directory.organisations(pack=pack)
    known = {body.id for body in bodies}
    return gaps(bodies, (each for each in tx.directory.mediators() if each.org_id in known), quotas)


@cache
def rules_of(catalogue: Catalogue, pack: str) -> Rules:
    """Return the rules of choosing in *pack*: its `[proposal]` over `bpmn/proposal.toml`; a shelf is read once."""
    words = tomllib.loads((catalogue.root / "proposal.toml").read_text("utf-8"))
    place = catalogue.pack(pack).data
    own: Mapping[str, Any] = place.get("proposal", {})
    for name, value in own.items():
        words[name] = {**words[name], **value} if isinstance(value, dict) else value
    ranks = place.get("ranks", ())
    scale = Scale(
        weights={name: Decimal(str(value)) for name, value in words["weights"].items()},
        full_load=int(words["load"]["full"]),
        step=Decimal(str(words["distance"]["step"])),
        rank_share={name: Decimal(str(value)) for name, value in words["rank_share"].items()},
        fitting=words["fitting"],
        ranks=max((int(row["order"]) for row in ranks), default=1),
        minimum_age=int(words["minimum_age"]),
        speciality_names=place.get("specialities", {}),
    )
    return Rules(scale, frozenset(words["waiver"]["channels"]))


def need_of(tx: Tx, case: Case, rules: Rules) -> Need:
    """Return what *case* asks of its mediator; whoever a party asked to replace is refused."""
    document, handling = case.document, case.document.handling
    place = tx.directory.organisation(document.place.org_id or handling.org_id or case.org_id)
    found = document.persons.mediator_relation not in NO_RELATION and not document.persons.relation_waived
    replaced = handling.recusal_asked or found or any(each.recusal_asked for each in document.sessions[-1:])
    languages = document.extra.get("languages")
    spoken = frozenset(map(str, languages)) if isinstance(languages, list) else frozenset[str]()
    return Need(
        type=document.claim.type,
        severity=document.place.severity,
        path=place.path if place else "",
        on=legal_day(case.opened_at),
        concerned=tuple(_concerned(each) for each in document.parties),
        languages=spoken,
        first="" if replaced else handling.mediator_id,
        refused=frozenset({handling.mediator_id} - {""}) if replaced else frozenset(),
        waived=document.persons.relation_waived is True and document.intake.channel in rules.waiver_channels,
    )


def _concerned(party: Party) -> Concerned:
    return Concerned(
        ids=frozenset({party.id_number} - {""}),
        units=frozenset({party.unit, party.name if party.kind == "organisation" else ""} - {""}),
        agent_ids=frozenset({party.agent.id_number if party.agent else ""} - {""}),
    )


def _candidates(
    tx: Tx, body: Organisation, ranks: Mapping[str, int], loads: Mapping[str, int], only: str
) -> list[Candidate]:
    listed = tx.directory.registered(only) if only else tx.directory.mediators(under=body.path)
    bodies = tx.directory.bodies({each.org_id for each in listed})
    people = tx.directory.people({each.account_id for each in listed})
    found: dict[str, Candidate] = {}
    for mediator in listed:
        account, place = people.get(mediator.account_id), bodies.get(mediator.org_id)
        if account is None or not account.active or place is None or not place.path.startswith(body.path):
            continue
        found[account.id] = _candidate(mediator, account, place.path, ranks, loads)
    return list(found.values())


def _candidate(
    each: Mediator, account: Account, path: str, ranks: Mapping[str, int], loads: Mapping[str, int]
) -> Candidate:
    return Candidate(
        account_id=account.id,
        name=account.name,
        path=path,
        ties=Ties(
            ids=frozenset({account.id, each.id_number} - {""}),
            relatives=frozenset(each.relatives),
            interests=frozenset(each.interests),
            born_on=each.born_on,
        ),
        specialities=each.specialities,
        rank=ranks.get(each.rank, 0),
        load=loads.get(account.id, 0),
        languages=frozenset(each.languages),
    )
