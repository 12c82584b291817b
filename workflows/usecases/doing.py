"""What all verbs share: one transaction, once for each key, on a case that the actor reaches."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import JsonValue

from workflows.domain.actor import Actor
from workflows.domain.case import Case, CaseDocument, CaseStatus
from workflows.domain.journal import Fact
from workflows.domain.permission import Action, may
from workflows.domain.step import Step
from workflows.domain.work_item import WorkItem, WorkStatus
from workflows.errors import (
    CaseAlreadyClosed,
    ReasonMissing,
    UnknownCase,
    UnknownTask,
    WrongHolder,
)
from workflows.store import Tx
from workflows.usecases.access import case_reach, own_item, reachable_item
from workflows.usecases.advance import Change, advance
from workflows.usecases.app import App, Engine
from workflows.usecases.engine_at import Around, around, engine_of
from workflows.usecases.guard import incidents
from workflows.usecases.may_hold import may_hold
from workflows.usecases.once import answered, digest_of, remember
from workflows.usecases.submit_form import already_done, must_run

LONGEST_REASON = 500
OPEN = frozenset({CaseStatus.OPEN})
ANY = frozenset(CaseStatus)


@dataclass(frozen=True, kw_only=True)
class Doing:
    """A verb under way: who does it, when, in which transaction. `repeated` says that its key was answered before."""

    app: App
    tx: Tx
    actor: Actor
    now: datetime
    verb: str
    key: str
    digest: str
    repeated: bool

    def case(
        self, case_id: str, action: Action | None = None, *, states: Collection[CaseStatus] = OPEN
    ) -> Case:
        """Return the case, locked, if the actor may do *action* to it and it stands in one of *states*.

        Raises:
            UnknownCase: there is none, or it is not theirs.
            CaseAlreadyClosed: it is closed.
            CaseNotOpen: it is suspended.
        """
        case = self.tx.cases.get(case_id, lock=True)
        if case is None or (action is not None and not may(self.actor, action, case_reach(self.tx, case))):
            raise UnknownCase(zh="没有这个案件，或者不归您办；请核对案号。", case=case_id)
        if not self.repeated:
            must_stand(case, states)
        return case

    def item(self, item_id: str, *, own: bool = True) -> WorkItem:
        """Return the open work item: the actor's own to do, or with *own* False one of a case they may read.

        Raises:
            UnknownTask: there is none, or it is not theirs to see.
            NotAllowed: it belongs to somebody else.
            TaskAlreadyDone: it is not open any more.
        """
        find = own_item if own else reachable_item
        item = find(self.tx, self.actor, item_id)
        if item.status is not WorkStatus.OPEN and not self.repeated:
            raise already_done(self.tx, item)
        return item

    def engine(self, case: Case) -> Engine:
        """Return the engine with the version of *case*."""
        return engine_of(self.app, self.tx, case)

    def around(self, case: Case, document: CaseDocument | None = None) -> Around:
        """Return what surrounds a step of *case* now."""
        return around(case, self.now, document)

    def note(self, case: Case, *facts: Fact) -> None:
        """Write facts that change nothing of the case itself."""
        self.tx.journal.append(case.id, case.rev, facts, at=self.now, actor=self.actor.account_id)

    def advance(
        self, case: Case, step: Step, *facts: Fact, document: CaseDocument | None = None, **more: Any
    ) -> Case:
        """Save *step* as the next revision and return the case after it; *more* are fields of Change."""
        change = Change(
            actor=self.actor,
            command=self.verb,
            now=self.now,
            document=document or case.document,
            step=step,
            facts=facts,
            **more,
        )
        return advance(self.app, self.tx, case, change)

    def remember(self, answer: JsonValue) -> None:
        """Keep the answer for the key of this command."""
        remember(self.tx, self.key, self.digest, answer, at=self.now)


@contextmanager
def doing(
    app: App, actor: Actor, verb: str, *parts: JsonValue, key: str = "", case_id: str = "", element: str = ""
) -> Iterator[Doing]:
    """Open the transaction of a verb; *parts* tell it apart from another use of the same key.

    Raises:
        IdempotencyKeyReused: the key was used for another command.
        StepFailed: something inside broke; an incident was opened.
    """
    now = app.clock.now()
    digest = digest_of(verb, actor.account_id, *parts)
    with incidents(app, case_id or case_of(parts), element), app.store.write() as tx:
        yield Doing(
            app=app,
            tx=tx,
            actor=actor,
            now=now,
            verb=verb,
            key=key,
            digest=digest,
            repeated=answered(tx, key, digest) is not None,
        )


def case_of(parts: tuple[JsonValue, ...]) -> str:
    """Return the case that the first part, its id or that of a work item, belongs to."""
    first = parts[0] if parts else ""
    return first.partition(":")[0] if isinstance(first, str) else ""


def must_stand(case: Case, states: Collection[CaseStatus]) -> None:
    """Let a case pass that stands in one of *states*.

    Raises:
        CaseAlreadyClosed: it is closed.
        CaseNotOpen: it is suspended.
    """
    if case.status in states:
        return
    if case.status is CaseStatus.CLOSED:
        raise CaseAlreadyClosed(zh="案件已结案；需要继续处理的，请另立关联案件。", case=case.number)
    must_run(case)


def task_of(item: WorkItem) -> str:
    """Return the engine's id of the task behind a work item."""
    return item.id.partition(":")[2]


def reason_of(text: str) -> str:
    """Return the reason as it is written down.

    Raises:
        ReasonMissing: there is none, or it is no sentence but an essay.
    """
    reason = " ".join(text.split())
    if not reason or len(reason) > LONGEST_REASON:
        raise ReasonMissing(
            f"Say why in one sentence (at most {LONGEST_REASON} characters).",
            zh=f"请写明理由（不超过 {LONGEST_REASON} 字）。",
        )
    return reason


def must_hold(tx: Tx, item: WorkItem, account_id: str) -> None:
    """Let somebody pass who is to get *item*.

    Raises:
        WrongHolder: there is no such person, or their posts are for other steps.
    """
    if not may_hold(tx, item, account_id):
        raise WrongHolder(zh="不能把这项待办交给这个人；请选择承担同样岗位的在岗同事。", account=account_id)


def task_missing(item_id: str) -> UnknownTask:
    """Return the refusal of a work item that is not there."""
    return UnknownTask(zh="没有这项待办，或者不归您办；请重新查看待办列表。", item=item_id)
