"""Keep the notes of a talk with one side alone (背对背调解); whoever wrote them reads them, and nobody else."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from workflows.domain.actor import Actor
from workflows.domain.identity import SeparateTalk
from workflows.domain.journal import Fact
from workflows.domain.new_id import new_id
from workflows.domain.permission import Action
from workflows.errors import InvalidInput, UnknownParty
from workflows.usecases.access import readable_case
from workflows.usecases.app import App
from workflows.usecases.once import answered, digest_of, remember

LONGEST = 20_000


def keep_talk(
    app: App, actor: Actor, case_id: str, *, party: str, held_at: datetime, notes: str, key: str = ""
) -> None:
    """Keep the notes; the case remembers that there was a talk, not with whom and not about what.

    Raises:
        UnknownCase: there is no such case, or the actor is no mediator of it.
        UnknownParty: the case has no such party.
        InvalidInput: there are no notes, they are too long, or the talk is to come.
    """
    said = notes.strip()
    now = app.clock.now()
    if not 0 < len(said) <= LONGEST or held_at > now:
        raise InvalidInput(
            f"Write down a talk that has been held, in at most {LONGEST} characters.",
            zh=f"请记录已经进行的谈话，不超过 {LONGEST} 字。",
        )
    digest = digest_of("keep-talk", actor.account_id, case_id, party, said)
    with app.store.write() as tx:
        case = readable_case(tx, actor, case_id, Action.KEEP_TALK)
        if party not in {each.id for each in case.document.parties}:
            raise UnknownParty(zh="这个案件没有这位当事人。", party=party)
        if answered(tx, key, digest) is not None:
            return
        talk = SeparateTalk(
            id=new_id(now),
            case_id=case.id,
            mediator=actor.account_id,
            at=now,
            held_at=held_at,
            party=party,
            notes=said,
        )
        tx.talks.add(talk)
        tx.journal.append(case.id, case.rev, [Fact(kind="TalkKept")], at=now, actor=actor.account_id)
        remember(tx, key, digest, talk.id, at=now)


def own_talks(app: App, actor: Actor, case_id: str) -> Sequence[SeparateTalk]:
    """Return the talks that the actor wrote down in this case, oldest first.

    Raises:
        UnknownCase: there is no such case, or the actor is no mediator of it.
    """
    with app.store.read() as tx:
        case = readable_case(tx, actor, case_id, Action.KEEP_TALK)
        return tx.talks.of_mediator(case.id, actor.account_id)
