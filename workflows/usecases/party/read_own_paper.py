"""Read one's own paper: a party opens or keeps a paper of their case as PDF; the reading is noted."""

from __future__ import annotations

from workflows.domain.actor import Actor
from workflows.domain.journal import Fact
from workflows.domain.permission import Action
from workflows.usecases.app import App
from workflows.usecases.party.own_case import own_case, own_paper
from workflows.usecases.read_paper import KINDS, PaperFile


def read_own_paper(app: App, actor: Actor, paper_id: str) -> PaperFile:
    """Return the paper as PDF.

    Raises:
        PartyNotIn: the visit has ended.
        UnknownPaper: the case has no such paper, or it is not meant for parties.
    """
    with app.store.write() as tx:
        case = own_case(tx, actor, Action.PARTY_READ_PAPER)
        paper = own_paper(app, tx, case, paper_id)
        fact = Fact(kind="PartyReadPaper", data={"paper": paper.id})
        tx.journal.append(case.id, case.rev, [fact], at=app.clock.now(), actor=actor.account_id)
    return PaperFile(
        paper=paper,
        content=app.files.get(paper.pdf_sha256),
        media_type=KINDS["pdf"],
        name=f"{case.number}-{paper.title or paper.template}",
    )
