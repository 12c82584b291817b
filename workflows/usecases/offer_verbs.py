"""Offer the verbs that a person can use on a case now, each with what there is to choose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseStatus
from workflows.domain.period_rule import Extension
from workflows.domain.permission import Action, CaseReach, may
from workflows.domain.work_item import WorkItem
from workflows.domain.work_light import last_day
from workflows.store import Tx
from workflows.usecases.access import case_reach, readable_case, task_reach
from workflows.usecases.app import App
from workflows.usecases.begin_step import steps_beside
from workflows.usecases.send_back import earlier_steps
from workflows.usecases.withdraw_step import may_withdraw

ACTIONS: Mapping[str, Action] = {
    "begin-step": Action.DO_TASK,
    "send-back": Action.SEND_BACK,
    "withdraw": Action.WITHDRAW_STEP,
    "hand-over": Action.HAND_OVER,
    "delegate": Action.DELEGATE,
    "add-signer": Action.CHANGE_SIGNERS,
    "leave-out": Action.CHANGE_SIGNERS,
    "suspend": Action.SUSPEND_CASE,
    "resume": Action.SUSPEND_CASE,
    "extend": Action.EXTEND_DEADLINE,
    "urge": Action.URGE,
    "copy": Action.COPY_CASE,
    "later-suit": Action.NOTE_LATER_SUIT,
    "reopen": Action.REOPEN_CASE,
}
"""The verbs of the case page; moving and undoing are on the page of incidents."""


@dataclass(frozen=True)
class Chance:
    """One thing to choose: what is sent, and its words.

    `extension` is what the law says of making a period longer, its unit filled in.
    """

    value: str
    words: str
    words_en: str
    extension: Extension | None = None


@dataclass(frozen=True)
class Offer:
    """One verb that can be used now; without chances there is nothing to choose."""

    verb: str
    chances: tuple[Chance, ...] = ()


@dataclass(frozen=True)
class Offers:
    """The case and what can be done to it beside its diagram."""

    case: Case
    offers: tuple[Offer, ...]


def offer_verbs(app: App, actor: Actor, case_id: str) -> Offers:
    """Return what the actor can do to the case now beside handing in its forms.

    Raises:
        UnknownCase: there is no such case, or it is not theirs to see.
    """
    with app.store.read() as tx:
        case = readable_case(tx, actor, case_id)
        counter = _Counter(app, tx, actor, case, case_reach(tx, case), tx.work.of_case(case.id))
        names = {
            CaseStatus.OPEN: _WHILE_OPEN,
            CaseStatus.SUSPENDED: ("resume", "copy"),
            CaseStatus.CLOSED: ("withdraw", "later-suit", "reopen", "copy"),
        }[case.status]
        return Offers(case, tuple(_offers(counter, names)))


@dataclass(frozen=True)
class _Counter:
    app: App
    tx: Tx
    actor: Actor
    case: Case
    reach: CaseReach
    items: Sequence[WorkItem]

    @property
    def mine(self) -> list[WorkItem]:
        """The open steps that are the actor's to do."""
        return [item for item in self.items if may(self.actor, Action.DO_TASK, task_reach(item))]


def _offers(counter: _Counter, names: Sequence[str]) -> Iterator[Offer]:
    for name in names:
        own_tasks = name in ("begin-step", "send-back", "delegate", "hand-over", "withdraw")
        if not may(counter.actor, ACTIONS[name], None if own_tasks else counter.reach):
            continue
        chances = _CHANCES.get(name)
        found = tuple(chances(counter)) if chances is not None else ()
        if chances is None or found:
            yield Offer(name, () if found == (_ONLY,) else found)


_ONLY = Chance("", "", "")
_WHILE_OPEN = (
    "begin-step",
    "send-back", "withdraw", "hand-over", "delegate", "add-signer", "leave-out", "urge", "copy", "suspend", "extend",
)  # fmt: skip


def _withdraw(counter: _Counter) -> Iterator[Chance]:
    if may_withdraw(counter.tx, counter.actor, counter.case):
        yield _ONLY


def _begin_step(counter: _Counter) -> Iterator[Chance]:
    for each in steps_beside(counter.app, counter.tx, counter.case, counter.mine):
        item, step = each.item, each.step
        yield Chance(
            f"{item.id}|{step.id}",
            f"{step.name or step.id}（在“{item.name}”旁）",
            f"{step.name_en or step.name or step.id} (beside {item.name_en or item.name})",
        )


def _send_back(counter: _Counter) -> Iterator[Chance]:
    for item in counter.mine:
        for step in earlier_steps(counter.app, counter.actor, item.id):
            yield Chance(
                f"{item.id}|{step.element}",
                f"{item.name} → {step.name}",
                f"{item.name_en or item.name} → {step.name_en or step.name}",
            )


def _colleagues(counter: _Counter, items: Sequence[WorkItem]) -> Iterator[Chance]:
    for item in items:
        for account in counter.tx.directory.accounts(org_id=item.org_id, role=item.role):
            if account.id not in (item.assignee, counter.actor.account_id):
                yield Chance(
                    f"{item.id}|{account.id}",
                    f"{item.name} → {account.name}",
                    f"{item.name_en or item.name} → {account.name_en or account.name}",
                )


def _delegate(counter: _Counter) -> Iterator[Chance]:
    yield from _colleagues(counter, [item for item in counter.mine if not item.owner])


def _hand_over(counter: _Counter) -> Iterator[Chance]:
    above = counter.actor.has_role("chair", "supervisor", "coordinator")
    items = counter.items if above and may(counter.actor, Action.HAND_OVER, counter.reach) else counter.mine
    yield from _colleagues(counter, items)


def _signers(counter: _Counter) -> Iterator[Chance]:
    """Yield the steps of which several stand open at once: these are joint."""
    elements = [item.element for item in counter.items]
    for number, item in enumerate(counter.items, start=1):
        if elements.count(item.element) > 1:
            yield Chance(item.id, f"{item.name} ({number})", f"{item.name_en or item.name} ({number})")


def _urge(counter: _Counter) -> Iterator[Chance]:
    for item in counter.items:
        yield Chance(item.id, item.name, item.name_en or item.name)


def _copy(counter: _Counter) -> Iterator[Chance]:
    known = {*counter.tx.watchers.of_case(counter.case.id), counter.actor.account_id}
    for account in counter.tx.directory.accounts(org_id=counter.case.org_id):
        if account.id not in known:
            yield Chance(account.id, account.name, account.name_en or account.name)


def _extend(counter: _Counter) -> Iterator[Chance]:
    armed = counter.tx.timers.of_case(counter.case.id, status="armed")
    for timer in (each for each in armed if each.kind == "engine"):
        yield from _longer(counter, timer.id, timer.rule, timer.due_at)
    for item in counter.items:
        yield from _longer(counter, item.id, item.rule, item.due_at)


def _longer(counter: _Counter, date_id: str, rule_id: str, due_at: datetime | None) -> Iterator[Chance]:
    """Yield the chance to make one date longer, where it runs and its law knows an extension."""
    rule = counter.app.law(counter.case.pack).rule(rule_id) if rule_id else None
    if rule is None or rule.extension is None or due_at is None:
        return
    day = last_day(due_at)
    yield Chance(
        date_id,
        f"{rule.title}（{rule.id}），到 {day}",
        f"{rule.title_en} ({rule.id}), until {day}",
        rule.extension.model_copy(update={"unit": rule.extension.unit or rule.unit}),
    )


_CHANCES: Mapping[str, Callable[[_Counter], Iterator[Chance]]] = {
    "begin-step": _begin_step,
    "send-back": _send_back,
    "withdraw": _withdraw,
    "hand-over": _hand_over,
    "delegate": _delegate,
    "add-signer": _signers,
    "leave-out": _signers,
    "urge": _urge,
    "copy": _copy,
    "extend": _extend,
}
