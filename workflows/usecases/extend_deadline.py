"""Extend a statutory period (延长) by the consents or the approval that the law asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workflows.clock import legal_day
from workflows.domain.actor import Actor
from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.law import parse_unit
from workflows.domain.ledger import Extended
from workflows.domain.permission import Action
from workflows.errors import ExtensionNotAllowed, UnknownDeadline
from workflows.usecases.access import demand
from workflows.usecases.app import App
from workflows.usecases.clocks import Clock, clocks_of, ledger_of, set_due
from workflows.usecases.doing import doing


@dataclass(frozen=True, kw_only=True)
class Extension:
    """By how much a period becomes longer and who agreed: all that consent, or the one who approved.

    Without a length the law's own extension is taken; `unit` is day, working-day, month or year.
    """

    length: int | None = None
    unit: str = ""
    consents: Sequence[str] = ()
    approval: str = ""
    paper: str = ""


def extend_deadline(
    app: App, actor: Actor, case_id: str, date_id: str, extension: Extension, *, key: str = ""
) -> Case:
    """Return the case with the date *date_id* (a timer's or a work item's id) ending later.

    Who agreed is kept in the ledger; its sentence explains the new date.

    Raises:
        UnknownCase: there is no such case, or it is not theirs.
        UnknownDeadline: the case has no such date open.
        ExtensionNotAllowed: the law extends this period not at all, not so far, or not so often.
        ExtensionWithoutConsent: the consents or the approval that the law asks for are missing.
    """
    demand(actor, Action.EXTEND_DEADLINE)
    with doing(app, actor, "extend-deadline", case_id, date_id, str(extension), key=key) as do:
        case = do.case(case_id, Action.EXTEND_DEADLINE)
        if do.repeated:
            return case
        step = do.engine(case).look(case.version, case.state, **do.around(case))
        clock = next((each for each in clocks_of(do, case, step) if each.id == date_id), None)
        if clock is None:
            raise UnknownDeadline(zh="案件没有这个正在计算的期限；请重新查看期限。", date=date_id)
        _must_be_statutory(clock)
        law = app.law(case.pack)
        ledger = ledger_of(law, case, clock, do.tx.ledgers.of_case(case.id))
        ledger = ledger.entered(_entry(extension, actor, legal_day(do.now)), law)
        do.tx.ledgers.put(ledger)
        step = set_due(do, case, step, clock, ledger)
        due = ledger.entries[-1].due
        fact = Fact(
            kind="DeadlineExtended",
            element=clock.element,
            data={"rule": clock.rule, "due": due.isoformat() if due else "", "paper": extension.paper},
        )
        do.remember(case.id)
        return do.advance(case, step, fact, has_ledgers=True)


def _must_be_statutory(clock: Clock) -> None:
    if not clock.rule:
        raise ExtensionNotAllowed(
            "No statutory period governs this date, so there is nothing to extend by law.",
            zh="这个时点不是法定期间，不存在依法延长。",
            date=clock.id,
        )


def _entry(extension: Extension, actor: Actor, today: object) -> Extended:
    return Extended.model_validate(
        {
            "at": today,
            "by": actor.account_id,
            "paper": extension.paper,
            "length": extension.length,
            "unit": parse_unit(extension.unit) if extension.unit else None,
            "consents": tuple(extension.consents),
            "approval": extension.approval,
        }
    )
