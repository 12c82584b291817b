"""Restore an earlier revision of a case exactly: state and document; what was ordered since is called off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pydantic import JsonValue

from workflows.domain.case import Case
from workflows.domain.journal import Fact
from workflows.domain.paper import Paper, PaperStatus
from workflows.errors import UnknownRevision
from workflows.store import Tx
from workflows.store.ports.watch import WITHDRAWN
from workflows.usecases.doing import Doing
from workflows.usecases.engine_at import around, engine_at


@dataclass(frozen=True)
class Thrown:
    """A message that a revision threw: its id, and who received it ("" for nobody yet)."""

    id: str
    receiver: str


def restore(do: Doing, case: Case, rev: int, fact: Fact) -> Case:
    """Return the case as a new revision that is exactly what revision *rev* was.

    Papers ordered since become void and keep their numbers, errands that nobody ran are called off, messages that
    nobody received are withdrawn, and what the restored step waits for is asked for once more.

    Raises:
        UnknownRevision: there is no such earlier revision.
    """
    was = do.tx.cases.revision(case.id, rev)
    if was is None or rev >= case.rev or not was.state:
        raise UnknownRevision(zh=f"没有可恢复的第 {rev} 次修订；请查看修订列表。", rev=rev)
    engine = engine_at(do.app, do.tx, was.pack, was.version)
    step = engine.look(was.version, was.state, **around(was, do.now))
    void = _void_papers(do, case, rev, str(fact.data.get("reason") or fact.kind))
    _call_off(do.tx, case, rev)
    received = _withdraw_messages(do, case, rev)
    _ask_again(do, case, step.awaited)
    told = replace(fact, data={**fact.data, "to_rev": rev, "received_messages": list[JsonValue](received)})
    return do.advance(case, step, told, *void, document=was.document, restored=was)


def papers_since(tx: Tx, case: Case, rev: int) -> list[Paper]:
    """Return the papers that were ordered after revision *rev* and still count."""
    return [
        paper
        for paper in tx.papers.of_case(case.id)
        if paper.revision > rev and paper.status is not PaperStatus.VOID
    ]


def thrown_since(tx: Tx, case: Case, rev: int) -> Iterator[Thrown]:
    """Yield the messages and signals that were thrown after revision *rev*."""
    for later in range(rev + 1, case.rev + 1):
        number = 0
        while (receiver := tx.waits.fate(f"{case.id}:{later}:{number}")) is not None:
            yield Thrown(f"{case.id}:{later}:{number}", receiver)
            number += 1


def _void_papers(do: Doing, case: Case, rev: int, reason: str) -> list[Fact]:
    facts = []
    for paper in papers_since(do.tx, case, rev):
        do.tx.papers.put(replace(paper, status=PaperStatus.VOID, void_reason=reason))
        do.tx.outbox.cancel(f"paper:{paper.id}")
        data: dict[str, JsonValue] = {"paper": paper.id, "template": paper.template}
        facts.append(Fact(kind="DocumentVoided", element=paper.element, data=data))
    return facts


def _call_off(tx: Tx, case: Case, rev: int) -> None:
    for errand in tx.outbox.of_case(case.id):
        made_in = errand.payload.get("rev")
        if isinstance(made_in, int) and made_in > rev:
            tx.outbox.cancel(errand.id)


def _withdraw_messages(do: Doing, case: Case, rev: int) -> list[str]:
    received = []
    for each in thrown_since(do.tx, case, rev):
        if each.receiver == "":
            do.tx.waits.mark_delivered(each.id, case_id=WITHDRAWN, at=do.now)
        elif not each.receiver.startswith(":"):
            received.append(each.receiver)
    return received


def _ask_again(do: Doing, case: Case, awaited: tuple[str, ...]) -> None:
    """Have done once more what the restored step waits for and what was done, or called off, since."""
    for request in awaited:
        errand = do.tx.outbox.get(f"{case.id}:{request}")
        if errand is not None and errand.status.value != "ready":
            do.tx.outbox.again(errand.id, at=do.now)
    for paper in do.tx.papers.of_case(case.id):
        if paper.request_id in awaited and paper.status is not PaperStatus.WANTED:
            do.tx.papers.put(replace(paper, status=PaperStatus.WANTED, void_reason=""))
            do.tx.outbox.again(f"paper:{paper.id}", at=do.now)
