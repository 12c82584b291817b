"""Find the same dispute or the same people while somebody is still typing.

Of cases that the actor may see, number, matter and body are shown. Of others nothing is: only where the very same
identity number or telephone stands in a case of the same place does one learn at which body, so that nobody is
mediated twice in one dispute; the number of that case, its matter and its parties stay unsaid (人民调解法 15).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.case_query import CaseQuery
from workflows.domain.permission import Action
from workflows.domain.personal import normalise
from workflows.store import Tx
from workflows.usecases.access import demand, visible_orgs
from workflows.usecases.app import App
from workflows.usecases.tell_damage import tell_listed

MOST = 8
SHORTEST_NAME, SHORTEST_PLACE, SHORTEST_PHONE, SHORTEST_NUMBER = 2, 4, 7, 15
ROWS = 20
"""Parties whose names are looked for; more are no ordinary intake."""


@dataclass(frozen=True, kw_only=True)
class SimilarCase:
    """A case that may be the same: and by what it was found (`id-number`, `phone`, `name`, `place`)."""

    case: Case
    org_name: str
    org_name_en: str
    found_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Similar:
    """What was found: cases that can be looked at, and bodies (Chinese, English) at which another one lies."""

    cases: tuple[SimilarCase, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()


@dataclass
class _Search:
    tx: Tx
    orgs: frozenset[str]
    pack: str
    found: dict[str, tuple[Case, list[str]]] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)

    def add(self, case: Case, why: str) -> None:
        _, reasons = self.found.setdefault(case.id, (case, []))
        if why not in reasons:
            reasons.append(why)

    def by_identity(self, kind: str, text: str) -> None:
        known = self.tx.cases.with_identity(kind, text)
        if not known:
            return
        mine = self.tx.cases.find(CaseQuery(only=known, orgs=self.orgs, limit=MOST))
        for case in mine:
            self.add(case, kind)
        others = known.difference(case.id for case in mine)
        for case in self.tx.cases.find(CaseQuery(only=others, limit=MOST)) if others else ():
            if case.org_id not in self.orgs and case.pack == self.pack:
                self.elsewhere.add(case.org_id)

    def by_words(self, text: str, why: str, kind: str = "") -> None:
        for case in self.tx.cases.find(CaseQuery(text=text, orgs=self.orgs, type=kind, limit=MOST)):
            self.add(case, why)


def find_similar(app: App, actor: Actor, pack: str, answers: Mapping[str, Any]) -> Similar:
    """Return what may be the same as what *answers* of a first form say so far.

    Raises:
        NotAllowed: the actor's posts do not open cases.
    """
    demand(actor, Action.OPEN_CASE)
    with app.store.read() as tx:
        search = _Search(tx, visible_orgs(tx, actor), pack)
        for row in _rows(answers):
            _look_for(search, row)
        claim, place = _part(answers, "claim"), _part(answers, "place")
        if len(_text(place, "text")) >= SHORTEST_PLACE and claim.get("type"):
            search.by_words(_text(place, "text"), "place", str(claim["type"]))
        best = sorted(search.found.values(), key=lambda each: (len(each[1]), each[0].opened_at), reverse=True)
        similar = Similar(
            cases=tuple(_similar(tx, case, why) for case, why in best[:MOST]),
            elsewhere=tuple(sorted(_names(tx, org_id) for org_id in search.elsewhere)),
        )
    tell_listed(app, (case for case, _ in search.found.values()))
    return similar


def _look_for(search: _Search, row: Mapping[str, Any]) -> None:
    number, phone, name = _text(row, "id_number"), _text(row, "phone"), _text(row, "name")
    if len(normalise("id-number", number)) >= SHORTEST_NUMBER:
        search.by_identity("id-number", number)
    if len(normalise("phone", phone)) >= SHORTEST_PHONE:
        search.by_identity("phone", phone)
    if len(name) >= SHORTEST_NAME:
        search.by_words(name, "name")


def _rows(answers: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    rows = answers.get("parties")
    return (
        row for row in (rows if isinstance(rows, list | tuple) else ())[:ROWS] if isinstance(row, Mapping)
    )


def _part(answers: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = answers.get(name)
    return part if isinstance(part, Mapping) else {}


def _text(row: Mapping[str, Any], name: str) -> str:
    return str(row.get(name) or "").strip()


def _similar(tx: Tx, case: Case, why: Iterable[str]) -> SimilarCase:
    zh, en = _names(tx, case.org_id)
    return SimilarCase(case=case, org_name=zh, org_name_en=en, found_by=tuple(why))


def _names(tx: Tx, org_id: str) -> tuple[str, str]:
    body = tx.directory.organisation(org_id)
    return (body.name, body.english) if body else (org_id, org_id)
