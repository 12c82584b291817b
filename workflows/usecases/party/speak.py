"""What a party says by link: how content they are, that they want to be called, or that they withdraw their consent."""

from __future__ import annotations

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseDocument, FollowUp
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.errors import AlreadyRated, UnknownWish
from workflows.store import Tx
from workflows.usecases.app import App
from workflows.usecases.doing import Doing, doing
from workflows.usecases.party.own_case import own_case, stand_of

ANSWERS = ("satisfied", "fair", "unsatisfied")
"""The answers of the follow-up form, so that both count in the same indicator."""
WISHES = ("call", "withdraw", "other")
"""Call me; I do not want to go on (人民调解法 23: a party may refuse mediation or end it); something else."""
LONGEST = 1000


def rate(app: App, actor: Actor, answer: str, words: str) -> None:
    """Write how content the party is as a follow-up of the case; each party says it once.

    Raises:
        PartyNotIn: the visit has ended.
        UnknownWish: the answer is none of ANSWERS.
        AlreadyRated: this party has said it before.
    """
    if answer not in ANSWERS:
        raise UnknownWish(zh="请选择满意、基本满意或者不满意。", answer=answer[:40])
    stand = stand_of(actor)
    with doing(app, actor, "party-rate", stand.case_id, stand.party_id, answer, words) as do:
        case = _own(do)
        if rated(do.tx, case.id, actor.account_id):
            raise AlreadyRated(zh="您已经评价过了，谢谢。")
        document = _rated(case.document, do, answer, words)
        step = do.engine(case).look(case.version, case.state, **do.around(case, document))
        fact = Fact(kind="PartyRated", data={"party": stand.party_id, "answer": answer})
        do.advance(case, step, fact, document=document)


def ask(app: App, actor: Actor, wish: str, words: str, *, key: str = "") -> None:
    """Note what the party wants, once for each key; the mediator is told and answers by telephone or at the desk.

    Raises:
        PartyNotIn: the visit has ended.
        UnknownWish: it is none of WISHES.
        IdempotencyKeyReused: the key was used for another command.
    """
    if wish not in WISHES:
        raise UnknownWish(zh="请选择要办的事情。", wish=wish[:40])
    stand = stand_of(actor)
    with doing(app, actor, "party-ask", stand.case_id, stand.party_id, wish, words, key=key) as do:
        case = _own(do)
        if do.repeated:
            return
        said = " ".join(words.split())[:LONGEST]
        do.note(case, Fact(kind="PartyAsked", data={"party": stand.party_id, "wish": wish, "reason": said}))
        do.remember(wish)


def rated(tx: Tx, case_id: str, who: str) -> bool:
    """Return whether this party has said how content they are."""
    return any(each.fact.kind == "PartyRated" and each.actor == who for each in tx.journal.of_case(case_id))


def _own(do: Doing) -> Case:
    return own_case(do.tx, do.actor, Action.PARTY_SPEAK, lock=True)


def _rated(document: CaseDocument, do: Doing, answer: str, words: str) -> CaseDocument:
    last = document.follow_ups[-1] if document.follow_ups else FollowUp()
    visit = FollowUp(
        visited_on=legal_day(do.now),
        visitor=do.actor.name,
        mode="online",
        performance=last.performance,
        satisfaction=answer,
        notes=" ".join(words.split())[:LONGEST],
    )
    return document.model_copy(update={"follow_ups": (*document.follow_ups, visit)})
