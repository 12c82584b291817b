"""Note after closing that the parties went to court later, and how that ended (补记)."""

from __future__ import annotations

from datetime import date

from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseStatus
from workflows.domain.journal import Fact
from workflows.domain.patch import patch
from workflows.domain.permission import Action
from workflows.errors import CaseNotClosed
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.doing import ANY, doing


def note_later_suit(app: App, actor: Actor, case_id: str, *, on: date, result: str, key: str = "") -> Case:
    """Return the closed case with the later suit written into its closing section; it stays closed.

    Raises:
        UnknownCase: there is no such case, or it is not theirs.
        CaseNotClosed: it is still open.
        InvalidForm: the result is too long.
    """
    demand(actor, Action.NOTE_LATER_SUIT)
    with doing(app, actor, "note-later-suit", case_id, on.isoformat(), result, key=key) as do:
        case = do.case(case_id, Action.NOTE_LATER_SUIT, states=ANY)
        if do.repeated:
            return case
        if case.status is not CaseStatus.CLOSED:
            raise CaseNotClosed(zh="案件尚未结案；请直接在案件中填写。", case=case.number)
        given = {"closing.later_suit_on": on, "closing.later_suit_result": result.strip() or None}
        document = patch(case.document, given)
        step = do.engine(case).look(case.version, case.state, **do.around(case, document))
        do.remember(case.id)
        fact = Fact(kind="LaterSuitNoted", data={"on": on.isoformat()})
        return do.advance(case, step, fact, document=document)
