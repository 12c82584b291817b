"""Have a paper made that no step of the diagram calls for: a receipt, a power of attorney, an address for service."""

from __future__ import annotations

from workflows.documents import DocumentInfo
from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.paper import Paper
from workflows.domain.permission import COURT_ROLES, Action
from workflows.errors import PaperNotByHand, UnknownPaper
from workflows.store import Tx
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.case_view import FurtherPaper
from workflows.usecases.compose_paper import compose_paper
from workflows.usecases.doing import ANY, doing
from workflows.usecases.once import answered
from workflows.usecases.order_papers import order_paper
from workflows.usecases.templates_in_force import templates_in_force


def further_papers(app: App, tx: Tx, actor: Actor, case: Case) -> tuple[FurtherPaper, ...]:
    """Return what *actor* may have made for *case* beside the diagram: the court its own papers, others theirs."""
    shelf = templates_in_force(app, tx, case.pack)
    found = ((template, shelf.info(template)) for template in shelf.ids())
    return tuple(
        FurtherPaper(template, words.title, words.title_en)
        for template, words in found
        if words.by_hand and _theirs(actor, words)
    )


def want_paper(app: App, actor: Actor, case_id: str, template: str, *, key: str = "") -> Paper:
    """Return the paper that was ordered; the case itself stays as it is.

    Raises:
        UnknownCase: there is no such case, or it is not theirs.
        UnknownTemplate: there is no such paper.
        PaperNotByHand: a step of the diagram orders it, or it is the other side's to make.
        MissingValue: the paper must state a value that the case does not have; nothing was ordered.
    """
    demand(actor, Action.WANT_PAPER)
    with doing(app, actor, "want-paper", case_id, template, key=key) as do:
        case = do.case(case_id, Action.WANT_PAPER, states=ANY)
        if do.repeated:
            return _ordered(do.tx, str(answered(do.tx, key, do.digest)))
        words = templates_in_force(app, do.tx, case.pack).info(template)
        if not (words.by_hand and _theirs(actor, words)):
            raise PaperNotByHand(
                zh=f"《{words.title}》由流程的步骤制作，或者由其他单位制作；请从列出的文书中选择。",
                paper=template,
            )
        before = sum(each.template == template for each in do.tx.papers.of_case(case.id))
        paper_id = f"{case.id}-hand-{template}-{before + 1}"
        order_paper(app, do.tx, case, template, paper_id=paper_id, element="", actor=actor, now=do.now)
        paper = _ordered(do.tx, paper_id)
        compose_paper(app, do.tx, paper)
        do.note(case, Fact(kind="PaperWanted", data={"paper": paper_id, "template": template}))
        do.remember(paper_id)
        return paper


def _theirs(actor: Actor, words: DocumentInfo) -> bool:
    court = any(post.role in COURT_ROLES for post in actor.posts)
    return court == (words.maker == "court")


def _ordered(tx: Tx, paper_id: str) -> Paper:
    paper = tx.papers.get(paper_id)
    if paper is None:
        raise UnknownPaper(zh="没有这份文书；请重新查看案件的文书列表。", paper=paper_id)
    return paper
