"""Fetch what is a party's own: their case, never another, and of its papers those that are meant for parties."""

from __future__ import annotations

from workflows.domain.actor import Actor, OwnCase
from workflows.domain.case import Case
from workflows.domain.paper import Paper, PaperStatus
from workflows.domain.permission import Action, may
from workflows.errors import PartyNotIn, UnknownPaper
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.party.party_words import party_words


def stand_of(actor: Actor) -> OwnCase:
    """Return which case and which party in it the actor is.

    Raises:
        PartyNotIn: the actor is no party.
    """
    if actor.party is None:
        raise PartyNotIn(zh="本次访问已经结束。请重新打开链接，再输入一个新的验证码。")
    return actor.party


def own_case(tx: Tx, actor: Actor, action: Action, *, lock: bool = False) -> Case:
    """Return the party's own case, if they may do *action* to it.

    Raises:
        PartyNotIn: the actor is no party, or the case is not there any more.
    """
    stand = stand_of(actor)
    case = tx.cases.get(stand.case_id, lock=lock)
    if case is None or not may(actor, action, OwnCase(case.id, stand.party_id)):
        raise PartyNotIn(zh="本次访问已经结束。请重新打开链接，再输入一个新的验证码。")
    return case


def own_papers(app: App, tx: Tx, case: Case) -> list[Paper]:
    """Return the papers of a case that its parties may read, newest first; each of them is made."""
    meant = frozenset(party_words(app.catalogue, case.pack).papers)
    made = (each for each in tx.papers.of_case(case.id) if each.status is PaperStatus.MADE)
    return [each for each in made if each.template in meant][::-1]


def own_paper(app: App, tx: Tx, case: Case, paper_id: str) -> Paper:
    """Return one of those papers.

    Raises:
        UnknownPaper: there is none with this id, or it is not meant for parties.
    """
    found = next((each for each in own_papers(app, tx, case) if each.id == paper_id), None)
    if found is None:
        raise UnknownPaper(zh="没有这份文书，或者还没有制作完成；请稍后刷新页面。", paper=paper_id)
    return found
